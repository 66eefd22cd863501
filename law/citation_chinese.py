"""Citations of articles in Chinese: 第十三条第一款第（二）项, 第6條第1項第2款, 第48、56條, 第十条至第十二条, 前款.

The order of parts decides what they are: 条款项目 on the mainland, 條項款目 in Taiwan. A lone 款 or 項 under 條 is read
in Taiwan's order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from law.chinese_title import TitleBefore, title_before
from law.cited import Citation, Number
from law.numerals import NUMERAL_CHARS, NotANumeral, parse_numeral

_G: Final = r"[ \t\u3000\r\n]{0,3}"
_N: Final = rf"[{NUMERAL_CHARS}]{{1,10}}"
_ONE: Final = rf"{_N}(?:-[0-9]{{1,3}})?"
_SEPARATOR: Final = rf"{_G}(?:、|，|,|及|和|与|與|或者?|至|到|~|～|〜){_G}"
_ARTICLES: Final = (
    rf"(?:第{_G}(?P<listed>{_ONE}(?:{_SEPARATOR}{_ONE}){{0,20}})|(?<![{NUMERAL_CHARS}第])(?P<plain>{_ONE}))"
    rf"{_G}(?P<article>[条條])(?:{_G}之{_G}(?P<branch>[{NUMERAL_CHARS}]{{1,4}}))?"
)
_RELATIVE: Final = r"(?P<relative>(?:前|本|上一?|下一?)(?P<near>[条條](?![例约約件文])|款|[项項](?!目)))"
_BARE_PARAGRAPH: Final = rf"(?=第{_G}{_N}{_G}[款項](?!目))"
_ANCHOR: Final = re.compile(f"{_ARTICLES}|{_RELATIVE}|(?P<bare>{_BARE_PARAGRAPH})")
_MORE: Final = re.compile(_ARTICLES)
_BRACKETED: Final = rf"[（(]{_G}{_N}{_G}[）)]"
_PART: Final = re.compile(
    rf"{_G}(?:(?:第{_G}(?:{_BRACKETED}|{_N})|{_BRACKETED})(?:{_SEPARATOR}(?:第{_G})?(?:{_BRACKETED}|{_N})){{0,20}}|[0-9]{{1,3}})"
    rf"{_G}(?P<unit>[款项項目])(?![标標目录錄])"
)
_CONNECTOR: Final = re.compile(rf"(?:{_G}(?:以及|、|，|,|及|和|与|與|或者?|至|到|~|～|〜|-|—){_G})(?=第|[（(])")
_NUMBER: Final = re.compile(rf"({_ONE})")
_DEPTH: Final = {"paragraph": 1, "item": 2, "point": 3}
_RANGE: Final = frozenset("至到~～〜-—")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One cited place while its citation is being read."""

    start: int
    end: int
    article: str | None = None
    paragraph: Number | None = None
    item: Number | None = None
    point: Number | None = None
    opens_range: bool = False


def chinese_citations(text: str, *, whole: bool = False) -> Iterator[Citation]:
    """Every article citation in Chinese, in order; a list or range gives one citation for each number printed.

    13条 without 第 is read only after a title, since it is also a count; `whole` says that the text is a citation and
    nothing else, so that it is read too.
    """
    position = 0
    while match := _ANCHOR.search(text, position):
        title = title_before(text, match.start(), position) if match["article"] else None
        position = max(match.end(), match.start() + 1)
        if match["plain"] and title is None and not whole:
            continue
        found = list(_chain(text, match, title, position if title is None else title.start))
        position = max([position, *(citation.end for citation in found)])
        yield from found


def _chain(text: str, match: re.Match[str], title: TitleBefore | None, low: int) -> Iterator[Citation]:
    """The citation that begins at `match` and those joined to it by 、 和 至 and the like."""
    traditional = "條" in match[0] or "項" in match[0]
    places = _places(text, match, traditional=traditional)
    while places and (joint := _CONNECTOR.match(text, places[-1].end)):
        more = _joined(text, joint.end(), places[-1], traditional=traditional)
        if not more:
            break
        places[-1] = replace(places[-1], opens_range=joint[0].strip() in _RANGE)
        places += more
    if not places:
        return
    start = min(low, match.start()) if title else match.start()
    relative = title.relative if title else not match["article"]
    citations = [_citation(text, place, title, relative=relative) for place in places]
    citations[0] = replace(citations[0], start=start, raw=text[start : citations[0].end])
    for place, citation, following in zip(places, citations, [*citations[1:], None], strict=True):
        yield replace(citation, range_end=following.provision_id) if place.opens_range and following else citation


def _citation(text: str, place: _Place, title: TitleBefore | None, *, relative: bool) -> Citation:
    return Citation(
        start=place.start,
        end=place.end,
        raw=text[place.start : place.end],
        title=title.title if title else None,
        document_number=title.document_number if title else None,
        article=place.article,
        paragraph=place.paragraph,
        item=place.item,
        point=place.point,
        relative=relative,
    )


def _joined(text: str, start: int, last: _Place, *, traditional: bool) -> list[_Place]:
    """The places after a connector: another article, or another part of the last one."""
    match = _MORE.match(text, start)
    if match and match["listed"]:
        return _places(text, match, traditional=traditional)
    part = _PART.match(text, start)
    if part is None:
        return []
    level = _level(part["unit"], None, traditional=traditional)
    kept = replace(last, start=start, end=start, item=None, point=None, opens_range=False)
    if level != "paragraph":
        kept = replace(kept, item=last.item if level == "point" else None)
    return _parts(text, [replace(kept, paragraph=None) if level == "paragraph" else kept], traditional=traditional)


def _places(text: str, match: re.Match[str], *, traditional: bool) -> list[_Place]:
    """The articles of one label, the parts that follow belonging to the last of them."""
    start, end = match.span()
    if not match["article"]:
        found = _parts(text, [_Place(start=start, end=end)], traditional=traditional)
        return [place for place in found if place.end > start]
    places = [_Place(start=start, end=end)]
    try:
        places = _numbered(places, match["listed"] or match["plain"], "article")
        if match["branch"]:
            branch = f"{places[-1].article}-{parse_numeral(match['branch'])}"
            places[-1] = replace(places[-1], article=branch)
    except NotANumeral:
        return []
    return _parts(text, places, traditional=traditional)


def _parts(text: str, places: list[_Place], *, traditional: bool) -> list[_Place]:
    """Add the 款, 项 and 目 that follow directly."""
    start = position = places[-1].end
    previous: str | None = None
    taiwan = _taiwan_order(text, start, traditional=traditional)
    while part := _PART.match(text, position):
        level = _level(part["unit"], previous, traditional=taiwan)
        if previous and _DEPTH[level] <= _DEPTH[previous]:
            break
        try:
            places = _numbered(places, part[0][: part.start("unit") - part.start()], level)
        except NotANumeral:
            break
        previous, position = level, part.end()
        places = [replace(place, end=position) if place.end >= start else place for place in places]
    return places


def _taiwan_order(text: str, start: int, *, traditional: bool) -> bool:
    """Whether 項 holds 款 here: by their order where both are named, else by the script of 條 or 項."""
    words = [part["unit"].replace("項", "项") for part in _following_parts(text, start)]
    if "款" in words and "项" in words:
        return words.index("项") < words.index("款")
    return traditional


def _following_parts(text: str, position: int) -> Iterator[re.Match[str]]:
    for _ in range(3):
        part = _PART.match(text, position)
        if part is None:
            return
        yield part
        position = part.end()


def _level(unit: str, previous: str | None, *, traditional: bool) -> str:
    if unit == "目":
        return "point"
    holds = "项項" if traditional else "款"
    return "paragraph" if unit in holds and previous is None else "item"


def _numbered(places: list[_Place], numbers: str, level: str) -> list[_Place]:
    """The last place once for every number of a list; a range mark between two numbers opens a range."""
    pieces = _NUMBER.split(numbers)
    last, made = places[-1], []
    for number, after in zip(pieces[1::2], pieces[2::2], strict=True):
        whole, _, branch = number.partition("-")
        value = parse_numeral(whole)
        article = f"art_{value}-{int(branch)}" if branch else f"art_{value}"
        opens = after.strip(" \t\r\n\u3000第()（）") in _RANGE
        made.append(replace(_with_number(last, level, value, article), opens_range=opens))
    return [*places[:-1], *made]


def _with_number(place: _Place, level: str, value: int, article: str) -> _Place:
    match level:
        case "article":
            return replace(place, article=article)
        case "paragraph":
            return replace(place, paragraph=value)
        case "item":
            return replace(place, item=value)
        case _:
            return replace(place, point=value)
