"""The keys of vectors: 16 bytes of a hash over the model and the text."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

KEY_BYTES = 16


def text_key(model_id: str, text: str) -> bytes:
    """The key of a text's vector: the first 16 bytes of the sha256 over the model and the text."""
    return hashlib.sha256(f"{model_id}\0{text}".encode("utf-8", "surrogatepass")).digest()[:KEY_BYTES]


def rows_by_key(keys: NDArray[np.uint8]) -> dict[bytes, int]:
    """Row numbers by key, from keys of shape (rows, 16)."""
    return {key: row for row, key in enumerate(each_key(keys))}


def each_key(keys: NDArray[np.uint8]) -> list[bytes]:
    """The rows of a table of keys, each as bytes."""
    packed, width = keys.tobytes(), keys.shape[1]
    return [packed[at : at + width] for at in range(0, len(packed), width)]


class KeyTable:
    """Finds the rows of many keys at once, in a fifth of the time and of the memory that a dictionary takes."""

    def __init__(self, keys: NDArray[np.uint8]) -> None:
        comparable = _comparable(keys)
        self._rows = np.argsort(comparable, kind="stable")
        self._keys = comparable[self._rows]

    def rows(self, keys: NDArray[np.uint8]) -> NDArray[np.int64]:
        """The row of each, −1 where there is none."""
        if not len(self._keys):
            return np.full(len(keys), -1, np.int64)
        wanted = _comparable(keys)
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return np.where(self._keys[at] == wanted, self._rows[at], -1)


def _comparable(keys: NDArray[np.uint8]) -> NDArray[np.bytes_]:
    """As strings of bytes. They end at their last byte that is not zero, which loses nothing: all are of one width."""
    return np.ascontiguousarray(keys).view(f"S{keys.shape[1]}").reshape(len(keys))


def packed(keys: Sequence[bytes]) -> NDArray[np.uint8]:
    """A table of keys."""
    return np.frombuffer(b"".join(keys), np.uint8).reshape(-1, KEY_BYTES)
