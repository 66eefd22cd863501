"""Rows with their scores in order, as columns: a thousand of them are compared and added up at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """``rows``, each once, with their ``scores``, best first."""

    rows: Rows
    scores: Scores

    @classmethod
    def of(cls, ranked: Iterable[tuple[int, float]] = ()) -> Self:
        """From pairs that are in order; without any, nothing."""
        rows, scores = zip(*pairs, strict=True) if (pairs := tuple(ranked)) else ((), ())
        return cls(rows=np.array(rows, np.int64), scores=np.array(scores, np.float64))

    @classmethod
    def best_first(cls, rows: Rows, scores: Scores) -> Self:
        """Put in order, equal scores by row. ``rows`` come in the order of their numbers."""
        best = ByRow(rows=rows, scores=scores).best()
        return cls(rows=rows[best], scores=scores[best])

    def part(self, first: int, after: int | None = None) -> Self:
        """Those from one place on, up to another."""
        return replace(self, rows=self.rows[first:after], scores=self.scores[first:after])

    def score(self, row: int) -> float | None:
        """The score of a row; None where it is not among them."""
        at = np.flatnonzero(self.rows == row)
        return float(self.scores[at[0]]) if len(at) else None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[int, float]]:
        return zip(self.rows.tolist(), self.scores.tolist(), strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRow:
    """``rows`` in the order of their numbers, each once, with their ``scores``: so rankings are added up.

    They are put in order where all is added, and only as far as is asked for, which takes a tenth of the time.
    """

    rows: Rows
    scores: Scores

    @classmethod
    def of(cls, ranking: Ordered) -> Self:
        """The same by row."""
        order = np.argsort(ranking.rows)
        return cls(rows=ranking.rows[order], scores=ranking.scores[order])

    def best(self, most: int | None = None) -> Rows:
        """The places of the best, best first, equal scores by row."""
        if most is None or most >= len(self.rows):
            return np.argsort(-self.scores, kind="stable")
        least = np.partition(self.scores, -most)[-most]
        some = np.flatnonzero(self.scores >= least)
        return some[np.argsort(-self.scores[some], kind="stable")][:most]

    def ordered(self, most: int | None = None) -> Ordered:
        """The best of them in order."""
        best = self.best(most)
        return Ordered(rows=self.rows[best], scores=self.scores[best])

    def __len__(self) -> int:
        return len(self.rows)


def of_either(one: Rows, other: Rows) -> Rows:
    """The rows of two rankings, each once, in the order of their numbers."""
    return distinct(np.concatenate([one, other]))


def distinct(numbers: Rows) -> Rows:
    """Numbers from 0 on, each once, in order: as ``np.unique``, which takes ten times as long."""
    in_order = np.sort(numbers)
    return in_order[np.diff(in_order, prepend=-1) > 0]


def first_of_each(numbers: Rows) -> Rows:
    """The places where each of some numbers stands first, in order."""
    return np.sort(np.unique(numbers, return_index=True)[1])
