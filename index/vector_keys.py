"""The keys of vectors: 16 bytes of a hash over the model and the text."""

import hashlib

import numpy as np
from numpy.typing import NDArray

KEY_BYTES = 16


def text_key(model_id: str, text: str) -> bytes:
    """The key of a text's vector: the first 16 bytes of the sha256 over the model and the text."""
    return hashlib.sha256(f"{model_id}\0{text}".encode("utf-8", "surrogatepass")).digest()[:KEY_BYTES]


def rows_by_key(keys: NDArray[np.uint8]) -> dict[bytes, int]:
    """Row numbers by key, from keys of shape (rows, 16)."""
    packed = keys.tobytes()
    return {packed[start : start + KEY_BYTES]: start // KEY_BYTES for start in range(0, len(packed), KEY_BYTES)}
