"""Two rankings into one."""

from collections.abc import Sequence
from typing import Final

Ranking = Sequence[tuple[int, float]]

MEANING_WEIGHT: Final = 0.6
"""The share of meaning in a fused score, the rest being words; tuned on questions of lay people."""


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
