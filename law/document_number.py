"""Document numbers: 国发〔2016〕55号, 法释(2011)17号, 国务院令第711号, 華總一義字第09900125121號.

The form is that of 《党政机关公文处理工作条例》: the issuing body's short name, the year in 〔〕, a serial number that
begins with no zero. Orders carry 令第…号, Taiwan's documents 字第…號.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from law.numerals import NUMERAL_CHARS, NotANumeral, parse_numeral

_G: Final = r"[ \t\u3000]{0,2}"
_TAIL: Final = re.compile(
    rf"{_G}[〔［\[（(【]{_G}(?P<year>(?:19|20)[0-9]{{2}}){_G}[〕］\]）)】]{_G}(?:第{_G})?(?P<serial>[0-9]{{1,5}}){_G}[号號]"
    rf"|令{_G}[（(]?第{_G}(?P<order>[{NUMERAL_CHARS}]{{1,8}}){_G}[号號][）)]?"
    rf"|字{_G}第{_G}(?P<word>[0-9]{{2,12}}[A-Z]?){_G}[號号]"
)
_ISSUER: Final = re.compile(r"[\u3400-\u9fff]{1,20}$")
_TAIWAN_ISSUER: Final = re.compile(r"(?:[\u3400-\u9fff]|[（(][0-9一二三四五六七八九十]{1,3}[）)]){1,16}$")
_LEADING_WORDS: Final = re.compile(r"\A.*(?:根据|依据|依照|按照|以及|执行|印发|发布的|见|日(?!本))(?=.)")
_WINDOW: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNumber:
    """A document number in a text, with its span and its one written form."""

    start: int
    end: int
    number: str


def find_document_numbers(text: str) -> Iterator[FoundNumber]:
    """Every document number in a text, in order. Linear."""
    for match in _TAIL.finditer(text):
        low = max(0, match.start() - _WINDOW)
        issuer = _issuer(text[low : match.start()], taiwan=match["word"] is not None)
        number = _written(issuer, match) if issuer else None
        if number:
            yield FoundNumber(start=match.start() - len(issuer), end=match.end(), number=number)


def whole_document_number(text: str) -> str | None:
    """The document number that makes up the whole text, in its one written form; None for any other text."""
    stripped = text.strip()
    for found in find_document_numbers(stripped):
        if found.start == 0 and found.end == len(stripped):
            return found.number
    return None


def _issuer(window: str, *, taiwan: bool) -> str:
    match = (_TAIWAN_ISSUER if taiwan else _ISSUER).search(window)
    return _LEADING_WORDS.sub("", match[0]) if match else ""


def _written(issuer: str, match: re.Match[str]) -> str | None:
    if match["year"]:
        return f"{issuer}〔{match['year']}〕{int(match['serial'])}号"
    if match["word"]:
        return f"{unicodedata.normalize('NFKC', issuer)}字第{match['word']}號"
    try:
        return f"{issuer}令第{parse_numeral(match['order'])}号"
    except NotANumeral:
        return None
