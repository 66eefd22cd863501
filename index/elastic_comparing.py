"""Does an index in Elasticsearch hold what a generation holds? Row by row, by the hashes of the texts."""

from collections.abc import Iterator
from itertools import zip_longest

import numpy as np

from index.elastic_client import Json
from index.elastic_indices import Indices
from index.records import IndexUnavailable
from index.snapshot import Snapshot


class WrittenWrongly(IndexUnavailable):
    """What the server holds is not what was sent; the former index is still searched."""


def compare(indices: Indices, snapshot: Snapshot, *, first_row: int = 0) -> None:
    """Every provision must be there, from a row on with the hash of its words. Raises WrittenWrongly.

    Those before the row must be as many as they are here, and their numbers must add up: what was compared when it was
    written, and was not written since, is not read again.
    """
    index, rows = snapshot.manifest.index, snapshot.layout.rows
    expected = len(rows), int(rows.sum())
    wrong = next(differences(indices, snapshot, first_row=first_row), None)
    if wrong is None and (held := indices.tally(index, "row", 0, len(snapshot.records))) != expected:
        wrong = f"{held[0]} provisions whose numbers add up to {held[1]}, not {expected[0]} and {expected[1]}"
    if wrong is not None:
        raise WrittenWrongly(f"{index} is not what was sent ({wrong}): build again; the former index is still searched")


def differences(indices: Indices, snapshot: Snapshot, *, first_row: int = 0) -> Iterator[str]:
    """What the server holds otherwise than the generation from a row on, in words."""
    index, rows = snapshot.manifest.index, np.sort(snapshot.layout.rows)
    rows = rows[rows >= first_row]
    held = 0
    for row, found in zip_longest(rows.tolist(), indices.fields(index, "row", ("row", "sha256"), after=first_row - 1)):
        held += found is not None
        if row is not None and found is not None and not _same(snapshot, row, found):
            yield f"provision {row} differs in the index {index} of Elasticsearch"
            return
    if held != len(rows):
        yield f"the index {index} of Elasticsearch holds {held} provisions, not {len(rows)}"


def _same(snapshot: Snapshot, row: int, found: Json) -> bool:
    return bool((found["row"], found["sha256"]) == (row, snapshot.records.read(row).provision.sha256))
