"""Vectors kept by the hash of their text: one writer, many readers, exact search."""

from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.layout import spread
from index.vector_keys import KeyTable, packed, text_key
from index.vector_scan import Matrix, Selection, nearest, selected
from index.vector_store import DamagedVectors, WrongModel, map_matrix, read_committed, verify
from index.vector_writing import BadVectors, VectorsBusy, VectorWriter, writing_vectors

__all__ = [
    "BadVectors",
    "DamagedVectors",
    "PassageRows",
    "VectorFile",
    "VectorWriter",
    "VectorsBusy",
    "WrongModel",
    "packed",
    "text_key",
    "writing_vectors",
]


class _Snapshot:
    """The rows that counted at one moment; never changes."""

    def __init__(self, keys: NDArray[np.uint8], matrix: Matrix) -> None:
        self.keys = keys
        self.matrix = matrix

    @cached_property
    def table(self) -> KeyTable:
        return KeyTable(self.keys)


class PassageRows:
    """Which row of a store each passage has, −1 for one without a vector, which is never found."""

    def __init__(self, rows: NDArray[np.int64]) -> None:
        known = np.flatnonzero(rows >= 0)
        self._passages = known[np.argsort(rows[known], kind="stable")]
        self._rows = rows[self._passages]
        self._starts = np.searchsorted(self._rows, np.arange(int(self._rows[-1]) + 2 if len(known) else 1))
        # How many rows there are where each of them is a passage's.
        self._whole = len(self._starts) - 1 if (np.diff(self._starts) > 0).all() else None

    def rows_of(self, passages: NDArray[np.bool_] | None, count: int) -> NDArray[np.int64] | None:
        """The rows of some passages, or of all; None where they are all ``count`` rows."""
        if passages is None and self._whole == count:
            return None
        wanted = np.zeros(count, np.bool_)
        wanted[self._rows if passages is None else self._rows[passages[self._passages]]] = True
        return None if wanted.all() else np.flatnonzero(wanted)

    def expanded(
        self, rows: NDArray[np.int64], scores: NDArray[np.float32], k: int, passages: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """From the best rows to the first k passages that share them."""
        first, after = self._starts[rows], self._starts[rows + 1]
        found, scores = self._passages[spread(first, after)], np.repeat(scores, after - first)
        if passages is not None:
            found, scores = found[passages[found]], scores[passages[found]]
        return found[:k], scores[:k]


class VectorFile:
    """Read access to a store of unit vectors. A text has one row, however many passages say the same.

    Safe to use from several threads: ``reload`` swaps what is seen, a search under way keeps what it began with.
    """

    def __init__(self, folder: Path, *, model_id: str, dimensions: int) -> None:
        self.folder = folder
        self.model_id = model_id
        self.dimensions = dimensions
        self._snapshot = self._read()

    @classmethod
    def open(cls, folder: Path, *, model_id: str, dimensions: int = 384) -> Self:
        """Open a store; empty where there is none yet. Raises ``WrongModel`` or ``DamagedVectors``."""
        return cls(folder, model_id=model_id, dimensions=dimensions)

    def __len__(self) -> int:
        return len(self._snapshot.matrix)

    def reload(self) -> bool:
        """See what has been written since; True where there is more (or less) than before."""
        before = len(self)
        self._snapshot = self._read()
        return len(self) != before

    def verify(self) -> None:
        """Read everything and compare checksums. Raises ``DamagedVectors``."""
        verify(self.folder, read_committed(self.folder, model_id=self.model_id, dimensions=self.dimensions))

    def lookup(self, keys: NDArray[np.uint8]) -> NDArray[np.int64]:
        """The row of each key of a table (keys, 16), −1 where there is none."""
        return self._snapshot.table.rows(keys)

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of rows as float32, shape (rows, dimensions)."""
        return self._snapshot.matrix.exact[rows].astype(np.float32)

    def search(
        self, query: NDArray[np.float32], k: int, *, rows: Selection | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows and scores (dot products) of the k nearest vectors, best first, equal scores by row.

        ``rows``: a mask over all rows or row numbers; nothing else is read then. Raises ``ValueError`` for a query of
        another dimension or with NaN, and for rows that do not exist.
        """
        matrix = self._snapshot.matrix
        return nearest(matrix, self._checked(query), k, selected(rows, len(matrix)))

    def search_passages(
        self,
        query: NDArray[np.float32],
        k: int,
        of: PassageRows,
        *,
        passages: NDArray[np.bool_] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Passages and scores of the k nearest, best first, equal scores by row and then by passage.

        ``of`` are the rows of the passages; ``passages``, a mask over these, leaves others out.
        """
        matrix = self._snapshot.matrix
        rows, scores = nearest(matrix, self._checked(query), k, of.rows_of(passages, len(matrix)))
        return of.expanded(rows, scores, k, passages)

    def _checked(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        if query.shape != (self.dimensions,) or not np.isfinite(query).all():
            raise ValueError(f"A query vector has {self.dimensions} finite numbers; this one has shape {query.shape}.")
        return np.ascontiguousarray(query, np.float32)

    def _read(self) -> _Snapshot:
        committed = read_committed(self.folder, model_id=self.model_id, dimensions=self.dimensions)
        return _Snapshot(*map_matrix(self.folder, committed))
