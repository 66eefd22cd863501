"""Citations of articles and sections in English: GDPR Art 17(1)(b), DPA 2018 s 13(2), 5 U.S.C. 552(b)(6).

The first bracket is read as the paragraph (or subsection), the second as the item, and so on inwards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from law.cited import Citation, Number
from law.english_title import TitleBeside, title_after, title_before

_UNITS: Final = {"a": "art", "s": "sec", "§": "sec", "r": "recital"}
_NUMBER: Final = r"[0-9]{1,5}(?:[A-Za-z]{1,3}(?![A-Za-z]))?(?:[.\u2011-][0-9]{1,5}[A-Za-z]{0,2}){0,3}"
_BRACKETS: Final = r"(?:\s?\([0-9A-Za-z]{1,5}\)){0,6}"
_ANCHOR: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<code>[0-9]{1,3}\s?(?:U\.?\s?S\.?\s?C\.?(?:\s?A\.)?|C\.?\s?F\.?\s?R\.?))\s{0,2}(?:§{1,2}\s{0,2})?"
    r"|(?P<unit>articles?|arts?\.?|sections?|secs?\.?|ss?\.?|recitals?|§{1,2})\s{0,2})"
    rf"(?P<number>{_NUMBER})(?P<brackets>{_BRACKETS})(?![0-9/%])",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    rf"\s{{0,2}}(?P<joint>,|and|or|to|through|[\u2013-])\s{{0,2}}(?P<number>{_NUMBER})(?P<brackets>{_BRACKETS})(?![0-9/%A-Za-z])"
)
_NAMED_PART: Final = re.compile(
    r",?\s{0,2}(?:paragraphs?|paras?\.?|points?|subsections?|lit\.?|subparagraphs?)\s{0,2}"
    r"\(?([0-9]{1,3}|[a-z]{1,2})\)?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(r"\(([0-9A-Za-z]{1,5})\)")
_RANGE: Final = frozenset({"to", "through", "-", "\u2013"})
_PLURAL: Final = re.compile(r"(?:articles|arts|sections|secs|ss|recitals)\.?|§§", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    start: int
    end: int
    article: str
    parts: tuple[Number, ...]
    opens_range: bool = False


def english_citations(text: str, *, whole: bool = False) -> Iterator[Citation]:
    """Every citation of an article, section or recital in English; lists and ranges as in Chinese.

    The abbreviation "s" alone is read only beside a title, since it is also the unit of time; `whole` says that the
    text is a citation and nothing else, so that "s 13" is read too.
    """
    position = 0
    while match := _ANCHOR.search(text, position):
        places = _places(text, match)
        position = places[-1].end
        beside = _title(text, match, position)
        if not whole and beside is None and (match["unit"] or "").casefold() in {"s", "s.", "ss", "ss."}:
            continue
        citations = _citations(text, places, beside)
        position = max(citation.end for citation in citations)
        yield from citations


def _title(text: str, match: re.Match[str], end: int) -> TitleBeside | None:
    if match["code"]:
        return TitleBeside(start=match.start(), end=match.end("code"), title=match["code"])
    return title_after(text, end) or title_before(text, match.start())


def _citations(text: str, places: list[_Place], beside: TitleBeside | None) -> list[Citation]:
    """The places as citations, the title's span included in the first or the last of them."""
    found = []
    for place in places:
        first, last = place is places[0], place is places[-1]
        start = min(place.start, beside.start) if beside and first else place.start
        end = max(place.end, beside.end) if beside and last else place.end
        found.append(_citation(text, start, end, place, beside))
    following = [*found[1:], None]
    return [
        replace(citation, range_end=after.provision_id) if place.opens_range and after else citation
        for place, citation, after in zip(places, found, following, strict=True)
    ]


def _citation(text: str, start: int, end: int, place: _Place, beside: TitleBeside | None) -> Citation:
    parts = (*place.parts, None, None, None, None)
    return Citation(
        start=start,
        end=end,
        raw=text[start:end],
        title=beside.title if beside else None,
        article=place.article,
        paragraph=parts[0],
        item=parts[1],
        point=parts[2],
        subpoint=parts[3],
        relative=beside is not None and beside.title is None,
    )


def _places(text: str, match: re.Match[str]) -> list[_Place]:
    """The place at `match` and, after a plural unit, those listed behind it."""
    unit = _UNITS[match["unit"][0].casefold()] if match["unit"] else "sec"
    places = _split_range(_place(text, match, unit), match)
    plural = match["unit"] is not None and _PLURAL.fullmatch(match["unit"])
    while plural and (more := _MORE.match(text, places[-1].end)):
        places[-1] = replace(places[-1], opens_range=more["joint"] in _RANGE)
        places.append(replace(_place(text, more, unit), start=more.start("number")))
    return places


def _split_range(place: _Place, match: re.Match[str]) -> list[_Place]:
    """Two places for the range ss 3-5, one for the single article 15-1."""
    low, dash, high = match["number"].partition("-")
    plural = match["unit"] and _PLURAL.fullmatch(match["unit"])
    if not (plural and dash and low.isdigit() and high.isdigit() and int(low) < int(high)):
        return [place]
    unit = place.article.split("_", maxsplit=1)[0]
    return [
        replace(place, article=f"{unit}_{low}", opens_range=True),
        replace(place, article=f"{unit}_{high}", start=match.start("number") + len(low) + 1),
    ]


def _place(text: str, match: re.Match[str], unit: str) -> _Place:
    number = match["number"].replace("\u2011", "-").casefold()
    parts = [_value(part) for part in _IN_BRACKETS.findall(match["brackets"])]
    if unit == "art" and "." in number:
        number, *inner = number.split(".")
        parts = [*(_value(part) for part in inner), *parts]
    end = match.end()
    while (named := _NAMED_PART.match(text, end)) and len(parts) < 4:
        parts.append(_value(named[1]))
        end = named.end()
    return _Place(start=match.start(), end=end, article=f"{unit}_{number.replace('.', '-')}", parts=tuple(parts))


def _value(text: str) -> Number:
    return int(text) if text.isdigit() else text
