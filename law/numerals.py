"""Chinese and Arabic numerals as statutes, gazettes and citations write them.

The system is that of GB/T 15835 and the financial forms of 《正确填写票据和结算凭证的基本规定》; Taiwan's short forms
(一百十年) and the old contractions 廿, 卅 and 卌 are read too.
"""

import re
import unicodedata
from typing import Final

DIGITS: Final[dict[str, int]] = (
    {char: value for value, char in enumerate("〇一二三四五六七八九")}
    | {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
    | {char: value for value, char in enumerate("零壹貳參肆伍陸柒捌玖")}
    | {"○": 0, "◯": 0, "O": 0, "o": 0, "两": 2, "兩": 2, "弐": 2, "叄": 3, "参": 3, "弍": 2, "弌": 1}
    | {str(value): value for value in range(10)}
)
_UNITS: Final[dict[str, str]] = {"拾": "十", "佰": "百", "仟": "千", "萬": "万", "億": "亿"}
_TENS: Final[dict[str, str]] = {"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"}
_SECTION: Final = r"(?:([1-9])?千)?0?(?:([1-9])?百)?0?(?:([1-9])?十)?0?([1-9])?"
_ADDITIVE: Final = re.compile(r"(?:(?P<e>[0-9十百千]+)亿)?0?(?:(?P<w>[0-9十百千]+)万)?0?(?P<r>[0-9十百千]*)")
_ONE_SECTION: Final = re.compile(_SECTION)
_LONGEST: Final = 40

NUMERAL_CHARS: Final = (
    "0-9０-９〇零○◯Ｏ一二三四五六七八九十百千万萬亿億两兩廿卄卅卌壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟"  # for use in [...]
)
"""The characters a numeral may hold, ready for a regular expression's character class."""


class NotANumeral(ValueError):
    """The text is not one whole numeral; nothing is guessed."""


def parse_numeral(text: str) -> int:
    """The value of one numeral, e.g. 一百零三, 廿一, 二〇二三, １０３, 103, 壹佰零叁.

    Spaces within the numeral are passed over. Raises `NotANumeral` for anything else, also for the empty text.
    """
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    if not compact or len(compact) > _LONGEST:
        raise NotANumeral(f"not a numeral: {text[:_LONGEST]!r}")
    if compact.isascii() and compact.isdigit():
        return int(compact)
    return _chinese_value(compact, text)


def _chinese_value(compact: str, text: str) -> int:
    plain = _plain_form(compact)
    if plain is None:
        raise NotANumeral(f"not a numeral: {text!r}")
    if plain.isdigit():
        return int(plain)
    match = _ADDITIVE.fullmatch(plain)
    values = [_section_value(match[name]) for name in ("e", "w", "r")] if match else [None]
    if None in values:
        raise NotANumeral(f"not a numeral: {text!r}")
    high, middle, low = (value or 0 for value in values)
    return high * 100_000_000 + middle * 10_000 + low


def _plain_form(compact: str) -> str | None:
    """ASCII digits with the units 十百千万亿, or None when another character occurs."""
    parts = []
    for char in compact:
        spelled = _TENS.get(char, _UNITS.get(char, char))
        if all(unit in "十百千万亿" for unit in spelled):
            parts.append(spelled)
        elif all(part in DIGITS or part == "十" for part in spelled):
            parts.append("".join(part if part == "十" else str(DIGITS[part]) for part in spelled))
        else:
            return None
    return "".join(parts)


def _section_value(section: str | None) -> int | None:
    """The value of up to 千; 0 for an absent section, None for one that is not well formed."""
    if not section:
        return 0
    match = _ONE_SECTION.fullmatch(section)
    if match is None:
        return None
    thousands, hundreds, tens, ones = match.groups()
    total = int(ones or 0)
    for unit, value, digit in (("千", 1000, thousands), ("百", 100, hundreds), ("十", 10, tens)):
        total += value * int(digit or 1) if unit in section else 0
    return total


def chinese_numeral(n: int) -> str:
    """The numeral of an article or chapter, e.g. 十, 十一, 一百零三, 一千二百六十.

    Raises `ValueError` below 0 and from 一亿.
    """
    if not 0 <= n < 100_000_000:
        raise ValueError(f"no numeral is written for {n}: give a number from 0 to 99,999,999")
    if n == 0:
        return "零"
    high, low = divmod(n, 10_000)
    gap = "零" if high and 0 < low < 1000 else ""
    text = (_written_section(high) + "万" if high else "") + gap + _written_section(low)
    return text.removeprefix("一") if text.startswith("一十") else text


def _written_section(n: int) -> str:
    """1 to 9999 with 零 between separated places; the empty text for 0."""
    text, gap = "", False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = n // value % 10
        if digit:
            text += ("零" if gap and text else "") + "〇一二三四五六七八九"[digit] + unit
        gap = not digit
    return text


def positional_numeral(n: int) -> str:
    """Digit by digit as years are written: 2023 is 二〇二三."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(n))
