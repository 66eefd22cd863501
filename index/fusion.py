"""Two rankings into one."""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Final

from law.dates import find_dates
from law.script import has_cjk

Ranking = Sequence[tuple[int, float]]

MEANING_WEIGHT: Final = 0.75
"""The share of meaning in a fused score, the rest being words; tuned on questions of lay people in Chinese."""
MEANING_WEIGHT_ENGLISH: Final = 0.5
"""Words of English say more than pairs of characters; tuned on our own queries (docs/search-quality.md)."""
_BEST: Final = 20


def weight_of_meaning(text: str) -> float:
    """The share of meaning for a query: less as more of it is a date, of which a model knows next to nothing."""
    dated = sum(found.end - found.start for found in find_dates(text))
    return (MEANING_WEIGHT if has_cjk(text) else MEANING_WEIGHT_ENGLISH) * (1 - dated / max(len(text), 1))


def fused(
    words: Ranking,
    meaning: Ranking,
    *,
    weight: float = MEANING_WEIGHT,
    without: Collection[int] = frozenset(),
) -> list[tuple[int, float]]:
    """Rows with fused scores from 0 to 1, best first, ties by row.

    Each ranking is stretched to 0 … 1 (min–max); a row that is missing from one counts 0 there. The rows ``without`` a
    vector could not be found by meaning: theirs is taken to follow their words as far as it does among the best.
    """
    if not words or not meaning:
        weight = 1.0 if meaning else 0.0
    by_words, by_meaning = dict(_stretched(words)), dict(_stretched(meaning))
    if without:
        expected = _expected(by_words, by_meaning, without)
        by_meaning |= {row: expected * score for row, score in by_words.items() if row in without}
    scores = {row: (1 - weight) * score for row, score in by_words.items()}
    for row, score in by_meaning.items():
        scores[row] = scores.get(row, 0.0) + weight * score
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _expected(by_words: Mapping[int, float], by_meaning: Mapping[int, float], without: Collection[int]) -> float:
    """How much of the best hits' score by words meaning confirms, from 0 to 1.

    A hit without a vector counts as confirmed: where the best are such hits, as for the law of a place that has no
    vectors yet, the order of the words is kept.
    """
    best = list(islice(by_words.items(), _BEST))
    confirmed = sum(score if row in without else by_meaning.get(row, 0.0) for row, score in best)
    return min(1.0, confirmed / max(sum(score for _, score in best), 1e-9))


def _stretched(ranking: Ranking) -> list[tuple[int, float]]:
    if not ranking:
        return []
    top, low = ranking[0][1], ranking[-1][1]
    return [(row, (score - low) / (top - low) if top > low else 1.0) for row, score in ranking]
