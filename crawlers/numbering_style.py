"""How a text numbers its parts: 第一条, 一、, 1. through the whole text, or not at all."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final

from crawlers.rule_numbers import split_rule
from law.heading import article_label

_HAN_ITEM: Final = re.compile(
    r"(?P<label>[一二三四五六七八九十百]{1,5}、)(?![一二三四五六七八九十])\s{0,4}(?P<text>.*)"
)
_ARABIC_ITEM: Final = re.compile(r"(?P<label>[0-9]{1,3}[.．、])(?![0-9])\s{0,4}(?P<text>.*)")
_FEWEST_NUMBERED: Final = 8
LABEL_BEGINS: Final = frozenset("第笫SsAaRr§")
"""The first characters of a label, so that most lines need no closer look."""


class Style(Enum):
    """Which marks begin the units of a text that can be cited."""

    ARTICLES = "第一条"
    ITEMS = "一、"
    NUMBERED = "1."
    RULES = "1.1.1"
    UNNUMBERED = ""


def split_item(line: str, style: Style) -> tuple[str, str] | None:
    """The label and text of a line that begins a unit in this style; None for any other line."""
    pattern = {Style.ARTICLES: _HAN_ITEM, Style.ITEMS: _HAN_ITEM, Style.NUMBERED: _ARABIC_ITEM}.get(style)
    match = pattern.match(line) if pattern else None
    return (match["label"], match["text"]) if match else None


def numbering_style(lines: Iterable[str]) -> Style:
    """The style of a text. Quoted articles of another text (将第五条修改为：“第五条 …”) do not count."""
    lines = list(unquoted(lines))
    own = [line.lstrip("# ") for line in lines]
    labels = [found[0] for line in own if line[:1] in LABEL_BEGINS and (found := article_label(line))]
    if _rules(lines) > len(labels) and all(map(str.isascii, labels)):
        return Style.RULES
    if labels:
        return Style.ARTICLES
    numbers = [int(match["label"][:-1]) for line in own if (match := _ARABIC_ITEM.match(line))]
    if len(numbers) >= _FEWEST_NUMBERED and numbers == list(range(1, len(numbers) + 1)):
        return Style.NUMBERED
    return Style.ITEMS if any(_HAN_ITEM.match(line) for line in own) else Style.UNNUMBERED


def _rules(lines: Sequence[str]) -> int:
    """How many rules are numbered 1.1.1. One alone is a figure, unless it is marked as a heading or begins the text."""
    found = [n for n, line in enumerate(lines) if split_rule(line.lstrip("# "), marked=line.startswith("#"))]
    marked = any(lines[n].startswith("#") for n in found)
    return len(found) if marked or len(found) > 1 or found == [0] else 0


def unquoted(lines: Iterable[str]) -> Iterable[str]:
    """The lines that do not begin inside of a quotation."""
    quoting = False
    for line in lines:
        if not quoting:
            yield line
        quoting = quoting_after(line, quoting=quoting)


def quoting_after(line: str, *, quoting: bool) -> bool:
    """Whether a quotation is open after the line. Each quoted paragraph opens anew, and only the last one closes."""
    opened, closed = line.rfind("“"), line.rfind("”")
    return quoting if opened == closed else opened > closed
