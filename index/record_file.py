"""The provisions that an index answers with, by row, in memory-mapped files beside it.

The first file is as long as the corpus was when the index was built; each later one holds what came to it since.
"""

import json
import mmap
import os
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np

from law.provision import Provision, Unit

_NAMES: Final = ("id", "label", "heading", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A provision and the number of its version in the holdings."""

    version: int
    provision: Provision


class RecordWriter:
    """Writes records in the order of their rows; durable when the ``with`` block ends without an error.

    ``part`` is how many files there are before it.
    """

    def __init__(self, folder: Path, *, part: int = 0) -> None:
        records, self._offsets_file = _files(folder, part)
        self._file = records.open("wb")
        self._offsets = [0]

    def add(self, record: Record) -> None:
        """Append the next row."""
        p = record.provision
        row = [record.version, p.unit.value, p.path, p.parent, *(getattr(p, name) for name in _NAMES)]
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
        self._file.write(line)
        self._offsets.append(self._offsets[-1] + len(line))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: object, *_: object) -> None:
        with self._file:
            self._file.flush()
            os.fsync(self._file.fileno())
        if error is None:
            with self._offsets_file.open("wb") as file:
                np.save(file, np.array(self._offsets, dtype=np.int64))
                file.flush()
                os.fsync(file.fileno())


class RecordFile:
    """Random access to the records of an index."""

    def __init__(self, folder: Path) -> None:
        self._parts = [_Part(*_files(folder, part)) for part in range(parts_in(folder))]
        if not self._parts:
            raise FileNotFoundError(f"{_files(folder, 0)[0].name} is missing")
        lengths = [len(part) for part in self._parts]
        self._first_rows = [sum(lengths[:part]) for part in range(len(lengths))]
        self._length = sum(lengths)

    def __len__(self) -> int:
        return self._length

    def read(self, row: int) -> Record:
        """One record."""
        part = bisect_right(self._first_rows, row) - 1
        line = self._parts[part].line(row - self._first_rows[part])
        version, unit, path, parent, *texts = json.loads(line.decode("utf-8", "surrogatepass"))
        named = dict(zip(_NAMES, texts, strict=True))
        return Record(version=version, provision=Provision(unit=Unit(unit), path=tuple(path), parent=parent, **named))

    def read_all(self, rows: Iterable[int]) -> list[Record]:
        """Records in the order of the rows."""
        return [self.read(row) for row in rows]

    def close(self) -> None:
        """Release the files."""
        for part in self._parts:
            part.close()


class _Part:
    """One of the files."""

    def __init__(self, records: Path, offsets: Path) -> None:
        self._offsets = np.load(offsets)
        with records.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else None

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def line(self, row: int) -> bytes:
        if self._map is None:
            raise IndexError(row)
        return self._map[int(self._offsets[row]) : int(self._offsets[row + 1])]

    def close(self) -> None:
        if self._map is not None:
            self._map.close()


def parts_in(folder: Path) -> int:
    """How many files of records a generation has."""
    part = 0
    while _files(folder, part)[0].exists():
        part += 1
    return part


def _files(folder: Path, part: int) -> tuple[Path, Path]:
    """Records, and where each begins."""
    later = f"-{part}" if part else ""
    return folder / f"records{later}.jsonl", folder / f"offsets{later}.npy"
