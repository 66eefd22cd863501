"""Did you mean: a term of the catalogue that a query misses by one character, or by two that changed places.

Only words that stand nowhere in what is held are put in question (夸境 for 跨境, informaton for information), so a rare
word that a law does use is left alone. The query is run as it was typed; the suggestion is offered beside the answer.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Final

from index.glossary import read_terms
from index.names import CATALOGUE
from index.plan import Word
from index.segment import segment
from index.wording import says_little
from law.script import CJK, fold_text

_SHORTEST: Final = 3
_SHORTEST_ENGLISH: Final = 5
_CLOSE: Final = 0.85
_LONGEST: Final = 64
"""A longer text was pasted rather than typed."""
_MOST: Final = 8
_AROUND: Final = 3
_HAN: Final = re.compile(f"[{CJK}]+")


Frequency = Callable[[Word], int]


def corrected(text: str, frequencies: Callable[[Iterable[Word]], Mapping[Word, int]]) -> str | None:
    """The query with its slips mended; None where every word is known or nothing of the catalogue is close.

    ``frequencies`` says how many provisions have each word; it is asked once, for all words.
    """
    folded = fold_text(text)
    if len(folded) > _LONGEST:
        return None
    frequency = frequencies(tuple(_words(folded))).__getitem__
    mended = _english(_chinese(folded, frequency), frequency)
    return mended if mended != folded else None


def _words(text: str) -> Iterator[Word]:
    """What may be put in question: the Chinese pairs, and the stems of the longer English words."""
    yield from (Word(text=pair) for pair in _pairs(text))
    yield from (
        Word(text=unit, single=True) for word in text.split(" ") if _longer(word) for unit in segment(word).units
    )


def _pairs(text: str) -> list[str]:
    return [pair for pair in dict.fromkeys(segment(text).pairs) if len(pair) == 2]


def _longer(word: str) -> bool:
    return len(word) >= _SHORTEST_ENGLISH and word.isascii() and word.isalpha()


def _chinese(text: str, frequency: Frequency) -> str:
    unknown = [pair for pair in _pairs(text) if not frequency(Word(text=pair))]
    for pair in unknown[:_MOST]:
        at = text.find(pair)
        best = next(_fitting(text, at), None) if at >= 0 and _HAN.fullmatch(pair) else None
        if best is not None:
            start, term = best
            text = text[:start] + term + text[start + len(term) :]
    return text


def _fitting(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Terms that differ by one slip from the characters around a place, the longest first."""
    near = set(text[max(0, at - _AROUND) : at + 2 + _AROUND])
    shared = Counter(term for char in near for term in _by_character().get(char, ()))
    for term in sorted((t for t, n in shared.items() if n >= len(set(t)) - 2), key=lambda t: (-len(t), t)):
        for start in range(max(0, at + 2 - len(term)), min(at, len(text) - len(term)) + 1):
            if _one_slip(text[start : start + len(term)], term):
                yield start, term


def _one_slip(typed: str, term: str) -> bool:
    differing = [n for n, (a, b) in enumerate(zip(typed, term, strict=True)) if a != b]
    if len(differing) == 1:
        return True
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    first, second = differing
    return typed[first] == term[second] and typed[second] == term[first]


def _english(text: str, frequency: Frequency) -> str:
    words = text.split(" ")
    return " ".join(_mended(word, frequency) for word in words)


def _mended(word: str, frequency: Frequency) -> str:
    if not _longer(word) or word in _terms()[1]:
        return word
    stems = segment(word).units
    if any(says_little(unit) or frequency(Word(text=unit, single=True)) for unit in stems):
        return word
    return next(iter(get_close_matches(word, _terms()[1], n=1, cutoff=_CLOSE)), word)


@cache
def _by_character() -> Mapping[str, tuple[str, ...]]:
    """The Chinese terms that have a character."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in _terms()[0]:
        for char in set(term):
            found[char].append(term)
    return {char: tuple(terms) for char, terms in found.items()}


@cache
def _terms() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Chinese terms and titles, the longest first; the words of the English ones."""
    chinese = {fold_text(t) for row in read_terms() for c in ("zh_hans", "zh_hant") for t in row[c]} | set(_titles())
    english = {word for row in read_terms() for term in row["en"] for word in fold_text(term).split() if word.isalpha()}
    wanted = (term for term in chinese if len(term) >= _SHORTEST and _HAN.fullmatch(term))
    return tuple(sorted(wanted, key=lambda term: (-len(term), term))), tuple(sorted(english))


def _titles() -> Iterator[str]:
    path = CATALOGUE / "titles.csv"
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (fold_text(value) for value in row.values() if value)
