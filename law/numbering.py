"""From the label of a provision, as printed, to its stable identifier.

Identifiers follow the Akoma Ntoso naming convention for `eId` (OASIS, Akoma Ntoso Naming Convention 1.0, section 5.4):
`<element>_<number>`, parents joined with `__`, a branch number joined with `-`. Articles are numbered through the whole
instrument, so an article's id carries no parent, except inside an annex, which starts again at one.
"""

import re
import unicodedata
from typing import Final

from law.heading import article_label, split_heading
from law.numerals import NUMERAL_CHARS, NotANumeral, parse_numeral
from law.roman import roman_value

__all__ = ["UnknownLabel", "article_label", "article_order", "provision_id", "split_heading"]

CHINESE_UNITS: Final[dict[str, str]] = {
    "编": "part", "編": "part", "篇": "part", "部分": "part", "分编": "subpart", "分編": "subpart",
    "章": "chp", "节": "sec", "節": "sec", "条": "art", "條": "art", "款": "para",
    "项": "item", "項": "item", "号": "item", "號": "item", "目": "point",
}  # fmt: skip
"""The unit words of Chinese and Japanese statutes; 款, 項 and 目 also depend on what holds them."""

ENGLISH_UNITS: Final[dict[str, str]] = {
    "article": "art", "articles": "art", "art": "art", "arts": "art",
    "section": "sec", "sections": "sec", "sec": "sec", "secs": "sec", "s": "sec", "ss": "sec", "§": "sec", "§§": "sec",
    "part": "part", "subpart": "subpart", "pt": "part", "chapter": "chp", "ch": "chp", "subchapter": "subchp",
    "title": "title", "subtitle": "subtitle", "book": "book", "division": "division", "subdivision": "subdivision",
    "subsection": "subsec", "recital": "recital", "rec": "recital", "regulation": "reg", "reg": "reg", "rule": "rule",
    "paragraph": "para", "para": "para", "subparagraph": "subpara", "clause": "clause", "point": "point",
    "item": "item", "annex": "annex", "appendix": "appendix", "schedule": "schedule", "sch": "schedule",
}  # fmt: skip
"""English unit words and the abbreviations lawyers use for them."""

_N: Final = NUMERAL_CHARS
_CHINESE: Final = re.compile(
    rf"第([{_N}]{{1,20}})((?:-[0-9]{{1,4}}){{0,3}})(分[编編]|部分|[编編篇章节節条條款项項号號目])"
    rf"((?:[之の][{_N}]{{1,8}}){{0,3}})"
)
_LETTERED: Final = re.compile(r"第([0-9]{1,4}[A-Z]{1,3})條")
"""Hong Kong's sections that were inserted later: 第33A條 is section 33A."""
_ANNEX: Final = re.compile(rf"附[件录錄表](?:之|第)?([{_N}]{{0,8}})")
_ENGLISH: Final = re.compile(
    r"([a-z]{1,12}|§{1,2})\.? {0,3}(?:no\.? {0,2})?\(?([0-9a-z]{1,12}(?:[.-][0-9a-z]{1,8}){0,5})\)?\.?"
)
_SUPPLEMENT: Final = "附則"
"""Japanese acts of amendment each add their own supplementary provisions, whose articles start again at one."""
_BARE_ENGLISH: Final = re.compile(r"(annex|schedule|appendix|preamble|conclusions)")
_PREAMBLES: Final = frozenset({"序言", "前言", "序文", "preamble"})
_ROMAN_UNITS: Final = frozenset({"part", "chp", "title", "annex", "book", "sec", "schedule", "subchp"})
_RESTARTING: Final = ("annex", "schedule", "appendix", "suppl")
_ORDER: Final = re.compile(r"([0-9]+)(?:-([0-9]+)|([a-z]{1,3}))?")


class UnknownLabel(ValueError):
    """The label names no kind of provision that is known; write its unit into `law.numbering` if it is real."""


def provision_id(label: str, parent: str | None = None) -> str:
    """The identifier for a label: 第十条之一 is `art_10-1`, 第一节 in `chp_3` is `chp_3__sec_1`, § 552 is `sec_552`.

    `parent` is the identifier of the provision that holds it. Below an article the reading of 款, 項 and 目 follows the
    parent: 款 is a paragraph in an article and an item in a paragraph (Taiwan's order is 條項款目).
    Raises `UnknownLabel`.
    """
    unit, number = _unit_and_number(label, parent)
    local = f"{unit}_{number}" if number else unit
    if not parent or (unit in {"art", "recital"} and not parent.startswith(_RESTARTING)):
        return local
    return f"{parent}__{local}"


def _unit_and_number(label: str, parent: str | None) -> tuple[str, str]:
    compact = "".join(unicodedata.normalize("NFKC", label).split())
    if compact in _PREAMBLES:
        return "preamble", ""
    if compact == _SUPPLEMENT:
        return "suppl", ""
    chinese = _CHINESE.fullmatch(compact)
    if chinese:
        return _unit_in(chinese[3], parent), _chinese_number(chinese)
    lettered = _LETTERED.fullmatch(compact)
    if lettered:
        return "art", lettered[1].lower()
    annex = _ANNEX.fullmatch(compact)
    if annex:
        return "annex", _numeral_in(annex[1], label) if annex[1] else ""
    return _english_unit_and_number(label)


def _english_unit_and_number(label: str) -> tuple[str, str]:
    spaced = " ".join(unicodedata.normalize("NFKC", label).replace("\u2013", "-").casefold().split())
    if _BARE_ENGLISH.fullmatch(spaced):
        return spaced, ""
    match = _ENGLISH.fullmatch(spaced)
    if match is None or match[1] not in ENGLISH_UNITS:
        raise UnknownLabel(f"no kind of provision is known for the label {label[:60]!r}")
    unit = ENGLISH_UNITS[match[1]]
    number = match[2].replace(".", "-")
    return unit, str(roman_value(number) or number) if unit in _ROMAN_UNITS else number


def _chinese_number(match: re.Match[str]) -> str:
    number, dashed, _, branches = match.groups()
    parts = [_numeral_in(number, match[0]), *dashed.split("-")[1:]]
    parts += [_numeral_in(part, match[0]) for part in re.split("[之の]", branches) if part]
    return "-".join(parts)


def _numeral_in(number: str, label: str) -> str:
    try:
        return str(parse_numeral(number))
    except NotANumeral as error:
        raise UnknownLabel(f"the number in the label {label[:60]!r} cannot be read") from error


def _unit_in(word: str, parent: str | None) -> str:
    """The element for a unit word; 款, 項 and 目 above the articles are headings of Taiwan's and Japan's codes."""
    unit = CHINESE_UNITS[word]
    last = (parent or "").rsplit("__", 1)[-1].split("_", 1)[0]
    if word in {"款", "目"} and last in {"part", "chp", "sec", "subsec"}:
        return "subsec" if word == "款" else "subsubsec"
    if word == "款" and last == "para":
        return "item"
    return "para" if word == "項" and last == "art" else unit


def article_order(label: str) -> tuple[int, int]:
    """A sort key: 第十条 is (10, 0), 第十条之一 is (10, 1), section 13A is (13, 1), 13AA is (13, 27).

    Takes a label or an identifier such as `art_10-1`. Raises `UnknownLabel`.
    """
    identifier = label if re.match(r"[a-z]+_[0-9]", label) else provision_id(label)
    match = _ORDER.match(identifier.rsplit("_", 1)[-1])
    if match is None:
        raise UnknownLabel(f"the label {label[:60]!r} carries no number to sort by")
    letters = 0
    for letter in match[3] or "":
        letters = letters * 26 + ord(letter) - ord("a") + 1
    return int(match[1]), int(match[2] or 0) or letters
