"""Single garbled lines of a Chinese text, whose other lines are sound: the foot of a page from another database."""

import re
from typing import Final

from crawlers.common_characters import han, share_of_common

_TWICE: Final = re.compile("[\u00e2-\u00e9][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2018-\u203a\u20ac\u2122]{2}")
_LATIN_RUN: Final = re.compile(
    "[\u00a1-\u00d6\u00d8-\u00ff]{4}|(?:[\u00a1-\u00af\u00b4-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u00ff]{1,3}[^\n]?){3}"
)
"""GBK or Big5 that was read as Latin-1: ¸½¼þ, ¤ë¤é."""
_RUSSIAN: Final = re.compile("[\u0400-\u04ff][\u2550-\u257f]")
_DATE_LOST: Final = re.compile(r"[0-9]\?[0-9]{1,2}\?")
"""2020?7?1?, where 年, 月 and 日 stood."""
_SHORT: Final = re.compile("[^\n。；]{1,200}")
_FEWEST: Final = 4
_RARE: Final = 0.4
_COMMON: Final = 0.75
_WRONGLY_READ: Final = (
    ("gb18030", "utf-8"),
    ("gb18030", "big5hkscs"),
    ("big5hkscs", "gb18030"),
    ("big5hkscs", "utf-8"),
    ("euc_jp", "gb18030"),
    ("cp932", "utf-8"),
)


def garbled_line(text: str) -> str | None:
    """The first part of a Chinese text that was read in another encoding than the rest, or None."""
    for sign in (_TWICE, _LATIN_RUN, _RUSSIAN, _DATE_LOST):
        if found := sign.search(text):
            return found[0]
    return next((line for line in _SHORT.findall(text) if _reads_better_elsewhere(line)), None)


def _reads_better_elsewhere(line: str) -> bool:
    foreign = [character for character in line if character > "\u2fff" and character not in "　、《》（）：，“”"]
    count = len(foreign)
    if count < _FEWEST or share_of_common(line) >= _RARE:
        return False
    letters = "".join(foreign)
    for wrong, right in _WRONGLY_READ:
        back = letters.encode(wrong, "ignore").decode(right, "ignore")
        if 2 * han(back) > count and share_of_common(back) > _COMMON:
            return True
    return False
