"""Roman numerals up to 399, as parts, chapters and annexes carry them."""

import re
from typing import Final

_ROMAN: Final = re.compile(r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def roman_value(text: str) -> int | None:
    """The value of a lower-case Roman numeral; None for other text and for the single letters l and c."""
    if text in {"l", "c"} or not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[char] for char in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
