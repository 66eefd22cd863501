"""Paragraphs that were broken into lines of a fixed width in print, put together again."""

import re
import unicodedata
from typing import Final

_FULL: Final = 58
"""Columns, a Chinese character counting two: lines of old regulations are broken at 64, indented ones at 68."""
_WIDEST: Final = 76
_ENDS: Final = re.compile(r"[。；：︰:;.！？」』）)]$")
_BEGINS: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,4}、|[（(][一二三四五六七八九十0-9]{1,4}[）)]|[0-9]{1,3}[.、．]|第\s?[0-9]+)"
)


def unwrap(text: str) -> list[str]:
    """The paragraphs of a text. A line is joined to the next if it fills the width without ending a sentence."""
    lines: list[str] = []
    broken = False
    for printed in text.replace("\r\n", "\n").split("\n"):
        line = printed.strip()
        if not line:
            broken = False
            continue
        if broken and not _BEGINS.match(line):
            lines[-1] += line
        else:
            lines.append(line)
        broken = _FULL <= _width(printed.rstrip()) <= _WIDEST and not _ENDS.search(line) and not line.isascii()
    return lines


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
