"""How alike texts are: the pairs of characters that they share, those that few texts have weighing more."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence


def pairs_of(text: str) -> frozenset[str]:
    """Its pairs of neighbouring characters."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def weights_among(texts: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """What each pair weighs among texts: the fewer have it, the more it says about what a text is about."""
    counts = Counter(pair for pairs in texts for pair in pairs)
    return {pair: math.log(1 + len(texts) / count) ** 2 for pair, count in counts.items()}


def likeness(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """The cosine of two texts, from 0 to 1."""
    shared, first, second = (sum(weights[pair] for pair in pairs) for pairs in (one & other, one, other))
    return shared / math.sqrt(first * second) if first and second else 0.0
