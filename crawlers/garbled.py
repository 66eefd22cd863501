"""Characters that tell that a text was damaged, or that only its publisher's font can show."""

import re
from typing import Final

from crawlers.readable import Unreadable

_TWICE: Final = re.compile("[\u00c2-\u00ef][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2018-\u203a\u20ac\u2122]")
"""UTF-8 that was read as Latin-1 or Windows-1252 on its way: â€™ for an apostrophe, Ã© for é."""
_LOST: Final = "\ufffd"
_MOST_LOST: Final = 0.001
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def private_use_characters(text: str) -> tuple[str, ...]:
    """A problem, if the text has characters of the publisher's own that other fonts do not show."""
    found = sorted({f"U+{ord(character):04X}" for character in _PRIVATE.findall(text)})
    return (f"characters that only the publisher's font shows: {', '.join(found)}",) if found else ()


def refuse_garbled(text: str) -> None:
    """Raises Unreadable where the text was decoded wrongly before it came here, or has lost its characters."""
    foreign = len(text.encode(errors="replace")) - len(text)
    if foreign and 8 * len(_TWICE.findall(text)) > foreign:
        raise Unreadable("the text is garbled: UTF-8 was read in another encoding on its way; fetch it again")
    if text.count(_LOST) > _MOST_LOST * len(text):
        raise Unreadable("characters were lost (U+FFFD): fetch it again and read it in its own encoding")
