"""What speaks for a provision beside its words and its meaning: its instrument's rank, and its neighbours' success.

A question in plain words is usually answered by an act itself, while implementing rules and local regulations repeat
its words; and where several provisions of one instrument are among the best, the question is about that instrument.
Both only add to a fused score: a rule that fits clearly better still comes first, and filters stay filters. Tuned on
309 questions of lay people over 66,000 national provisions (docs/search-quality.md), together with the map that moves a
question's vector, which has learned part of the same preference: what is added is half of what it was without.

Who asks for a place wants what that place itself has laid down before what the nation has, about which most of the
written questions were asked; and who names an instrument beside other words (个保法 自动化决策) wants its provisions.
"""

from collections.abc import Callable, Collection
from typing import Final

import numpy as np

from index.ordered import ByRow, Rows, Scores
from index.plan import UNKNOWN
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


def with_standing(
    snapshot: Snapshot, ranking: ByRow, *, local: bool = False, named: Collection[str] = frozenset()
) -> tuple[ByRow, Scores]:
    """Rows with their scores (0 to 1), and the part of each that their instruments added.

    Who asks for ``local`` law does not want the nation's acts before it: then the place's own law has the bonus.
    ``named`` are the ids of instruments that the query names.
    """
    if not len(ranking):
        return ranking, ranking.scores
    fused, versions = ranking.scores, snapshot.row_versions()[ranking.rows]
    bonus = _of_facet(snapshot, *(("jurisdiction", _of_place) if local else ("kind", _of_kind)))
    scores = fused + (bonus[versions] + _of_names(snapshot, versions, named))
    best = ByRow(rows=ranking.rows, scores=scores).best(_BEST)
    company = _company(snapshot, versions, versions[best], scores[best])
    scores = scores + COMPANY_BONUS * company[versions] / max(float(company.max()), 1e-9)
    most = 1 + ((PLACE_BONUS if local else ACT_BONUS) + (NAMED_BONUS if named else 0.0)) + COMPANY_BONUS
    return ByRow(rows=ranking.rows, scores=scores / most), (scores - fused) / most


def _company(snapshot: Snapshot, versions: Rows, best: Rows, scores: Scores) -> Scores:
    """By version: its share of the best, less what its size alone would bring, which is much in a small collection."""
    company = np.bincount(best, weights=scores, minlength=int(versions.max()) + 1)
    found, total = np.flatnonzero(company), float(scores.sum())
    sizes = snapshot.layout.ends[found] - snapshot.layout.starts[found]
    company[found] = np.maximum(0.0, company[found] - total * sizes / snapshot.manifest.provisions)
    return np.asarray(company, np.float64)


def _of_facet(snapshot: Snapshot, facet: str, bonus: Callable[[str], float]) -> Scores:
    """By version what the value of one of its facets adds."""
    of_values = np.array([bonus(value) for value in snapshot.holdings.values[facet]], np.float64)
    return np.asarray(of_values[snapshot.holdings.columns[facet]])


def _of_names(snapshot: Snapshot, versions: Rows, named: Collection[str]) -> Scores:
    """For each of some versions what it adds that the query names its instrument."""
    if not named:
        return np.zeros(len(versions))
    numbered = snapshot.holdings.numbered
    return np.array([NAMED_BONUS if numbered[at][0].id in named else 0.0 for at in versions.tolist()])


def _of_place(jurisdiction: str) -> float:
    """For what a part of a country has laid down: a search by place keeps no parts but the one asked for."""
    return PLACE_BONUS if "-" in jurisdiction else 0.0


def _of_kind(kind: str) -> float:
    if kind == UNKNOWN:
        return 0.0
    if kind == "judicial_interpretation":
        return INTERPRETATION_BONUS
    return ACT_BONUS if KINDS[kind].rank <= _ACTS else 0.0
