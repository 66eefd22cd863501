"""What of a question a provision says: in its own words, in the law's words for them, or in the other language."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from gaps.requirement import Language
from index.glossary import concepts_of
from index.lay_terms import lay_terms_in
from law.script import CJK, fold_text

_RUN: Final = re.compile(f"[{CJK}]+")
_WORD: Final = re.compile(r"[a-z][a-z-]{1,30}")
_ENDING: Final = re.compile(r"(ies|es|s|ing|ed|ion|al)$")
_SHORTEST_STEM: Final = 4
Asks = Callable[[str], bool]
"""Whether an English word only asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that a question says, in one or several ways; ``weight`` is how many of its words that is."""

    ways: tuple[frozenset[str], ...]
    weight: int

    def share(self, held: frozenset[str]) -> float:
        """How much of it a text with these terms says, in the way that it says best."""
        return max((len(way & held) / len(way) for way in self.ways), default=0.0)


def overlap(parts: tuple[Part, ...], held: frozenset[str]) -> float:
    """The share of the question's words that a text has, from 0 to 1; 0 where it has no words."""
    whole = sum(part.weight for part in parts)
    return sum(part.weight * part.share(held) for part in parts) / whole if whole else 0.0


def own_parts(folded: str, language: Language, asks: Asks, topic_of: Callable[[str], str]) -> tuple[Part, ...]:
    """A folded question in its own language: lay terms also in the words of the law, each other term for itself.

    ``topic_of`` leaves out the words that only ask; lay terms are read before, since they may hold such words.
    """
    parts = []
    for lay, legal in lay_terms_in(folded) if language == "zh" else ():
        ways = tuple(terms for words in (lay, *legal) if (terms := terms_of(words, language, asks)))
        if ways:
            parts.append(Part(ways=ways, weight=max(1, len(terms_of(lay, language, asks)))))
            folded = folded.replace(lay, " ", 1)
    rest = sorted(terms_of(topic_of(folded), language, asks))
    return (*parts, *(Part(ways=(frozenset({term}),), weight=1) for term in rest))


def other_parts(topic: str, language: Language, asks: Asks) -> tuple[Part, ...]:
    """The topic in the other language, as far as the glossary knows it; what it does not know, no text can have."""
    concepts, unknown = concepts_of(topic)
    other: Language = "en" if language == "zh" else "zh"
    parts = []
    for concept in concepts:
        words = concept.english if other == "en" else concept.chinese
        ways = tuple(dict.fromkeys(terms for word in words if (terms := terms_of(fold_text(word), other, asks))))
        if ways:
            parts.append(Part(ways=ways, weight=2))
    return (*parts, *(Part(ways=(), weight=1) for _ in range(unknown))) if parts else ()


def terms_of(folded: str, language: Language, asks: Asks) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters with words in Latin letters, or the stems of English words."""
    words = {_stem(word) for word in _WORD.findall(folded) if not asks(word)}
    return frozenset(words) if language == "en" else frozenset(words | set(_pairs(folded)))


def english_words(folded: str, asks: Asks) -> str:
    """The English words of a text that do not only ask."""
    return " ".join(word for word in _WORD.findall(folded) if not asks(word))


def _pairs(folded: str) -> Iterator[str]:
    for run in _RUN.findall(folded):
        yield from (run[at : at + 2] for at in range(len(run) - 1))


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word
