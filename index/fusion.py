"""Two rankings into one."""

import re
from collections.abc import Sequence
from typing import Final

from law.script import CJK

Ranking = Sequence[tuple[int, float]]

MEANING_WEIGHT: Final = 0.6
"""The share of meaning in a fused score, the rest being words; tuned on questions of lay people in Chinese."""
MEANING_WEIGHT_ENGLISH: Final = 0.5
"""Words of English say more than pairs of characters; tuned on our own queries (docs/search-quality.md)."""
_CHINESE: Final = re.compile(f"[{CJK}]")


def weight_of_meaning(text: str) -> float:
    """The share of meaning for a query."""
    return MEANING_WEIGHT if _CHINESE.search(text) else MEANING_WEIGHT_ENGLISH


def fused(words: Ranking, meaning: Ranking, *, weight: float = MEANING_WEIGHT) -> list[tuple[int, float]]:
    """Rows with fused scores from 0 to 1, best first, ties by row.

    Each ranking is stretched to 0 … 1 (min–max); a row that is missing from one counts 0 there.
    """
    if not words or not meaning:
        weight = 1.0 if meaning else 0.0
    scores: dict[int, float] = {}
    for ranking, share in ((_stretched(words), 1 - weight), (_stretched(meaning), weight)):
        for row, score in ranking:
            scores[row] = scores.get(row, 0.0) + share * score
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _stretched(ranking: Ranking) -> list[tuple[int, float]]:
    if not ranking:
        return []
    top, low = ranking[0][1], ranking[-1][1]
    return [(row, (score - low) / (top - low) if top > low else 1.0) for row, score in ranking]
