"""Small stores of random vectors."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.vectors import VectorFile, text_key, writing_vectors

MODEL = "model/int8/1"
DIMENSIONS = 24


def unit(rows: int, seed: int = 0, dimensions: int = DIMENSIONS) -> NDArray[np.float32]:
    matrix = np.random.default_rng(seed).standard_normal((rows, dimensions)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def keys(rows: int, start: int = 0) -> list[bytes]:
    return [text_key(MODEL, f"text {number}") for number in range(start, start + rows)]


def store(folder: Path, matrix: NDArray[np.float32], names: list[bytes] | None = None) -> VectorFile:
    with writing_vectors(folder, model_id=MODEL, dimensions=matrix.shape[1]) as writer:
        writer.append(names or keys(len(matrix)), matrix)
    return VectorFile.open(folder, model_id=MODEL, dimensions=matrix.shape[1])
