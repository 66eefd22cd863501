"""The files of a vector store and the one record that says how much of them counts.

A folder holds four files that only ever grow (keys, float16 vectors, int8 vectors, their bounds) and
``committed.json``, which is replaced after the others have reached the disk. What lies beyond the committed rows is
the rest of an interrupted write: readers never look at it and the next writer cuts it off.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.durable_file import write_durably
from index.vector_keys import KEY_BYTES
from index.vector_scan import Matrix

COMMITTED = "committed.json"
FORMAT = 1


class WrongModel(Exception):
    """The stored vectors are of another model or dimension than is asked for; they must not be mixed."""


def wrong_model(where: str, held: Iterable[str], asked: str) -> WrongModel:
    """The refusal of vectors that are held for others than are asked for; models are told with their dimensions."""
    return WrongModel(
        f"{where} holds vectors of {', '.join(held)}, not of {asked}. Vectors of two models are never compared: run "
        "`lexgap index`, which makes those of this model, or choose the former one again (LEXGAP_EMBEDDER)"
    )


def told(model_id: str, dimensions: int) -> str:
    """A model as errors name it."""
    return f"{model_id} ({dimensions} numbers)"


class DamagedVectors(Exception):
    """The vector store cannot be read or is not what was written; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of the files: its name, the kind of number, and how many of them make a row."""

    name: str
    dtype: type[np.generic]
    width: int

    @property
    def row_bytes(self) -> int:
        """Bytes of a row."""
        return np.dtype(self.dtype).itemsize * self.width


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What counts: the first ``rows`` rows of each file, with the CRC-32 of their bytes."""

    model_id: str
    dimensions: int
    rows: int = 0
    checksums: Mapping[str, int] = field(default_factory=dict)
    format: int = FORMAT


def columns(dimensions: int) -> dict[str, Column]:
    """The four files, by what they hold."""
    return {
        "keys": Column(name="keys.bin", dtype=np.uint8, width=KEY_BYTES),
        "exact": Column(name="vectors.f16", dtype=np.float16, width=dimensions),
        "coarse": Column(name="vectors.i8", dtype=np.int8, width=dimensions),
        "bounds": Column(name="bounds.f32", dtype=np.float32, width=2),
    }


def read_committed(folder: Path, *, model_id: str, dimensions: int) -> Committed:
    """What counts in the folder; nothing where there is no store yet. Raises ``WrongModel``, ``DamagedVectors``."""
    try:
        committed = read_committed_here(folder / COMMITTED)
    except FileNotFoundError:
        return Committed(model_id=model_id, dimensions=dimensions)
    if (committed.model_id, committed.dimensions) != (model_id, dimensions):
        raise WrongModel(
            f"{folder} holds vectors of {committed.model_id} ({committed.dimensions} numbers), not of {model_id} "
            f"({dimensions}). Vectors of two models cannot be compared: keep each in a folder of its own."
        )
    return committed


def others_than(folder: Path, *, model_id: str, dimensions: int) -> WrongModel | None:
    """The refusal where folders beside this one hold vectors, of other models; None where there are none at all."""
    others = []
    for record in sorted(folder.parent.glob(f"*/{COMMITTED}")):
        with suppress(OSError, DamagedVectors):
            held = read_committed_here(record)
            others += [told(held.model_id, held.dimensions)] if held.rows else []
    return wrong_model(str(folder.parent), others, told(model_id, dimensions)) if others else None


def read_committed_here(path: Path) -> Committed:
    """The record in a file, of whatever model. Raises ``FileNotFoundError``, ``DamagedVectors``."""
    try:
        committed = Committed(**json.loads(path.read_bytes()))
    except FileNotFoundError:
        raise
    except (OSError, ValueError, TypeError) as error:
        raise DamagedVectors(f"{path} cannot be read ({error}); {_remedy(path.parent)}") from error
    if committed.format != FORMAT:
        raise DamagedVectors(f"{path} has format {committed.format}, {FORMAT} is understood; {_remedy(path.parent)}")
    return committed


def write_committed(folder: Path, committed: Committed) -> None:
    """Make rows count, durably."""
    write_durably(folder / COMMITTED, json.dumps(asdict(committed)).encode())


def map_matrix(folder: Path, committed: Committed) -> tuple[NDArray[np.uint8], Matrix]:
    """Keys (rows, 16) and vectors of the committed rows, memory mapped. Raises ``DamagedVectors``."""
    mapped = {what: _mapped(folder, column, committed.rows) for what, column in columns(committed.dimensions).items()}
    return mapped.pop("keys"), Matrix(**mapped)


def verify(folder: Path, committed: Committed) -> None:
    """Compare every committed byte with the checksums. Raises ``DamagedVectors``."""
    for column in columns(committed.dimensions).values():
        found = zlib.crc32(_mapped(folder, column, committed.rows).data)
        if found != committed.checksums.get(column.name, 0):
            raise DamagedVectors(f"{folder / column.name} is not what was written; {_remedy(folder)}")


def _mapped(folder: Path, column: Column, rows: int) -> NDArray[Any]:
    shape = (rows, column.width)
    if rows == 0:
        return np.empty(shape, column.dtype)
    path = folder / column.name
    try:
        return np.asarray(np.memmap(path, column.dtype, "r", shape=shape))
    except (OSError, ValueError) as error:
        raise DamagedVectors(f"{path} is missing or shorter than {rows} rows; {_remedy(folder)}") from error


def _remedy(folder: Path) -> str:
    return f"delete {folder}, the vectors are computed again from the corpus."
