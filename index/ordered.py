"""Rows with their scores in order, as columns: a thousand of them are compared and added up at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.engine import Ranked

Rows = NDArray[np.int64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """``rows``, each once, with their ``scores``, best first."""

    rows: Rows
    scores: Scores

    @classmethod
    def of(cls, ranked: Ranked) -> Self:
        """From pairs that are in order."""
        rows, scores = zip(*ranked, strict=True) if ranked else ((), ())
        return cls(rows=np.array(rows, np.int64), scores=np.array(scores, np.float64))

    @classmethod
    def best_first(cls, rows: Rows, scores: Scores) -> Self:
        """Put in order, equal scores by row."""
        order = np.lexsort((rows, -scores))
        return cls(rows=rows[order], scores=scores[order])

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[int, float]]:
        return zip(self.rows.tolist(), self.scores.tolist(), strict=True)


def of_either(one: Rows, other: Rows) -> Rows:
    """The rows of two rankings, each once, in the order of their numbers."""
    return distinct(np.concatenate([one, other]))


def distinct(numbers: Rows) -> Rows:
    """Numbers from 0 on, each once, in order: as ``np.unique``, which takes ten times as long."""
    in_order = np.sort(numbers)
    return in_order[np.diff(in_order, prepend=-1) > 0]
