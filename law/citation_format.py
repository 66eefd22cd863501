"""Writing a citation as a lawyer pastes it.

Mainland style follows 立法技术规范 (第十三条第一款第（二）项), Taiwan's the usage of its courts and ministries
(第6條第1項第2款), English the OSCOLA manner without full stops (art 13(1)(b), s 13(2)).
"""

import re
from datetime import date
from typing import Final

from law.cited import Number
from law.numbering import provision_id
from law.numerals import chinese_numeral

_LETTERED: Final = re.compile(r"\b[0-9]+[A-Za-z]{1,3}\b")
_ENGLISH_UNITS: Final = {"art": "art", "sec": "s", "recital": "recital", "annex": "annex", "schedule": "sch"}
_LEVELS: Final = ("para", "item", "point", "subpoint")
_MAINLAND: Final = {"para": "第{}款", "item": "第（{}）项", "point": "第{}目"}
_TAIWAN: Final = {"para": "第{}項", "item": "第{}款", "point": "第{}目"}
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def format_citation(
    *,
    title: str,
    label: str,
    language: str,
    version_day: date | None = None,
    paragraph: Number | None = None,
    item: Number | None = None,
    point: Number | None = None,
) -> str:
    """《个人信息保护法》第十三条第一款第（二）项 or "Personal Information Protection Law, art 13(1)(2)".

    `label` is the article's printed label in either language, `language` zh-Hans, zh-Hant or any other for English.
    `version_day` is the day of the version quoted: （2021年8月20日文本） or (version of 20 August 2021).
    Raises `law.numbering.UnknownLabel`.
    """
    numbers = zip(_LEVELS, (paragraph, item, point), strict=False)
    place = "__".join([provision_id(label), *(f"{level}_{number}" for level, number in numbers if number is not None)])
    written = label_of(place, language)
    if language.startswith("zh"):
        day = f"（{version_day.year}年{version_day.month}月{version_day.day}日文本）" if version_day else ""
        return f"《{title.strip('《》')}》{written}{day}"
    return f"{title}, {_as_printed(written, label)}{_english_day(version_day)}"


def _as_printed(written: str, label: str) -> str:
    """With the letters of the number as the label has them: Section 50B is s 50B, Article 6a is art 6a."""
    printed = _LETTERED.search(label)
    return written if printed is None else written.replace(printed[0].casefold(), printed[0], 1)


def label_of(place: str, language: str) -> str:
    """An identifier as printed: art_13__para_1 is 第十三条第一款, 第13條第1項 in zh-Hant, art 13(1) in English."""
    first, *inner = place.split("__")
    unit, _, number = first.partition("_")
    parts = [part.partition("_")[::2] for part in inner]
    if not language.startswith("zh"):
        return f"{_ENGLISH_UNITS.get(unit, unit)} {number}".strip() + "".join(f"({value})" for _, value in parts)
    taiwan = language == "zh-Hant"
    words = _TAIWAN if taiwan else _MAINLAND
    article = _article(number, taiwan=taiwan) if unit == "art" else _other_unit(unit, number)
    return article + "".join(
        words[level].format(_number(value, taiwan=taiwan)) if level in words else f"({value})" for level, value in parts
    )


def _article(number: str, *, taiwan: bool) -> str:
    if taiwan:
        return f"第{number}條"
    whole, _, branch = number.partition("-")
    return f"第{_number(whole, taiwan=False)}条" + (f"之{_number(branch, taiwan=False)}" if branch else "")


def _other_unit(unit: str, number: str) -> str:
    """A section or recital keeps its English name in Chinese text too: there is no agreed word for it."""
    return f"{_ENGLISH_UNITS.get(unit, unit)} {number}".strip()


def _number(value: str, *, taiwan: bool) -> str:
    return value if taiwan or not value.isdecimal() else chinese_numeral(int(value))


def _english_day(day: date | None) -> str:
    return f" (version of {day.day} {_MONTHS[day.month - 1]} {day.year})" if day else ""
