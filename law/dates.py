"""Dates as statutes, gazettes and source feeds print them: Gregorian, 民國 and Japanese eras; never guessed.

A year alone or a year and month is not a date. 11/1/2021 is not read, because its order is unknown. The Republic of
China's year 1 is 1912; the first year of every era may be written 元年.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from law.numerals import NotANumeral, parse_numeral

SENTINELS: Final = frozenset({date(9999, 12, 31), date(2999, 1, 1), date(2999, 12, 31)})
"""Dates by which sources mean "no date is known" or "no end"; they are read as None."""

_ERAS: Final[dict[str, int]] = {
    "民國": 1911, "民国": 1911, "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018,
}  # fmt: skip
"""For each era, the Gregorian year before its first."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_DIGIT: Final = "0-9０-９〇零○◯ＯO一二三四五六七八九"
_NUMERAL: Final = _DIGIT + "十百千廿卅"
_GAP: Final = r"[\s\u3000]{0,3}"
_SMALL: Final = rf"[{_NUMERAL}](?:{_GAP}[{_NUMERAL}]){{0,3}}"
_ERA_YEAR: Final = rf"[{_NUMERAL}](?:{_GAP}[{_NUMERAL}]){{0,5}}"
_MONTH_AND_DAY: Final = rf"{_GAP}年{_GAP}({_SMALL}){_GAP}月{_GAP}({_SMALL}){_GAP}[日号號]"
_CHINESE: Final = (
    rf"(?<![{_NUMERAL}])(?:(民{_GAP}[國国]|明治|大正|昭和|平成|令和){_GAP}(元|{_ERA_YEAR})"
    rf"|([{_DIGIT}](?:{_GAP}[{_DIGIT}]){{3}}|[一二]千{_GAP}[{_NUMERAL}](?:{_GAP}[{_NUMERAL}]){{0,5}})){_MONTH_AND_DAY}"
)
_D: Final = "[0-9０-９]"
_ISO: Final = (
    rf"(?<![0-9０-９.])({_D}{{4}})(?:([-－/.／．])({_D}{{1,2}})\7({_D}{{1,2}})|(?:(?<=[12][0-9]{{3}})|(?<=9999))([01]{_D})([0-3]{_D}))"
    r"(?![0-9.]?[0-9０-９])"
)
_ENGLISH: Final = (
    rf"\b(?:([0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s{{1,3}}day\s{{1,3}}of)?[\s-]{{1,3}}({_MONTH_NAMES})\.?,?[\s-]{{1,3}}([0-9]{{4}})"
    rf"|({_MONTH_NAMES})\.?\s{{1,3}}([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}([0-9]{{4}}))\b"
)
_DATE: Final = re.compile(f"{_CHINESE}|{_ISO}|{_ENGLISH}", re.IGNORECASE)
_EIGHT_DIGITS: Final = re.compile(r"[0-9]{8}")
"""In running text eight digits that are no date are an amount; alone they are a date gone wrong."""


class UnreadableDate(ValueError):
    """The text holds something that looks like a date but yields none; the source's wording is to be reported."""


class ImpossibleDate(UnreadableDate):
    """No calendar has this day, e.g. 2023年13月45日."""


class SeveralDates(UnreadableDate):
    """More than one day is named where one was asked for; use `find_dates`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text: where it stands, and the day; None for an impossible day and for the `SENTINELS`."""

    start: int
    end: int
    day: date | None
    possible: bool = True


def parse_date(text: str) -> date | None:
    """The one date in a text, which may stand among other words; None when there is none or only a sentinel.

    Raises `ImpossibleDate` for a day that no calendar has and `SeveralDates` when different days are named.
    """
    found = find_dates(text)
    compact = text.strip()
    if any(not each.possible for each in found) or (not found and _EIGHT_DIGITS.fullmatch(compact)):
        raise ImpossibleDate(f"no calendar has the date in {text[:80]!r}; report it and leave the date unknown")
    days = {each.day for each in found}
    if len(days) > 1:
        raise SeveralDates(f"{len(days)} different dates in {text[:80]!r}; read them with find_dates")
    return next(iter(days), None)


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in a text, in order, with offsets; line breaks and spaces within numbers are passed over. Linear."""
    return tuple(_found_dates(text))


def _found_dates(text: str) -> Iterator[FoundDate]:
    for match in _DATE.finditer(text):
        try:
            day = date(*_parts(match))
        except (NotANumeral, ValueError):
            if _EIGHT_DIGITS.fullmatch(match[0]):
                continue
            yield FoundDate(start=match.start(), end=match.end(), day=None, possible=False)
        else:
            yield FoundDate(start=match.start(), end=match.end(), day=None if day in SENTINELS else day)


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day as numbers, from whichever form matched."""
    era, era_year, year, month, day, iso_year, _, iso_month, iso_day, plain_month, plain_day, *english = match.groups()
    if iso_year:
        return int(iso_year), int(iso_month or plain_month), int(iso_day or plain_day)
    if month:
        return _year(era, era_year, year), parse_numeral(month), parse_numeral(day)
    day_first, name, year_last, name_first, day_last, year_after = english
    ordinal = _MONTHS.index((name or name_first)[:3].casefold()) + 1
    return int(year_last or year_after), ordinal, int(day_first or day_last)


def _year(era: str | None, era_year: str | None, year: str | None) -> int:
    if era is None or era_year is None:
        return parse_numeral(year or "")
    number = 1 if era_year == "元" else parse_numeral(era_year)
    return _ERAS["".join(era.split())] + number
