"""Vectors of passages in Elasticsearch: copied from the files that every engine shares, each text embedded once."""

import json
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.elastic_bulk import write_documents
from index.elastic_client import Connection, Json
from index.elastic_documents import passage_document
from index.elastic_indices import Indices
from index.elastic_mapping import MOST_HITS, vectors_body, vectors_index
from index.generation import index_folder
from index.layout import Layout
from index.snapshot import Snapshot
from index.vector_store import COMMITTED, Committed, WrongModel, told, wrong_model
from index.vectors import VectorFile

Progress = Callable[[int, int], None]
REFUSED: Final = "refused.jsonl"


def share_vectors(
    connection: Connection, home: Path, snapshot: Snapshot, vectors: VectorFile, progress: Progress | None = None
) -> str:
    """Put the vectors that the files hold and the server lacks into the server; the name of their index.

    ``progress`` is told how many passages have one there, of how many. Raises ClusterUnavailable, DocumentsRefused.
    """
    indices, words = Indices(connection), snapshot.manifest.index
    name = vectors_index(words, vectors.model_id)
    meta = {"model": vectors.model_id, "of": words, "owner": snapshot.manifest.owner}
    if not indices.exists(name):
        indices.make(name, vectors_body(connection.cluster, meta, vectors.dimensions))
    found = vectors.lookup(snapshot.layout.passage_keys)
    numbers = snapshot.layout.passage_numbers
    wanted = np.flatnonzero(np.isin(numbers, _lacking(indices, name, numbers[found >= 0])))
    if wanted.size:
        indices.writable(name)
        documents = _documents(snapshot, vectors, found, wanted, progress)
        write_documents(connection, name, documents, index_folder(home) / REFUSED)
        indices.complete(name, meta, merge=False)
    return name


def _lacking(indices: Indices, name: str, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those of some numbers of passages, in order, that an index lacks.

    Where as many are there as must be, and they add up, none is read; else each half is looked at by itself.
    """
    if not len(numbers):
        return numbers
    first, last = int(numbers[0]), int(numbers[-1])
    if indices.tally(name, "passage", first, last) == (len(numbers), int(numbers.sum())):
        return numbers[:0]
    if len(numbers) <= MOST_HITS:
        found = (held["passage"] for held in indices.fields(name, "passage", ("passage",), after=first - 1))
        return np.setdiff1d(numbers, list(takewhile(lambda number: number <= last, found)))
    halves = np.array_split(numbers, 2)
    return np.concatenate([_lacking(indices, name, half) for half in halves])


def unlike(connection: Connection, words_index: str, model_id: str, dimensions: int) -> WrongModel | None:
    """Why a model's vectors cannot be compared with those that lie beside an index; None if they can, or none lie."""
    named, wanted = vectors_index(words_index, model_id), (model_id, dimensions)
    found = connection.ask(lambda client: client.indices.get_mapping(index=f"{words_index}-v-*").body)
    held = {name: _made_for(mapped["mappings"]) for name, mapped in found.items()}
    if not held or held.get(named) == wanted:
        return None
    others = [held[named]] if named in held else list(held.values())
    return wrong_model(f"the index {words_index}", sorted(told(*each) for each in others), told(*wanted))


def _made_for(mappings: Json) -> tuple[str, int]:
    return mappings["_meta"]["model"], mappings["properties"]["embedding"]["dims"]


def vector_files(home: Path) -> Iterator[VectorFile]:
    """The vectors of every model that the data directory holds, those written last first."""
    files = (home / "vectors").glob(f"*/{COMMITTED}")
    for file in sorted(files, key=lambda path: -path.stat().st_mtime):
        held = Committed(**json.loads(file.read_bytes()))
        yield VectorFile.open(file.parent, model_id=held.model_id, dimensions=held.dimensions)


def _documents(
    snapshot: Snapshot,
    vectors: VectorFile,
    found: NDArray[np.int64],
    wanted: NDArray[np.int64],
    progress: Progress | None,
) -> Iterator[tuple[str, Json]]:
    layout = snapshot.layout
    total = len(layout.passage_rows)
    for done, passage in enumerate(wanted.tolist(), 1):
        row, part, number = (int(each[passage]) for each in _places(layout))
        document = passage_document(number, part, row, snapshot.records.read(row), snapshot.holdings)
        vector = vectors.vectors(found[passage : passage + 1])[0]
        yield str(number), {**document, "embedding": [round(value, 6) for value in vector.tolist()]}
        if progress is not None and done % 1_000 == 0:
            progress(total - len(wanted) + done, total)


def _places(layout: Layout) -> tuple[NDArray[np.int64], ...]:
    return layout.passage_rows, layout.passage_parts, layout.passage_numbers
