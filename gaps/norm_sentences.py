"""A provision in sentences and clauses, folded for matching, each with the way back to the published text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from gaps.norm_records import Stretch
from gaps.requirement import Language
from law.script import Folded, fold

_ENDS: Final[Mapping[Language, re.Pattern[str]]] = {
    "zh": re.compile("[。！？]"),
    "en": re.compile(r"[.?!](?= [A-Z(])"),
}
_CLAUSE_ENDS: Final = re.compile("[;；]")
_ITEM: Final = re.compile(
    r"\s{0,8}(?:[(（][〇一二三四五六七八九十百0-9a-zA-Z]{1,4}[)）]|[一二三四五六七八九十]{1,3}、|[0-9]{1,3}[.、)])\s{0,4}"
)
_OPENS: Final = re.compile(r"(?:[:：]|—|\b(?:if|that|contains|containing|are|is|by|of|with|following|from|to))\s{0,4}$")


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A part of a sentence that the patterns look at; ``start`` is where it begins in the provision."""

    published: str
    start: int
    opens_list: bool = False

    @cached_property
    def _fold(self) -> Folded:
        return fold(self.published)

    @property
    def folded(self) -> str:
        """The words as patterns see them."""
        return self._fold.text

    def stretch(self, start: int, end: int) -> Stretch:
        """The published words behind a span of the folded ones."""
        first, last = self._fold.origin(start, end)
        return Stretch(text=self.published[first:last], start=self.start + first, end=self.start + last)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence; ``items`` is the list that it opens, each without its number.

    ``paragraph`` counts the lines of the provision; the items of a list are of the paragraph that opens it.
    """

    published: str
    start: int
    paragraph: int
    items: tuple[Stretch, ...] = ()

    @property
    def quote(self) -> Stretch:
        """The sentence as published, without white space around it."""
        text = self.published.strip()
        start = self.start + self.published.index(text)
        return Stretch(text=text, start=start, end=start + len(text))

    @cached_property
    def folded(self) -> str:
        """The words as patterns see them."""
        return fold(self.published).text

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The parts between semicolons."""
        cuts = [0, *(m.end() for m in _CLAUSE_ENDS.finditer(self.published)), len(self.published)]
        parts = [(a, b) for a, b in pairwise(cuts) if self.published[a:b].strip()]
        return tuple(
            Clause(published=self.published[a:b], start=self.start + a, opens_list=bool(self.items)) for a, b in parts
        )


def sentences(text: str, language: Language) -> Iterator[Sentence]:
    """The sentences of a provision, line by line, without the items of lists that a sentence opens."""
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        start, line = lines[at]
        after = at + 1
        if _OPENS.search(line):
            while after < len(lines) and _ITEM.match(lines[after][1]):
                after += 1
        items = tuple(_item(begin, words) for begin, words in lines[at + 1 : after])
        *whole, last = _split(line, start, language)
        yield from (Sentence(published=words, start=begin, paragraph=at) for begin, words in whole)
        yield Sentence(published=last[1], start=last[0], paragraph=at, items=items)
        # An item is read too: it may say who may know, or until when.
        inside = (part for begin, words in lines[at + 1 : after] for part in _split(words, begin, language))
        yield from (Sentence(published=words, start=begin, paragraph=at) for begin, words in inside)
        at = after


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _split(line: str, start: int, language: Language) -> list[tuple[int, str]]:
    cuts = [0, *(m.end() for m in _ENDS[language].finditer(line)), len(line)]
    parts = [(start + a, line[a:b]) for a, b in pairwise(cuts) if line[a:b].strip()]
    return parts or [(start, line)]


def _item(start: int, line: str) -> Stretch:
    number = _ITEM.match(line)
    begin = number.end() if number else 0
    text = line[begin:].rstrip().rstrip(";；。.,，")
    return Stretch(text=text, start=start + begin, end=start + begin + len(text))
