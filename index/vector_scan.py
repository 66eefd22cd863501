"""Exact search by cosine or dot product over a matrix that is read coarsely first and exactly where it matters.

numpy turns float16 into float32 slowly (0.16 s for 150,000 vectors), int8 fast (0.01 s). So each vector is also held
as int8 with a step and with the greatest error this can make (Cauchy–Schwarz: no more than the length of the
difference times the query's). What cannot reach the first k under these bounds is left out; the rest is scored from
float16. The result is that of a full scan, not an approximation.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Selection = NDArray[np.bool_] | NDArray[np.int64]
_COARSE_ROWS = 256
_EXACT_ROWS = 2_048
# Rounding of a float32 sum of products, as a share of the product of the lengths.
_ROUNDING = 5e-5
# Reading rows one by one costs about twice as much as reading all in order, so a wide selection is cut out afterwards.
_WIDE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Vectors three ways: ``exact`` float16 (n, d); ``coarse`` int8 (n, d); ``bounds`` float32 (n, 2): step, error."""

    exact: NDArray[np.float16]
    coarse: NDArray[np.int8]
    bounds: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.exact)


def coarsened(exact: NDArray[np.float16]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The int8 form of vectors and, for each, its step and its greatest error for a query of length 1."""
    values = exact.astype(np.float32)
    steps = np.abs(values).max(axis=1) / 127
    coarse = np.rint(values / steps[:, None]).astype(np.int8)
    errors = np.linalg.norm(values - coarse * steps[:, None], axis=1)
    errors += _ROUNDING * np.linalg.norm(values, axis=1)
    return coarse, np.stack([steps, errors], axis=1).astype(np.float32)


def nearest(
    matrix: Matrix, query: NDArray[np.float32], k: int, rows: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The k rows of highest score, best first, equal scores by row. ``rows`` (sorted): look at these only."""
    count = len(matrix) if rows is None else len(rows)
    if k <= 0 or count == 0:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    found = _candidates(matrix, query, k, rows) if count > k else _all(count, rows)
    scores = _exact_scores(matrix.exact, query, found)
    order = np.lexsort((found, -scores))[:k]
    return found[order], scores[order]


def selected(rows: Selection | None, count: int) -> NDArray[np.int64] | None:
    """A mask over all rows, or row numbers, as sorted row numbers without repetition; None stays None."""
    if rows is None:
        return None
    if rows.dtype == np.bool_:
        if rows.shape != (count,):
            raise ValueError(f"The mask has {rows.shape} values, there are {count} rows.")
        return np.flatnonzero(rows)
    numbers = np.unique(rows.astype(np.int64))
    if numbers.size and (numbers[0] < 0 or numbers[-1] >= count):
        raise ValueError(f"Row numbers go from 0 to {count - 1}; {numbers[0]} to {numbers[-1]} were asked for.")
    return numbers


def _all(count: int, rows: NDArray[np.int64] | None) -> NDArray[np.int64]:
    return np.arange(count) if rows is None else rows


def _candidates(
    matrix: Matrix, query: NDArray[np.float32], k: int, rows: NDArray[np.int64] | None
) -> NDArray[np.int64]:
    """Rows whose highest possible score reaches the lowest exact score of the k that look best coarsely."""
    bounds = matrix.bounds if rows is None else matrix.bounds[rows]
    wide = rows is not None and len(rows) > _WIDE * len(matrix)
    coarse = products(matrix.coarse, query, None if wide else rows)
    if wide and rows is not None:
        coarse = coarse[rows]
    coarse *= bounds[:, 0]
    seeds = np.argpartition(coarse, len(coarse) - k)[-k:]
    limit = _exact_scores(matrix.exact, query, seeds if rows is None else rows[seeds]).min()
    coarse += bounds[:, 1] * np.linalg.norm(query)
    found = np.flatnonzero(coarse >= limit)
    return found if rows is None else rows[found]


def products(
    coarse: NDArray[np.int8], query: NDArray[np.float32], rows: NDArray[np.int64] | None
) -> NDArray[np.float32]:
    """Products of the int8 values with the query, in blocks that stay in the processor's cache.

    A product row by row, because a BLAS matrix product would start threads, which on a busy machine wait for each
    other for longer than the work takes.
    """
    count = len(coarse) if rows is None else len(rows)
    scores = np.empty(count, np.float32)
    block = np.empty((_COARSE_ROWS, coarse.shape[1]), np.float32)
    for start in range(0, count, _COARSE_ROWS):
        stop = min(start + _COARSE_ROWS, count)
        part = block[: stop - start]
        np.copyto(part, coarse[start:stop] if rows is None else coarse[rows[start:stop]])
        np.vecdot(part, query, out=scores[start:stop])
    return scores


def _exact_scores(
    exact: NDArray[np.float16], query: NDArray[np.float32], rows: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Scores row by row, so that equal vectors score equally wherever they stand."""
    scores = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _EXACT_ROWS):
        part = rows[start : start + _EXACT_ROWS]
        np.vecdot(exact[part].astype(np.float32), query, out=scores[start : start + len(part)])
    return scores
