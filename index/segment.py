"""Words for the index and for queries: the same for every engine, so that every engine ranks alike.

The text is folded (``law.script.fold_numerals``: script, width, case, legal numerals) and cut into blocks at
punctuation and spaces. A block is a row of units: one Chinese or Japanese character, or one word or number; English
words are stemmed (Snowball). From the units come two streams:

- ``units``: every unit, for the finest recall;
- ``pairs``: the bigrams of neighbouring units (个人 人信 信息; 第13 13条), and a unit that stands alone as itself.
  Pairs at consecutive positions are a phrase, with any punctuation where the phrase has punctuation.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import snowballstemmer

from law.script import CJK, fold_numerals, fold_text

SEGMENTATION: Final = 1
"""Raise this when the same text gives other words: indexes built before are then rebuilt."""

_LONGEST_WORD: Final = 64
_BLOCK: Final = re.compile(r"[^\W_]+")
_UNIT: Final = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")
_CHARACTERS_ONLY: Final = re.compile(rf"[{CJK}]+")
_STEMMER: Final = snowballstemmer.stemmer("english")
# A stemmer keeps the word it works on: two threads at once would mix theirs up.
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmented:
    """The two streams of one text, in its order."""

    units: list[str]
    pairs: list[str]


def segment(text: str, *, exact_script: bool = False) -> Segmented:
    """Cut a text as published, or a query, into units and pairs. Linear in the length."""
    folded = fold_numerals(text, exact_script=exact_script)
    units: list[str] = []
    pairs: list[str] = []
    for block in _BLOCK.findall(folded):
        own = block if _CHARACTERS_ONLY.fullmatch(block) else units_of_block(block)
        units += own
        if len(own) == 1:
            pairs += own
        else:
            pairs += map(str.__add__, own[:-1], own[1:])
    return Segmented(units=units, pairs=pairs)


def units_of_block(block: str) -> list[str]:
    """The units of one folded block: characters, stemmed words, numbers."""
    return [unit if len(unit) == 1 else stem(unit) for unit in _UNIT.findall(block)]


def blocks(folded: str) -> Iterator[re.Match[str]]:
    """The blocks of a folded text with their places."""
    return _BLOCK.finditer(folded)


def units_with_places(folded: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The units of one block of a folded text, each with its span there."""
    found = _UNIT.finditer(folded, start, end)
    return [(m[0] if m.end() - m.start() == 1 else stem(m[0]), m.start(), m.end()) for m in found]


class _ScriptMatters(dict[str, bool]):
    """Whether a character's folding depends on the script; remembered."""

    def __missing__(self, char: str) -> bool:
        self[char] = fold_text(char) != fold_text(char, exact_script=True)
        return self[char]


_SCRIPT_MATTERS: Final = _ScriptMatters()


def own_folding(text: str) -> bool:
    """Whether a text in its published script is already what folding the script makes of it."""
    return not any(map(_SCRIPT_MATTERS.__getitem__, set(text)))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball stem of an English word; numbers and words of other alphabets stay as they are."""
    cut = word[:_LONGEST_WORD]
    if not (cut.isascii() and cut.isalpha()):
        return cut
    with _ONE_AT_A_TIME:
        return str(_STEMMER.stemWord(cut))
