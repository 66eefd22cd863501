"""Did you mean: a term of the catalogue that a query misses by a slip of the pen, a long term by two.

Only words that stand nowhere in what is held are put in question (夸境 for 跨境, informaton for information), so a rare
word that a law does use is left alone. The query is run as it was typed; the suggestion is offered beside the answer.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from index.glossary import read_terms
from index.plan import Word
from index.segment import segment
from index.slips import slips
from index.title_catalogue import CATALOGUE
from index.wording import says_little
from law.script import CJK, fold_text

_SHORTEST: Final = 3
_SHORTEST_ENGLISH: Final = 5
_LONG: Final = 5
_LONG_ENGLISH: Final = 8
_LONGEST: Final = 64
"""A longer text was pasted rather than typed."""
_MOST: Final = 8
_AROUND: Final = 6
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
    unknown = {pair for pair in _pairs(text) if not says_little(pair) and not frequency(Word(text=pair))}
    for pair in sorted(unknown, key=text.find)[:_MOST]:
        at = text.find(pair)
        fitting = _fitting(text, at, unknown) if at >= 0 and _HAN.fullmatch(pair) else ()
        best = min(fitting, key=lambda each: (each[0], -len(each[2]), each[2]), default=None)
        if best is not None:
            _, start, term = best
            text = text[:start] + term + text[start + len(term) :]
    return text


def _fitting(text: str, at: int, unknown: Collection[str]) -> Iterator[tuple[float, int, str]]:
    """Terms that one or two slips make of the characters around a place, with the share of slips and where."""
    near = set(text[max(0, at - _AROUND) : at + 2 + _AROUND])
    shared = Counter(term for char in near for term in _by_character().get(char, ()))
    for term in (term for term, count in shared.items() if count >= len(set(term)) - 2):
        for start in range(max(0, at + 2 - len(term)), min(at, len(text) - len(term)) + 1):
            wrong = [start + n for n, char in enumerate(term) if text[start + n] != char]
            if _are_slips(text, start, term, wrong) and _stand_out(text, term, wrong, unknown):
                yield len(wrong) / len(term), start, term


def _are_slips(text: str, start: int, term: str, wrong: Sequence[int]) -> bool:
    """One wrong character, two that changed places, or two apart in a long term: two in a row are another word."""
    if len(wrong) != 2:
        return len(wrong) == 1 and len(term) > _SHORTEST
    first, second = wrong
    if second > first + 1:
        return len(term) >= _LONG
    return text[first] + text[second] == term[second - start] + term[first - start]


def _stand_out(text: str, term: str, wrong: Sequence[int], unknown: Collection[str]) -> bool:
    """Whether no law has the wrong characters beside their neighbours: in a long term beside one of them is enough."""
    beside = [[text[n : n + 2] for n in (at - 1, at) if 0 <= n < len(text) - 1] for at in wrong]
    strange = [[pair in unknown for pair in pairs if _HAN.fullmatch(pair)] for pairs in beside]
    enough = any if len(term) >= _LONG or len(wrong) > 1 else all
    return all(each and enough(each) for each in strange)


def _english(text: str, frequency: Frequency) -> str:
    words = text.split(" ")
    read = any(
        frequency(Word(text=unit, single=True)) for word in words if _longer(word) for unit in segment(word).units
    )
    return " ".join(_mended(word, frequency, most=2 if read else 1) for word in words)


def _mended(word: str, frequency: Frequency, *, most: int) -> str:
    """The word with at most so many slips mended. Where no law in English is held, only long words are looked at."""
    if not _longer(word) or word in _terms()[1] or (most == 1 and len(word) < _LONG_ENGLISH):
        return word
    stems = segment(word).units
    if any(says_little(unit) or frequency(Word(text=unit, single=True)) for unit in stems):
        return word
    near = ((_slips_of_letters(word, term), term) for term in _terms()[1] if abs(len(term) - len(word)) <= most)
    return min((each for each in near if each[0] <= most and not _is_form(each[1], word)), default=(0, word))[1]


def _is_form(term: str, word: str) -> bool:
    """Whether two words are forms of one: levels and level, complain and complaint."""
    return segment(term).units == segment(word).units or term.startswith(word) or word.startswith(term)


def _slips_of_letters(typed: str, meant: str) -> int:
    """Two slips only in a long word that begins and ends as it should: informatics is no slip of information."""
    sure = len(meant) >= _LONG_ENGLISH and typed[0] == meant[0] and typed[-2:] == meant[-2:]
    count = slips(typed, meant, 2)
    return count if count < 2 or sure else 3


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
