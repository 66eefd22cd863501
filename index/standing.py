"""What speaks for a provision beside its words and its meaning: its instrument's rank, and its neighbours' success.

A question in plain words is usually answered by an act itself, while implementing rules and local regulations repeat
its words; and where several provisions of one instrument are among the best, the question is about that instrument.
Both only add to a fused score: a rule that fits clearly better still comes first, and filters stay filters. Tuned on
309 questions of lay people over 66,000 national provisions (docs/search-quality.md), together with the map that moves a
question's vector, which has learned part of the same preference: what is added is half of what it was without.

Who asks for a place wants what that place itself has laid down before what the nation has, about which most of the
written questions were asked; and who names an instrument beside other words (个保法 自动化决策) wants its provisions.
"""

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.snapshot import Snapshot
from law.kind import KINDS

ACT_BONUS: Final = 0.12
INTERPRETATION_BONUS: Final = 0.04
COMPANY_BONUS: Final = 0.05
PLACE_BONUS: Final = 0.3
NAMED_BONUS: Final = 0.3
_ACTS: Final = 2
"""Rank of acts of a legislature; the constitution stands above."""
_BEST: Final = 50
"""How many of the best decide which instruments a question is about."""

Scores = Sequence[tuple[int, float]]


def with_standing(
    snapshot: Snapshot, ranking: Scores, *, local: bool = False, named: Collection[str] = frozenset()
) -> list[tuple[int, float, float]]:
    """Rows with their scores (0 to 1) and the part that their instruments added, best first, ties by row.

    Who asks for ``local`` law does not want the nation's acts before it: then the place's own law has the bonus.
    ``named`` are the ids of instruments that the query names.
    """
    if not ranking:
        return []
    rows = np.array([row for row, _ in ranking])
    fused = np.array([score for _, score in ranking])
    versions = snapshot.row_versions()[rows]
    held, of = np.unique(versions, return_inverse=True)
    bonus = _of_place if local else _of_kind
    rank = np.array([bonus(snapshot, int(version)) + _of_name(snapshot, int(version), named) for version in held])
    scores = fused + rank[of]
    best = np.lexsort((rows, -scores))[:_BEST]
    company = _company(snapshot, versions, versions[best], scores[best])
    scores = scores + COMPANY_BONUS * company[versions] / max(float(company.max()), 1e-9)
    most = 1 + ((PLACE_BONUS if local else ACT_BONUS) + (NAMED_BONUS if named else 0.0)) + COMPANY_BONUS
    scores, added = scores / most, (scores - fused) / most
    return [(int(rows[at]), float(scores[at]), float(added[at])) for at in np.lexsort((rows, -scores))]


def _company(
    snapshot: Snapshot, versions: NDArray[np.int64], best: NDArray[np.int64], scores: NDArray[np.float64]
) -> NDArray[np.float64]:
    """By version: its share of the best, less what its size alone would bring, which is much in a small collection."""
    company = np.bincount(best, weights=scores, minlength=int(versions.max()) + 1)
    found, total = np.flatnonzero(company), float(scores.sum())
    sizes = np.array([len(snapshot.rows_of(int(version))) for version in found])
    company[found] = np.maximum(0.0, company[found] - total * sizes / snapshot.manifest.provisions)
    return np.asarray(company, np.float64)


def _of_place(snapshot: Snapshot, version: int) -> float:
    """For what a part of a country has laid down: a search by place keeps no parts but the one asked for."""
    return PLACE_BONUS if "-" in snapshot.holdings.numbered[version][0].jurisdiction else 0.0


def _of_name(snapshot: Snapshot, version: int, named: Collection[str]) -> float:
    return NAMED_BONUS if snapshot.holdings.numbered[version][0].id in named else 0.0


def _of_kind(snapshot: Snapshot, version: int) -> float:
    kind = snapshot.holdings.numbered[version][0].kind
    if kind is None:
        return 0.0
    if kind == "judicial_interpretation":
        return INTERPRETATION_BONUS
    return ACT_BONUS if KINDS[kind].rank <= _ACTS else 0.0
