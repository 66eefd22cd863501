"""Which script a Chinese text is in, and the other script's wording of it, by OpenCC."""

from functools import cache
from typing import Final, Literal

import opencc

Script = Literal["zh-Hans", "zh-Hant"]
Region = Literal["tw", "hk"]

_CLEAR_MAJORITY: Final = 4
_LONGEST_LOOK: Final = 20_000
_TO_TRADITIONAL: Final = {None: "s2t", "tw": "s2twp", "hk": "s2hkp"}
_TO_SIMPLIFIED: Final = {None: "t2s", "tw": "tw2sp", "hk": "hk2sp"}


def script_of(text: str) -> Script | None:
    """The script, by the characters that exist in only one of the two; None when there are none or both are common.

    Kana mark Japanese: None. Looks at the first 20,000 characters.
    """
    seen = text[:_LONGEST_LOOK]
    simplified_only, traditional_only = _telling_characters()
    if any("\u3041" <= char <= "\u30fa" for char in seen):
        return None
    simplified = sum(char in simplified_only for char in seen)
    traditional = sum(char in traditional_only for char in seen)
    if simplified > _CLEAR_MAJORITY * traditional:
        return "zh-Hans"
    return "zh-Hant" if traditional > _CLEAR_MAJORITY * simplified else None


def to_traditional(text: str, *, region: Region | None = None) -> str:
    """The text in Traditional characters, by phrases; with a region also its words (信息 is 資訊 in "tw")."""
    return str(_converter(_TO_TRADITIONAL[region]).convert(_encodable(text)))


def to_simplified(text: str, *, region: Region | None = None) -> str:
    """The text in Simplified characters, by phrases; with a region its words become the mainland's."""
    return str(_converter(_TO_SIMPLIFIED[region]).convert(_encodable(text)))


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def _encodable(text: str) -> str:
    """Lone surrogates, which OpenCC refuses, become U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@cache
def _telling_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters of GB 2312 that Big5 lacks and that have a Traditional form, and the reverse."""
    common = [chr(code) for code in range(0x4E00, 0x9FA6)]
    as_traditional = _converter("s2t").convert("\n".join(common)).split("\n")
    as_simplified = _converter("t2s").convert("\n".join(common)).split("\n")
    rows = list(zip(common, as_traditional, as_simplified, strict=True))
    simplified = {a for a, b, _ in rows if a != b and _in_set(a, "gb2312") and not _in_set(a, "big5")}
    traditional = {a for a, _, b in rows if a != b and _in_set(a, "big5") and not _in_set(a, "gb2312")}
    return frozenset(simplified), frozenset(traditional)


def _in_set(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
