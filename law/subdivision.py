"""The parts of an article: 款 项 目, Taiwan's 項 款 目, and (1)(a)(i), with offsets into the article's text.

Mainland China (立法法 第六十五条): 款 carry no number and are counted, 项 carry （一）, 目 carry 1. Taiwan
(中央法規標準法 第八條): 項 are counted, 款 carry 一、 and 目 carry （一）. English and Hong Kong drafting numbers every
level. Levels nest in the order in which their marks first appear, so that one rule reads them all; the first level is
always `para`, then `item` and `point`.
"""

import re
from collections.abc import Iterator
from typing import Final

from law.heading import article_label
from law.marker import markers_of
from law.script_choice import script_of
from law.unit_reader import Unit, UnitReader

__all__ = ["Unit", "UnknownUnit", "subdivide", "unit_at"]

_MAINLAND_WORDS: Final = {"para": "款", "item": "项", "point": "目"}
_TAIWAN_WORDS: Final = {"para": "項", "item": "款", "point": "目"}
_LINE: Final = re.compile(r"[^\r\n\u2028\u0085]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


class UnknownUnit(LookupError):
    """The article has no such paragraph, item or point."""


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
    reader = UnitReader(text=text, counted=counted, words=_words_of(text, counted=counted))
    for (start, end), coming in zip(lines, _coming_numbers(text, lines), strict=True):
        reader.coming = coming
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


def _coming_numbers(text: str, lines: list[tuple[int, int]]) -> list[dict[str, str]]:
    """For every line, the next number that is printed below it in each style of mark."""
    below: dict[str, str] = {}
    columns = []
    for start, end in reversed(lines):
        columns.append(below)
        marks = markers_of(text, start, end, {}, nested=False)
        below = below | {mark.style: mark.number for mark in marks} if marks else below
    return columns[::-1]


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
