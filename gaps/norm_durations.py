"""How long a time limit is, as its words give it; None where they name a date or nothing that can be counted."""

import re
from typing import Final

from gaps.norm_records import Duration
from gaps.requirement import Language
from law.numerals import NotANumeral, parse_numeral

_NUMBERS_EN: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_AMOUNT_ZH: Final = re.compile("([〇一二三四五六七八九十百两0-9]{1,5})个?(工作日|日|天|小时|个月|月|年)")
_AMOUNT_EN: Final = re.compile(
    rf"\b([0-9]{{1,4}}|{'|'.join(_NUMBERS_EN)}) (?:(working|business) |[a-z]{{1,12}} )?(day|hour|month|week|year)s?\b"
)
_YEAR: Final = 12
_UNITS_ZH: Final = {
    "工作日": "working_day", "日": "day", "天": "day", "小时": "hour", "个月": "month", "月": "month", "年": "year",
}  # fmt: skip
_DAYS: Final = {"hour": (1 / 24, 1 / 24), "day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}
"""How many days at least and at most; working days depend on the calendar, and are compared with no others."""


def may_be_as_long(one: Duration, other: Duration) -> bool:
    """Whether two lengths may be the same: 24 months and two years are, 60 days may be two months."""
    return not (_certainly_longer(one, other) or _certainly_longer(other, one)) and _comparable(one, other)


def certainly_no_shorter(one: Duration, other: Duration) -> bool:
    """Whether the one is at least as long as the other, whatever the calendar says."""
    if one.unit == other.unit:
        return one.amount >= other.amount
    return _comparable(one, other) and _days(one)[0] >= _days(other)[1]


def _certainly_longer(one: Duration, other: Duration) -> bool:
    return certainly_no_shorter(one, other) and not certainly_no_shorter(other, one)


def _comparable(one: Duration, other: Duration) -> bool:
    return one.unit == other.unit or (one.unit in _DAYS and other.unit in _DAYS)


def _days(length: Duration) -> tuple[float, float]:
    if length.unit == "month" and length.amount % _YEAR == 0:
        return _days(Duration(amount=length.amount // _YEAR, unit="year"))
    least, most = _DAYS[length.unit]
    return length.amount * least, length.amount * most


def duration_in(words: str, language: Language) -> Duration | None:
    """The length of time in the folded words of a limit."""
    if language == "zh":
        found = _AMOUNT_ZH.search(words)
        return _duration(found[1], _UNITS_ZH[found[2]]) if found and not words.endswith("日前") else None
    match = _AMOUNT_EN.search(words)
    if match is None:
        return None
    unit = "working_day" if match[2] else match[3]
    return _duration(match[1], unit)


def _duration(number: str, unit: str) -> Duration | None:
    if number in _NUMBERS_EN:
        return Duration(amount=_NUMBERS_EN[number], unit=unit)
    try:
        return Duration(amount=parse_numeral(number.replace("两", "二")), unit=unit)
    except NotANumeral:
        return None
