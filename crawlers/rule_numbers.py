"""Rulebooks in English: numbers of several parts (1.2.3, COB 3.2.1, A1.1.2(a)) that begin a line or a heading.

A number on a line of its own, or before the words of the rule. Text that goes on with a figure (1.5 per cent of …)
begins no rule.
"""

import re
from typing import Final

_PART: Final = r"[0-9]{1,4}[A-Z]{0,2}"
_BRACKETS: Final = r"(?:\.?\([0-9A-Za-z]{1,5}\))"
_BOOK: Final = r"(?:[A-Z][A-Z-]{1,9}\s)?[A-Z]{0,5}"
_ENDS: Final = r"[.:]?(?=[\s\u2012-\u2015]|$)[\s:\u2012-\u2015-]{0,9}"
_RULE: Final = re.compile(rf"(?P<label>{_BOOK}{_PART}(?:\.{_PART}){{1,6}}{_BRACKETS}{{0,5}}){_ENDS}(?P<rest>.*)")
_MARKED_RULE: Final = re.compile(
    rf"(?P<label>(?:(?:rule|guidance|regulation|paragraph|para)\s)?{_BOOK}{_PART}(?:\.{_PART}){{0,6}}{_BRACKETS}{{0,5}}"
    rf"|\([0-9A-Za-z]{{1,5}}\)){_ENDS}(?P<rest>.*)",
    re.IGNORECASE,
)
_HAN: Final = re.compile("[\u3400-\u9fff]")
_NO_LETTER_OR_DIGIT: Final = re.compile("[^0-9a-z]+")
_LONGEST_LABEL: Final = 40
_LONGEST_CAPTION: Final = 120


def split_rule(line: str, *, marked: bool = False) -> tuple[str, str] | None:
    """The number that begins a rule, and the words after it; None for any other line.

    ``marked`` is for headings that are marked as such: there a number of one part is enough.
    """
    match = (_MARKED_RULE if marked else _RULE).fullmatch(line)
    if match is None or _HAN.search(line):
        return None
    label, rest = match["label"], match["rest"].strip()
    if not marked and rest[:1].islower() and "(" not in label and label.count(".") < 2:
        return None
    return " ".join(label.split()), rest


def extends(label: str, further: str) -> bool:
    """Whether a number lies within another: 1.1.1 and 1.1(a) in 1.1."""
    return further.startswith(label) and further[len(label) : len(label) + 1] in {".", "("}


def is_caption(words: str) -> bool:
    """Whether the words after a number are its heading rather than the rule itself."""
    return 0 < len(words) <= _LONGEST_CAPTION and words[-1] not in ".;:,\u2014-" and not words[0].islower()


def label_of_heading(words: str) -> str | None:
    """The whole heading as a label, where it is short and has a number (Guidance 3): what its text is cited by."""
    short = len(words) <= _LONGEST_LABEL and any(map(str.isdigit, words))
    return words if short and not _HAN.search(words) else None


def rule_id(label: str) -> str:
    """``para_1-2-3-a`` for 1.2.3(a): letters and digits of the number, in small letters."""
    return f"para_{_NO_LETTER_OR_DIGIT.sub('-', label.casefold()).strip('-')}"
