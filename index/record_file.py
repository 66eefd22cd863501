"""The provisions that an index answers with, by row, in one memory-mapped file beside it."""

import json
import mmap
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np

from law.provision import Provision, Unit

_RECORDS: Final = "records.jsonl"
_OFFSETS: Final = "offsets.npy"
_NAMES: Final = ("id", "label", "heading", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A provision and the number of its version in the holdings."""

    version: int
    provision: Provision


class RecordWriter:
    """Writes records in the order of their rows; durable when the ``with`` block ends without an error."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / _RECORDS).open("wb")
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
            np.save(self._folder / _OFFSETS, np.array(self._offsets, dtype=np.int64))


class RecordFile:
    """Random access to the records of an index."""

    def __init__(self, folder: Path) -> None:
        self._offsets = np.load(folder / _OFFSETS)
        with (folder / _RECORDS).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else None

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def read(self, row: int) -> Record:
        """One record."""
        if self._map is None:
            raise IndexError(row)
        line = self._map[int(self._offsets[row]) : int(self._offsets[row + 1])]
        version, unit, path, parent, *texts = json.loads(line.decode("utf-8", "surrogatepass"))
        named = dict(zip(_NAMES, texts, strict=True))
        return Record(version=version, provision=Provision(unit=Unit(unit), path=tuple(path), parent=parent, **named))

    def read_all(self, rows: Iterable[int]) -> list[Record]:
        """Records in the order of the rows."""
        return [self.read(row) for row in rows]

    def close(self) -> None:
        """Release the file."""
        if self._map is not None:
            self._map.close()
