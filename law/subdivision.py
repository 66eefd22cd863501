"""The parts of an article: 款 项 目, Taiwan's 項 款 目, and (1)(a)(i), with offsets into the article's text.

Mainland China (立法法 第六十五条): 款 carry no number and are counted, 项 carry （一）, 目 carry 1. Taiwan
(中央法規標準法 第八條): 項 are counted, 款 carry 一、 and 目 carry （一）. English and Hong Kong drafting numbers every
level. Levels nest in the order in which their marks first appear, so that one rule reads them all; the first level is
always `para`, then `item` and `point`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from law.heading import article_label
from law.marker import Marker, markers_of
from law.numerals import chinese_numeral
from law.script_choice import script_of

_LEVELS: Final = ("para", "item", "point", "subpoint", "subsubpoint")
_MAINLAND_WORDS: Final = {"para": "款", "item": "项", "point": "目"}
_TAIWAN_WORDS: Final = {"para": "項", "item": "款", "point": "目"}
_LINE: Final = re.compile(r"[^\r\n\u2028\u0085]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


class UnknownUnit(KeyError):
    """The article has no such paragraph, item or point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One paragraph, item or point: `text[start:end]` of the article, its own parts included.

    `id_suffix` is joined to the article's id with `__`, e.g. `para_1__item_2`. A number that is printed twice at one
    place gets `~2` the second time. `label` is how it is cited: 第一款, 第（二）项, 第1目, (b).
    """

    id_suffix: str
    label: str
    start: int
    end: int


@dataclass(slots=True, kw_only=True)
class _Open:
    """A unit whose end is not reached yet."""

    order: int
    level: int
    number: str
    style: str
    start: int
    id_suffix: str


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Walks the lines of one article, opening and closing units."""

    text: str
    counted: bool
    words: dict[str, str]
    open: list[_Open] = field(default_factory=list)
    done: list[tuple[int, Unit]] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    paragraphs: int = 0
    last_end: int = 0

    def read(self, start: int, end: int) -> None:
        """Take in one line."""
        markers = markers_of(self.text, start, end, self._last_numbers(), nested=not self.counted)
        if self.counted and (not markers or not self.open):
            self._open_paragraph(start)
        elif not markers:
            self._close(1)
        for marker in markers:
            self._open_marked(marker)
        self.last_end = end

    def finish(self) -> tuple[Unit, ...]:
        """All units in document order."""
        self._close(0)
        return tuple(unit for _, unit in sorted(self.done, key=lambda pair: pair[0]))

    def _last_numbers(self) -> dict[str, str]:
        return {each.style: each.number for each in self.open}

    def _open_paragraph(self, start: int) -> None:
        self._close(0)
        self.paragraphs += 1
        self._open(level=0, number=str(self.paragraphs), style="", start=start)

    def _open_marked(self, marker: Marker) -> None:
        same = [each.level for each in self.open if each.style == marker.style]
        level = same[0] if same else min(len(self.open), len(_LEVELS) - 1)
        self._close(level)
        self._open(level=level, number=marker.number, style=marker.style, start=marker.start)

    def _open(self, *, level: int, number: str, style: str, start: int) -> None:
        local = f"{_LEVELS[level]}_{number}"
        path = f"{self.open[-1].id_suffix}__{local}" if self.open else local
        self.seen[path] = self.seen.get(path, 0) + 1
        unique = path if self.seen[path] == 1 else f"{path}~{self.seen[path]}"
        order = len(self.done) + len(self.open)
        self.open.append(_Open(order=order, level=level, number=number, style=style, start=start, id_suffix=unique))

    def _close(self, level: int) -> None:
        """Close every open unit from `level` inwards."""
        while self.open and self.open[-1].level >= level:
            each = self.open.pop()
            end = max(self.last_end, each.start)
            unit = Unit(id_suffix=each.id_suffix, label=self._label(each), start=each.start, end=end)
            self.done.append((each.order, unit))

    def _label(self, each: _Open) -> str:
        word = self.words.get(_LEVELS[each.level])
        if word is None or each.style.startswith("letters"):
            return f"({each.number})" if each.style else f"para {each.number}"
        number = each.number.split("-", maxsplit=1)
        if not number[0].isdecimal():
            return f"第{each.number}{word}"
        written = number[0] if each.style in {"dotted", "digits"} else chinese_numeral(int(number[0]))
        branch = f"之{chinese_numeral(int(number[1]))}" if len(number) > 1 else ""
        return f"第（{written}）{word}{branch}" if each.style == "han-brackets" else f"第{written}{word}{branch}"


def subdivide(text: str) -> tuple[Unit, ...]:
    """The parts of one article's text in document order, children after their parents; a leading 第十三条 is left out.

    In Chinese a line that begins no item is a paragraph of its own. Where the first line itself is numbered with digits
    or letters, as in English, Hong Kong and the EU, the numbers make the paragraphs and a line without one ends the
    innermost part but stays in its paragraph.
    """
    lines = list(_content_lines(text))
    if not lines:
        return ()
    counted = _counts_lines(text, lines)
    reader = _Reader(text=text, counted=counted, words=_words_of(text, counted=counted))
    for start, end in lines:
        reader.read(start, end)
    return reader.finish()


def unit_at(text: str, id_suffix: str) -> Unit:
    """The part with this identifier. Raises `UnknownUnit`, naming what the article does have."""
    units = subdivide(text)
    for unit in units:
        if unit.id_suffix == id_suffix:
            return unit
    held = ", ".join(unit.id_suffix for unit in units[:20]) or "no parts"
    raise UnknownUnit(f"no part {id_suffix!r} in this article; it has {held}")


def _content_lines(text: str) -> Iterator[tuple[int, int]]:
    """The span of every line that is not blank, without the white space around it and without the article's label."""
    label = article_label(text)
    begin = label[1] if label else 0
    for match in _LINE.finditer(text, begin):
        line = match[0]
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            yield start, end


def _words_of(text: str, *, counted: bool) -> dict[str, str]:
    """The unit words for labels; none where the parts carry printed numbers, or outside Chinese."""
    if not counted or not _HAN.search(text):
        return {}
    return _TAIWAN_WORDS if script_of(text) == "zh-Hant" else _MAINLAND_WORDS


def _counts_lines(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether paragraphs are counted by lines rather than numbered in print."""
    first = markers_of(text, *lines[0], {}, nested=False)
    if any(marker.style in {"digits", "dotted", "letters", "romans"} for marker in first):
        return False
    numbered = any(markers_of(text, start, end, {}, nested=False) for start, end in lines)
    return bool(_HAN.search(text)) or not numbered
