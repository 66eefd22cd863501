"""Adding vectors to a store: one writer at a time, and what has been acknowledged survives any crash."""

import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import ArrayLike, NDArray

from index.vector_keys import KEY_BYTES, rows_by_key
from index.vector_scan import coarsened
from index.vector_store import Column, Committed, columns, map_matrix, read_committed, write_committed

LOCK = "writer.lock"


class BadVectors(ValueError):
    """Vectors that cannot be stored: another dimension, NaN, infinite, or all zeros."""


class VectorsBusy(Exception):
    """Another process is adding vectors to this store; try again when it has finished."""


class VectorWriter:
    """Adds vectors to one store. Made by ``writing_vectors``, which holds the lock."""

    def __init__(self, folder: Path, *, model_id: str, dimensions: int) -> None:
        self._folder = folder
        self._committed = read_committed(folder, model_id=model_id, dimensions=dimensions)
        keys, _ = map_matrix(folder, self._committed)
        self._known = rows_by_key(keys)

    def __len__(self) -> int:
        return self._committed.rows

    def missing(self, keys: Sequence[bytes]) -> list[int]:
        """Positions of the keys without a vector, the first of each key only: what is left to embed."""
        first: dict[bytes, int] = {}
        for position, key in enumerate(keys):
            first.setdefault(key, position)
        return [position for key, position in first.items() if key not in self._known]

    def append(self, keys: Sequence[bytes], matrix: ArrayLike) -> int:
        """Store one vector for each key and return how many were new; keys already held keep their vector.

        When it returns, the vectors are on the disk for good. Raises ``BadVectors`` (nothing is stored then) and
        ``OSError`` (a full disk: nothing of this call counts, all before does).
        """
        exact = _checked(keys, np.asarray(matrix), self._committed.dimensions)
        fresh = self.missing(keys)
        if not fresh:
            return 0
        coarse, bounds = coarsened(exact[fresh])
        packed = np.frombuffer(b"".join(keys[position] for position in fresh), np.uint8)
        self._write({"keys": packed, "exact": exact[fresh], "coarse": coarse, "bounds": bounds})
        for row, position in enumerate(fresh, start=self._committed.rows - len(fresh)):
            self._known[keys[position]] = row
        return len(fresh)

    def _write(self, parts: Mapping[str, NDArray[np.generic]]) -> None:
        """All files first, then the record that they count."""
        committed = self._committed
        checksums = dict(committed.checksums)
        for what, column in columns(committed.dimensions).items():
            content = parts[what].tobytes()
            _append_bytes(self._folder / column.name, column, committed, content)
            checksums[column.name] = zlib.crc32(content, checksums.get(column.name, 0))
        grown = replace(committed, rows=committed.rows + len(parts["coarse"]), checksums=checksums)
        write_committed(self._folder, grown)
        self._committed = grown


@contextmanager
def writing_vectors(folder: Path, *, model_id: str, dimensions: int = 384) -> Iterator[VectorWriter]:
    """Open a store for adding, made where there is none.

    Raises ``VectorsBusy`` where another process has it, ``WrongModel``, ``DamagedVectors``, ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise VectorsBusy(f"Another process is adding vectors to {folder}; wait until it has finished.") from error
    try:
        yield VectorWriter(folder, model_id=model_id, dimensions=dimensions)
    finally:
        lock.release()


def _checked(keys: Sequence[bytes], matrix: NDArray[np.generic], dimensions: int) -> NDArray[np.float16]:
    if matrix.shape != (len(keys), dimensions):
        raise BadVectors(f"{len(keys)} keys need vectors of shape {(len(keys), dimensions)}, not {matrix.shape}.")
    if any(len(key) != KEY_BYTES for key in keys):
        raise BadVectors(f"A key has {KEY_BYTES} bytes, as text_key makes it.")
    with np.errstate(over="ignore", invalid="ignore"):
        exact = matrix.astype(np.float16)
    faulty = ~np.isfinite(exact).all(axis=1) | ~exact.any(axis=1)
    if faulty.any():
        row = int(np.argmax(faulty))
        raise BadVectors(f"Vector {row} holds NaN or infinity, or is all zeros (in float16); nothing was stored.")
    return exact


def _append_bytes(path: Path, column: Column, committed: Committed, content: bytes) -> None:
    """Write behind the committed rows, over whatever an interrupted write left there."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(committed.rows * column.row_bytes)
        file.seek(0, os.SEEK_END)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
