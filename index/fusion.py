"""Two rankings into one, and what is added to one of them."""

from collections.abc import Collection, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.ordered import ByRow, Ordered, Rows, Scores, of_either
from law.dates import find_dates
from law.script import has_cjk

MEANING_WEIGHT: Final = 0.75
"""The share of meaning in a fused score, the rest being words; tuned on questions of lay people in Chinese."""
MEANING_WEIGHT_ENGLISH: Final = 0.5
"""Words of English say more than pairs of characters; tuned on our own queries (docs/search-quality.md)."""
_BEST: Final = 20
_KEPT: Final = 20
_EARLY: Final = 300
_FIRSTS_WEIGHT: Final = 0.3
_HALF: Final = 10
"""From the first place to the one after so many the weight of a place falls by half."""


def weight_of_meaning(text: str) -> float:
    """The share of meaning for a query: less as more of it is a date, of which a model knows next to nothing."""
    dated = sum(found.end - found.start for found in find_dates(text))
    return (MEANING_WEIGHT if has_cjk(text) else MEANING_WEIGHT_ENGLISH) * (1 - dated / max(len(text), 1))


def fused(
    words: ByRow,
    meaning: ByRow,
    *,
    weight: float = MEANING_WEIGHT,
    without: Collection[int] = frozenset(),
) -> ByRow:
    """Rows with fused scores from 0 to 1.

    Each ranking is stretched to 0 … 1 (min–max); a row that is missing from one counts 0 there. The rows ``without`` a
    vector could not be found by meaning: theirs is taken to follow their words as far as it does among the best.
    """
    if not len(words) or not len(meaning):
        weight = 1.0 if len(meaning) else 0.0
    rows = of_either(words.rows, meaning.rows)
    by_words, by_meaning = _stretched(words, rows), _stretched(meaning, rows)
    if without:
        lacking = np.isin(rows, list(without)) & np.isin(rows, words.rows)
        best = words.rows[words.best(_BEST)]
        by_meaning[lacking] = _expected(best, rows, by_words, by_meaning, lacking) * by_words[lacking]
    return ByRow(rows=rows, scores=(1 - weight) * by_words + weight * by_meaning)


def raised(best: Ordered, added: Ordered) -> ByRow:
    """The best rows with what is added to some. A row too far to be among them counts as the last of them."""
    if not len(added):
        return ByRow.of(best)
    rows = of_either(best.rows, added.rows)
    scores = np.full(len(rows), best.scores[-1] if len(best) else 0.0)
    scores[np.searchsorted(rows, best.rows)] = best.scores
    scores[np.searchsorted(rows, added.rows)] += added.scores
    return ByRow(rows=rows, scores=scores)


def with_firsts(
    ranking: ByRow, standing: Scores, each: Iterable[Rows], most: int | None = None
) -> tuple[Ordered, Scores]:
    """The first twenty of a fused ranking as they are; of the rest sooner what stands early in any ranking of ``each``.

    A weighted sum favours what is fair by every measure, and who reads on after twenty has not found it there: then
    what one measure alone is sure of helps more (reciprocal ranks; docs/search-quality.md). ``standing`` goes with the
    rows; the scores of the rest are brought below those of the first. At least the ``most`` best are given.
    """
    first = ranking.best(_KEPT)
    if len(ranking) <= _KEPT:
        return Ordered(rows=ranking.rows[first], scores=ranking.scores[first]), standing[first]
    others = np.ones(len(ranking), np.bool_)
    others[first] = False
    places = np.flatnonzero(others)
    rest = ByRow(rows=ranking.rows[places], scores=ranking.scores[places] + _early(ranking.rows[places], each))
    order = rest.best(None if most is None else max(most - _KEPT, 1))
    below = min(1.0, ranking.scores[first[-1]] / max(rest.scores[order[0]], 1e-9))
    scores = np.concatenate([ranking.scores[first], rest.scores[order] * below])
    places = np.concatenate([first, places[order]])
    return Ordered(rows=ranking.rows[places], scores=scores), standing[places]


def _early(rows: Rows, each: Iterable[Rows]) -> Scores:
    """What rows, in the order of their numbers, gain by their places in rankings."""
    gained = np.zeros(len(rows))
    for ranked in each:
        first = ranked[:_EARLY]
        at = np.searchsorted(rows, first).clip(max=len(rows) - 1)
        held = rows[at] == first
        gained[at[held]] += (_FIRSTS_WEIGHT * _HALF / (_HALF + np.arange(len(first))))[held]
    return gained


def _expected(best_rows: Rows, rows: Rows, by_words: Scores, by_meaning: Scores, lacking: NDArray[np.bool_]) -> float:
    """How much of the best hits' score by words meaning confirms, from 0 to 1.

    A hit without a vector counts as confirmed: where the best are such hits, as for the law of a place that has no
    vectors yet, the order of the words is kept.
    """
    best = np.searchsorted(rows, best_rows)
    confirmed = float(np.where(lacking, by_words, by_meaning)[best].sum())
    return min(1.0, confirmed / max(float(by_words[best].sum()), 1e-9))


def _stretched(ranking: ByRow, rows: Rows) -> Scores:
    """The scores from 0 to 1 of all ``rows``, which are in the order of their numbers."""
    stretched = np.zeros(len(rows))
    if len(ranking):
        top, low = ranking.scores.max(), ranking.scores.min()
        own = (ranking.scores - low) / (top - low) if top > low else 1.0
        stretched[np.searchsorted(rows, ranking.rows)] = own
    return stretched
