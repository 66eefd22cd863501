"""Where the query's words stand in a published text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.plan import Phrase, Wording
from index.records import Span
from index.segment import segment, stem
from index.wording import says_little
from law.numerals import chinese_numeral
from law.script import CJK, Folded, fold_numerals, fold_text

_LINE: Final = re.compile(r"[^\n\r\u2028\u2029\x85]+")
_WORD: Final = re.compile(rf"[^\W_{CJK}]+")
_CHARACTERS: Final = re.compile(rf"[{CJK}]+")
_ORDINAL: Final = re.compile(r"第([0-9]{1,4})([条章节编款项])")
_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What to mark in the folded text: ``strings`` wherever they stand, ``stems`` of whole words."""

    strings: tuple[str, ...]
    stems: frozenset[str]


def sought(texts: Iterable[str], others: Iterable[Wording] = (), *, exact_script: bool = False) -> Sought:
    """What to mark for a query: its pairs of characters, its words, its article numbers, its terms in other words."""
    strings: set[str] = set()
    stems: set[str] = set()
    for phrase in (a for w in others for c in w.clauses for a in c.alternatives if isinstance(a, Phrase)):
        if all(map(_CHARACTERS.fullmatch, phrase.words)):
            strings.add(phrase.words[0] + "".join(pair[-1] for pair in phrase.words[1:]))
        else:
            stems.update(word for word in phrase.words if not says_little(word))
    for text in texts:
        for pair in segment(text, exact_script=exact_script).pairs:
            if says_little(pair):
                continue
            if _CHARACTERS.fullmatch(pair):
                strings.add(pair)
            elif _WORD.fullmatch(pair):
                stems.add(pair)
        strings.update(_ordinals(text))
    return Sought(strings=tuple(sorted(strings)), stems=frozenset(stems))


def highlights(text: str, marked: Sought, *, exact_script: bool = False) -> tuple[Span, ...]:
    """Spans of the text, in order and apart; what touches is one span. At most 200."""
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        for start, end in _in_line(line[0], marked, exact_script=exact_script):
            _append(spans, start + line.start(), end + line.start())
    return tuple(Span(start=start, end=end) for start, end in spans[:_MOST])


def _append(spans: list[tuple[int, int]], start: int, end: int) -> None:
    if spans and start <= spans[-1][1]:
        spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
    elif start < end:
        spans.append((start, end))


def _in_line(line: str, marked: Sought, *, exact_script: bool) -> Sequence[tuple[int, int]]:
    folded = fold_text(line, exact_script=exact_script)
    found = sorted([*_strings_in(folded, marked.strings), *_words_in(folded, marked.stems)])
    if not found or _keeps_places(line):
        return found
    whole = Folded(text=folded, published=line, exact_script=exact_script)
    return [whole.origin(start, end) for start, end in found]


def _strings_in(folded: str, strings: Iterable[str]) -> list[tuple[int, int]]:
    found = []
    for string in strings:
        at = folded.find(string)
        while at >= 0:
            found.append((at, at + len(string)))
            at = folded.find(string, at + 1)
    return found


def _words_in(folded: str, stems: frozenset[str]) -> Iterator[tuple[int, int]]:
    if stems:
        yield from (match.span() for match in _WORD.finditer(folded) if stem(match[0]) in stems)


def _ordinals(text: str) -> Iterator[str]:
    """第13条 is marked where it stands as 第十三条 too."""
    for match in _ORDINAL.finditer(fold_numerals(text)):
        yield match[0]
        yield f"第{chinese_numeral(int(match[1]))}{match[2]}"


class _OneToOne(dict[str, bool]):
    """Whether a character is folded to exactly one; remembered."""

    def __missing__(self, char: str) -> bool:
        self[char] = len(fold_text(char)) == 1 and len(fold_text(char, exact_script=True)) == 1
        return self[char]


_ONE_TO_ONE: Final = _OneToOne()


def _keeps_places(line: str) -> bool:
    """Whether folding moves nothing, so that places need not be mapped back one by one; spaces may move."""
    if line.isascii():
        return line.isprintable() and "  " not in line and line == line.strip(" ")
    return all(map(_ONE_TO_ONE.__getitem__, set(line)))
