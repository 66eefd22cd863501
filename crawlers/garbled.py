"""Characters that tell that a text was damaged, or that only its publisher's font can show."""

import re
from collections.abc import Iterator
from typing import Final

from crawlers.common_characters import han, share_of_common
from crawlers.readable import Unreadable

_TWICE: Final = re.compile("[\u00c2-\u00ef][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2018-\u203a\u20ac\u2122]")
"""UTF-8 that was read as Latin-1 or Windows-1252 on its way: â€™ for an apostrophe, Ã© for é."""
_RUN: Final = re.compile("[\u00a1-\u00ff]{6,400}")
"""GBK that was read as Latin-1 (ÖÐ»ªÈËÃñ): no language of the West has so many such letters in a row."""
_LOST: Final = "\ufffd"
_MOST_LOST: Final = 0.001
_LOST_ON_THE_WAY: Final = re.compile(r"锟斤拷|ï¿½|(?:烫){4}|(?:屯){4}|(?<![?？])\?{5}")
"""What is left where characters were lost before, and the loss was then read in another encoding."""
_ESCAPED: Final = re.compile(
    r"&(?:amp;)?#(?:[0-9]{2,6}|x[0-9a-f]{2,6});|\\u[0-9a-f]{4}|%[ce][0-9a-f]%[89ab]", re.IGNORECASE
)
_MOST_ESCAPED: Final = 20
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_CHUNK: Final = 400
_ENOUGH: Final = 100
_FEWEST_COMMON: Final = 0.17
_PLAINLY_COMMON: Final = 0.5
_WRONGLY_READ: Final = (
    ("gb18030", "utf-8"),
    ("gb18030", "big5hkscs"),
    ("big5hkscs", "gb18030"),
    ("big5hkscs", "utf-8"),
)


def private_use_characters(text: str) -> tuple[str, ...]:
    """A problem, if the text has characters of the publisher's own that other fonts do not show."""
    found = sorted({f"U+{ord(character):04X}" for character in _PRIVATE.findall(text)})
    return (f"characters that only the publisher's font shows: {', '.join(found)}",) if found else ()


def refuse_garbled(text: str) -> None:
    """Raises Unreadable where a text was decoded wrongly before it came here, or has lost its characters."""
    refuse_wrongly_decoded(text)
    if lost := _LOST_ON_THE_WAY.search(text):
        raise Unreadable(f"characters were lost on the way ({lost[0]!r} stands in their place): fetch it again")
    if len(_ESCAPED.findall(text)) > _MOST_ESCAPED:
        raise Unreadable(
            "the text holds characters by their codes (&#…; or \\u…): it was escaped twice, fetch it again"
        )


def refuse_wrongly_decoded(text: str) -> None:
    """The part of it that holds for the source of a page too, scripts and links included. Raises Unreadable."""
    foreign = len(text.encode(errors="replace")) - len(text)
    if foreign == 0:
        return
    if 8 * len(_TWICE.findall(text)) > foreign or 4 * sum(map(len, _RUN.findall(text))) > foreign:
        raise Unreadable("the text is garbled: it was read in another encoding on its way; fetch it again")
    if text.count(_LOST) > _MOST_LOST * len(text):
        raise Unreadable("characters were lost (U+FFFD): fetch it again and read it in its own encoding")
    if any(_has_rare_characters_only(chunk) for chunk in _chunks(text)):
        raise Unreadable("the Chinese is garbled: hardly any character is a common one; fetch it in its own encoding")


def _chunks(text: str) -> Iterator[str]:
    return (text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK))


def _has_rare_characters_only(chunk: str) -> bool:
    if han(chunk) < _ENOUGH:
        return False
    share = share_of_common(chunk)
    return share < _FEWEST_COMMON or (share < _PLAINLY_COMMON and _reads_better_elsewhere(chunk, share))


def _reads_better_elsewhere(chunk: str, share: float) -> bool:
    """Whether the characters, turned back to bytes and read in another encoding, are those of Chinese law."""
    for wrong, right in _WRONGLY_READ:
        back = chunk.encode(wrong, "ignore").decode(right, "ignore")
        if 2 * han(back) > han(chunk) and share_of_common(back) > max(_PLAINLY_COMMON, share + 0.2):
            return True
    return False
