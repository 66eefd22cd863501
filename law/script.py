"""Folding of script, width and punctuation for matching, with offsets back to the published text.

Nothing here is stored or shown: the text stays as published, and a match in the folded text is mapped back to it.

What is folded, character by character (so that offsets hold):
- Unicode NFKC and case folding; Latin accents, variation selectors and other invisible characters are dropped;
- Traditional to Simplified by OpenCC's character table, and the variants in `law.folding_table` (`exact_script=True`
  leaves the script as it is and does the rest);
- brackets 〔〕［］【】 to ( ), quotes 「」“” to ", 『』‘’ to ', dashes to -, ○ to 〇.

White space: a run next to a Chinese or Japanese character or punctuation mark vanishes (总 则 is 总则, 第 13 条 is
第13条, also across line breaks); any other run is one space; none is left at either end.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from law.folding_table import FoldingTable
from law.numerals import NUMERAL_CHARS, NotANumeral, parse_numeral
from law.script_choice import script_of, to_simplified, to_traditional

__all__ = [
    "CJK",
    "Folded",
    "fold",
    "fold_numerals",
    "fold_text",
    "has_cjk",
    "script_of",
    "to_simplified",
    "to_traditional",
]

CJK: Final = (
    "\u3001-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # marks, kana, Han
)
"""Characters beside which white space carries no meaning, ready for a regular expression's character class."""
_IS_CJK: Final = re.compile(f"[{CJK}]")
_SPACE_RUN: Final = re.compile(r" {2,}")
_IDLE_SPACE: Final = re.compile(rf"(?<=[{CJK}]) | (?=[{CJK}])")
_TABLES: Final = {False: FoldingTable(exact_script=False), True: FoldingTable(exact_script=True)}
_ORDINAL: Final = re.compile(
    rf"第([{NUMERAL_CHARS}]{{1,20}})(?:-([0-9]{{1,4}}))?([条章节编款项目号])(?:[之の]([{NUMERAL_CHARS}]{{1,8}}))?"
    rf"|([{NUMERAL_CHARS}]{{1,12}})([年月日])"
)


def has_cjk(text: str) -> bool:
    """Whether any character of the text is Chinese or Japanese, or a mark of theirs."""
    return _IS_CJK.search(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A text folded for matching, and the text it came from."""

    text: str
    published: str
    exact_script: bool = False

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the published text behind `text[start:end]`, with the accents and marks that were dropped.

        Raises `IndexError` when the span lies outside `text`.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}:{end} is outside the folded text of {len(self.text)} characters")
        starts, ends = _offsets(self.published, exact_script=self.exact_script)
        if start < end:
            return starts[start], ends[end - 1]
        point = starts[start] if start < len(starts) else len(self.published)
        return point, point


def fold_text(text: str, *, exact_script: bool = False) -> str:
    """The text as it is compared; see the module's description. Linear in the length."""
    mapped = text.translate(_TABLES[exact_script])
    if " " not in mapped:
        return mapped
    mapped = _SPACE_RUN.sub(" ", mapped)
    return _IDLE_SPACE.sub("", mapped).strip(" ")


def fold(text: str, *, exact_script: bool = False) -> Folded:
    """`fold_text` with the way back to the published text. `exact_script` keeps Traditional apart from Simplified."""
    return Folded(text=fold_text(text, exact_script=exact_script), published=text, exact_script=exact_script)


def fold_numerals(text: str, *, exact_script: bool = False) -> str:
    """`fold_text`, and the numerals of provisions and dates as digits: 第十三條 and 第 13 条 become 第13条.

    第15-1條, 第15條之1 and 第十五条之一 become 第15条之1; 二〇二一年十一月 becomes 2021年11月. Other numerals stay.
    """
    return _ORDINAL.sub(_as_digits, fold_text(text, exact_script=exact_script))


def _as_digits(match: re.Match[str]) -> str:
    number, dashed, unit, branch, amount, measure = match.groups()
    try:
        if measure:
            return f"{_value(amount)}{measure}"
        branch = dashed or branch
        tail = f"之{_value(branch)}" if branch else ""
        return f"第{_value(number)}{unit}{tail}"
    except NotANumeral:
        return match[0]


@lru_cache(maxsize=8192)
def _value(numeral: str) -> int:
    return parse_numeral(numeral)


@lru_cache(maxsize=32)
def _offsets(published: str, *, exact_script: bool) -> tuple[list[int], list[int]]:
    """For every character of the folded text, where its origin starts and ends in the published text."""
    table = _TABLES[exact_script]
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for position, char in enumerate(published):
        piece = table[ord(char)]
        if not piece and ends:
            ends[-1] = position + 1
        for folded in piece:
            _push(folded, position, chars, starts, ends)
    _drop_last_space(chars, starts, ends)
    return starts, ends


def _push(char: str, position: int, chars: list[str], starts: list[int], ends: list[int]) -> None:
    """Append one folded character, keeping the rule for white space."""
    if char == " " and (not chars or chars[-1] == " " or _IS_CJK.match(chars[-1])):
        if chars and chars[-1] == " ":
            ends[-1] = position + 1
        return
    if _IS_CJK.match(char):
        _drop_last_space(chars, starts, ends)
    chars.append(char)
    starts.append(position)
    ends.append(position + 1)


def _drop_last_space(chars: list[str], starts: list[int], ends: list[int]) -> None:
    if chars and chars[-1] == " ":
        for column in (chars, starts, ends):
            column.pop()
