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


def compare(indices: Indices, snapshot: Snapshot, *, hashed_from: int = 0) -> None:
    """Every provision must be there, with the hash of its words from a row on. Raises WrittenWrongly."""
    index = snapshot.manifest.index
    wrong = next(differences(indices, snapshot, hashed_from=hashed_from), None)
    if wrong is not None:
        raise WrittenWrongly(f"{index} is not what was sent ({wrong}): build again; the former index is still searched")


def differences(indices: Indices, snapshot: Snapshot, *, hashed_from: int = 0) -> Iterator[str]:
    """What the server holds otherwise than the generation, in words."""
    index, rows = snapshot.manifest.index, np.sort(snapshot.layout.rows).tolist()
    held = 0
    for row, found in zip_longest(rows, indices.fields(index, "row", ("row", "sha256"))):
        held += found is not None
        if row is not None and found is not None and not _same(snapshot, row, found, hashed=row >= hashed_from):
            yield f"provision {row} differs in the index {index} of Elasticsearch"
            return
    if held != len(rows):
        yield f"the index {index} of Elasticsearch holds {held} provisions, not {len(rows)}"


def _same(snapshot: Snapshot, row: int, found: Json, *, hashed: bool) -> bool:
    return found["row"] == row and (not hashed or found["sha256"] == snapshot.records.read(row).provision.sha256)
