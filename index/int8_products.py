"""Products of vectors with a query: of int8 ones coarsely and fast, of some of them as exactly as float32 goes.

The kernels are those of numkong: Apache-2.0, released every month, wheels for Linux, macOS and Windows from Python 3.11
on (0.4 to 11 MB); it has them for x86, Arm and others, and takes the best that a processor has when it runs. simsimd,
its former name, is as fast at a twentieth of the size, but nothing new appears under it since March 2026. numpy must
write int8 as float32 first and takes six times as long, and three times as long to write float16 as float32;
onnxruntime takes longer than numpy; a graph of neighbours would be quicker and find less. Sums of int8 products are
whole numbers, so that no answer depends on the processor.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numkong
import numpy as np
from numpy.typing import NDArray

from index.meanwhile import cores, shared

_ROWS_AT_ONCE: Final = 256
_ROWS_A_PART: Final = 16_384
_PARTS_A_CORE: Final = 2

Vectors = NDArray[Any]
"""Of float16 or int8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoarseQuery:
    """A query as ``values`` times ``step``; ``rest`` is the length of what that leaves out."""

    values: NDArray[np.int8]
    step: np.float32
    rest: float

    @classmethod
    def of(cls, query: NDArray[np.float32]) -> Self:
        """With values from -127 to 127."""
        step = np.float32(np.abs(query).max() / 127) or np.float32(1)
        exact = query.astype(np.float64)
        values = np.clip(np.rint(exact / step), -127, 127)
        return cls(values=values.astype(np.int8), step=step, rest=float(np.linalg.norm(exact - values * float(step))))


def products(
    coarse: NDArray[np.int8], query: CoarseQuery, rows: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """The product of every vector with a query, or of ``rows`` alone."""
    asked = query.values[None]
    sums = np.empty((1, len(coarse) if rows is None else len(rows)), np.float32)
    if rows is None:
        # In few parts: every call gives other threads their turn, and then waits for its own.
        shared(lambda part: numkong.cdist(asked, coarse[part], "dot", out=sums[:, part]), _parts(len(coarse)))
    else:
        for part, vectors in _in_blocks(coarse, rows):
            numkong.cdist(asked, vectors, "dot", out=sums[:, part])
    return np.asarray(sums[0] * query.step)


def _parts(count: int) -> Sequence[slice]:
    """Some parts for each core, so that one that comes late finds something left; one part where that is too little."""
    size = max(_ROWS_A_PART, -(-count // (_PARTS_A_CORE * cores())))
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


def scored(vectors: Vectors, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """The products of some rows with a query as it is, row by row: equal vectors score equally wherever they stand."""
    scores = np.empty(len(rows), np.float32)
    floats = np.empty((_ROWS_AT_ONCE, vectors.shape[1]), np.float32)
    for part, some in _in_blocks(vectors, rows):
        np.vecdot(widened(some, floats[: len(some)]), query, out=scores[part])
    return scores


def _in_blocks(vectors: Vectors, rows: NDArray[np.int64]) -> Iterator[tuple[slice, Vectors]]:
    """Some rows, block by block, in memory that stays in the processor's cache; a block is gone with the next."""
    room = np.empty((min(_ROWS_AT_ONCE, len(rows)), vectors.shape[1]), vectors.dtype)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        # Row numbers are known to be within: otherwise numpy would write into other memory first.
        yield slice(start, start + len(some)), vectors.take(some, axis=0, out=room[: len(some)], mode="clip")


def lengths(coarse: NDArray[np.int8]) -> NDArray[np.float32]:
    """The length of every vector."""
    squares = np.empty((1, len(coarse)), np.float32)
    numkong.cdist(np.zeros((1, coarse.shape[1]), np.int8), coarse, "sqeuclidean", out=squares)
    return np.asarray(np.sqrt(squares[0]))


def widened(numbers: Vectors, into: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same numbers as float32."""
    numkong.astype(numbers, "float32", out=into)
    return into
