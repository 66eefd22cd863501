"""The vectors of a data directory beside an index: which passages have one, and which are nearest to a query's."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.engine import Near
from index.filling import vector_folder
from index.ordered import Ordered, first_of_each
from index.plan import Keep
from index.records import SemanticState
from index.snapshot import Snapshot
from index.vector_store import others_than
from index.vectors import DamagedVectors, PassageRows, VectorFile, WrongModel

_REST: Final = 50
_UNNOTICED_S: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """The vectors of one index generation as they were at one moment.

    ``vector_rows`` are those of the passages; ``count`` passages have one, of the provisions that are ``reached``.
    """

    snapshot: Snapshot
    rows: NDArray[np.int64]
    versions: NDArray[np.int64]
    vector_rows: PassageRows
    count: int
    reached: NDArray[np.bool_]


class HeldVectors:
    """The vectors of a data directory, beside whatever generation of the index is current.

    New vectors are noticed by themselves: at once where looking them up takes no time that anyone notices, else after
    a rest of fifty times that time, so that filling does not slow the searches down.
    """

    def __init__(self, home: Path, *, model_id: str, dimensions: int) -> None:
        self._model = model_id
        self._dimensions = dimensions
        self._folder = vector_folder(home, model_id)
        self._lock = threading.Lock()
        self._file: VectorFile | None = None
        self._held: _Held | None = None
        self._fault: str | None = None
        self._next_look = 0.0
        self._mark: tuple[int, int] | None = None

    def state(self, snapshot: Snapshot) -> SemanticState:
        """How far the vectors are."""
        total = snapshot.manifest.passages
        try:
            counted = self._count_in_engine(snapshot)
        except WrongModel as error:
            return SemanticState(held=0, total=total, reason=str(error))
        if counted is not None:
            return SemanticState(held=counted, total=total)
        held = self._current(snapshot)
        if held is None:
            return SemanticState(held=0, total=total, reason=self._fault)
        return SemanticState(held=held.count, total=total, reason=None if held.count else self._others())

    def nearest(self, snapshot: Snapshot, vector: NDArray[np.float32], keep: Keep, depth: int) -> Ordered:
        """Rows of the index with their scores (cosines), best first; a provision counts with its best passage."""
        if self._count_in_engine(snapshot) is not None:
            return snapshot.engine.nearest(Near(model_id=self._model, vector=vector, depth=depth), keep)
        held = self._current(snapshot)
        if held is None or self._file is None or not len(self._file):
            return Ordered.of()
        passing = snapshot.holdings.passing(keep)
        mask = None if passing.all() else passing[held.versions]
        found, scores = self._file.search_passages(vector, depth, held.vector_rows, passages=mask)
        best = first_of_each(rows := held.rows[found])
        return Ordered(rows=rows[best], scores=scores[best].astype(np.float64))

    def without(self, snapshot: Snapshot, rows: Sequence[int]) -> frozenset[int]:
        """Those of some rows that have no vector yet, so that meaning cannot find them."""
        if self._count_in_engine(snapshot) is not None:
            return frozenset(rows) - snapshot.engine.reached(self._model, rows)
        held = self._current(snapshot)
        return frozenset(row for row in rows if held is None or not held.reached[row])

    def kept_by_engine(self, snapshot: Snapshot) -> bool:
        """Whether the engine itself holds the vectors, or would if they could be compared."""
        try:
            return self._count_in_engine(snapshot) is not None
        except WrongModel:
            return True

    def _count_in_engine(self, snapshot: Snapshot) -> int | None:
        return snapshot.engine.held(self._model, self._dimensions)

    def _others(self) -> str | None:
        """Why there are no vectors of this model, where there are some of others."""
        refused = others_than(self._folder, model_id=self._model, dimensions=self._dimensions)
        return str(refused) if refused else None

    def _current(self, snapshot: Snapshot) -> _Held | None:
        with self._lock:
            held = self._held
            if held is not None and held.snapshot is snapshot and not self._news():
                return held
            began = time.monotonic()
            self._held = self._read(snapshot, held)
            took = time.monotonic() - began
            self._next_look = began + took + _REST * max(0.0, took - _UNNOTICED_S)
            return self._held

    def _news(self) -> bool:
        """Whether vectors were added since; not asked again before the rest is over."""
        return time.monotonic() >= self._next_look and self._written() != self._mark

    def _read(self, snapshot: Snapshot, before: _Held | None) -> _Held | None:
        self._mark = self._written()
        try:
            if self._file is None:
                self._file = VectorFile.open(self._folder, model_id=self._model, dimensions=self._dimensions)
            else:
                self._file.reload()
        except (DamagedVectors, WrongModel) as error:
            self._fault = str(error)
            return None
        if before is not None and before.snapshot is snapshot:
            rows, versions = before.rows, before.versions
        else:
            rows = snapshot.layout.passage_rows
            versions = snapshot.row_versions()[rows]
        found = self._file.lookup(snapshot.layout.passage_keys)
        count = int(np.count_nonzero(found >= 0))
        reached = np.zeros(len(snapshot.row_versions()), np.bool_)
        reached[rows[found >= 0]] = True
        return _Held(
            snapshot=snapshot,
            rows=rows,
            versions=versions,
            vector_rows=PassageRows(found),
            count=count,
            reached=reached,
        )

    def _written(self) -> tuple[int, int] | None:
        try:
            state = (self._folder / "committed.json").stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_ino
