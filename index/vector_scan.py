"""Exact search by cosine or dot product over a matrix that is read coarsely first and exactly where it matters.

A processor multiplies int8 numbers several times faster than it reads floating ones. So each vector is also held as
int8 with a step and with the greatest error this can make (Cauchy–Schwarz: no more than the length of the difference
times the query's), and a query is made int8 as well, which adds the length of what it loses times the vector's. What
cannot reach the first k under these bounds is left out; the rest, one and a half to three times k, is scored from
float16. The result is that of a full scan, not an approximation. (A query in two int8 parts would lose next to nothing,
but reading everything twice takes longer than scoring those anew that its loss leaves possible.)
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.int8_products import CoarseQuery, lengths, products, scored

Selection = NDArray[np.bool_] | NDArray[np.int64]
_Scored = tuple[NDArray[np.int64], NDArray[np.float32]]
# Rounding of a float32 sum of products, as a share of the product of the lengths.
_ROUNDING = 5e-5
# Reading rows one by one costs about twice as much as reading all in order, so a wide selection is cut out afterwards.
_WIDE = 0.4
# Every so many'th score is a sample; so many times the share that is wanted is enough in all but a few searches.
_SAMPLED = 16
_MARGIN = 1.4


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Vectors three ways: ``exact`` float16 (n, d); ``coarse`` int8 (n, d); ``bounds`` float32 (n, 2): step, error."""

    exact: NDArray[np.float16]
    coarse: NDArray[np.int8]
    bounds: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.exact)

    @cached_property
    def steps(self) -> NDArray[np.float32]:
        """The step of each."""
        return np.ascontiguousarray(self.bounds[:, 0])

    @cached_property
    def errors(self) -> NDArray[np.float32]:
        """The greatest error of each for a query of length 1."""
        return np.ascontiguousarray(self.bounds[:, 1])

    @cached_property
    def longest(self) -> float:
        """The greatest length of a vector as its int8 form has it."""
        return float((lengths(self.coarse) * self.steps).max(initial=0.0))


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
    found, scores = _candidates(matrix, query, k, rows) if count > k else _all(matrix, query, rows)
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


def _all(matrix: Matrix, query: NDArray[np.float32], rows: NDArray[np.int64] | None) -> _Scored:
    found = np.arange(len(matrix)) if rows is None else rows
    return found, scored(matrix.exact, query, found)


def _candidates(matrix: Matrix, query: NDArray[np.float32], k: int, rows: NDArray[np.int64] | None) -> _Scored:
    """Rows whose highest possible score reaches the lowest exact score of the k that look best coarsely."""
    asked = CoarseQuery.of(query)
    coarse, errors = _coarse(matrix, asked, rows)
    seeds = _highest(coarse, k)
    best = seeds if rows is None else rows[seeds]
    scores = scored(matrix.exact, query, best)
    # What the query loses moves no score by more than this; what rounding takes is within the vectors' bounds.
    coarse += errors * np.linalg.norm(query)
    possible = coarse >= scores.min() - asked.rest * matrix.longest
    possible[seeds] = False
    others = np.flatnonzero(possible) if rows is None else rows[possible]
    return np.concatenate([best, others]), np.concatenate([scores, scored(matrix.exact, query, others)])


def _highest(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """The places of the k highest, in any order: looked for above what a sample says is low enough, if it is."""
    most = int(_MARGIN * k / _SAMPLED) + 1
    sample = scores[::_SAMPLED]
    if most < len(sample):
        some = np.flatnonzero(scores >= np.partition(sample, -most)[-most])
        if len(some) >= k:
            return some[np.argpartition(scores[some], -k)[-k:]]
    return np.argpartition(scores, -k)[-k:]


def _coarse(
    matrix: Matrix, query: CoarseQuery, rows: NDArray[np.int64] | None
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What rows score by their int8 form, and how far off that may be."""
    if rows is None:
        return products(matrix.coarse, query) * matrix.steps, matrix.errors
    if len(rows) <= _WIDE * len(matrix):
        return products(matrix.coarse, query, rows) * matrix.steps[rows], matrix.errors[rows]
    scores = products(matrix.coarse, query) * matrix.steps
    return scores[rows], matrix.errors[rows]
