"""Signs that a text was cut off: it is then marked as truncated, and never proves that a rule is absent."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from crawlers.checks import is_numbered
from crawlers.commencement import find_commencement, mentions_commencement
from crawlers.outline import order_of
from law.numerals import NotANumeral, parse_numeral
from law.provision import Provision, Unit

_FINAL_CHAPTER: Final = re.compile(r"附\s?则|附加|其他规定$")
_WITHOUT_CLAUSE: Final = re.compile(r"修正案|决[定议]$|解释|批复|答复|宪法$|最高人民|通知$|意见$")
_OWN_ARTICLE: Final = re.compile(
    r"本(?:条例|办法|规定|法|细则|规则|决定|解释)第(?P<number>[一二三四五六七八九十百零]{1,8})条"
)
_UNFINISHED: Final = re.compile(r"[，、：,:]$")
_FINISHED: Final = re.compile(r"[.。！？；;”’」）)】》|…]$|[日号章章式样图表]$|(?:施行|废止)$")
_CLAUSES_SINCE: Final = date(1990, 1, 1)
"""Before, many laws were published without a clause of commencement (国务院组织法, 1982)."""


def signs_of_truncation(provisions: Sequence[Provision], *, title: str, made_on: date | None) -> tuple[str, ...]:
    """Why a text is taken to be cut off, each in words; none for a text that looks whole.

    ``made_on`` is when it was first made, if that is told.
    """
    articles = [p for p in provisions if is_numbered(p)]
    found = [*_bare_heading(provisions), *_missing_beginning(provisions, articles, title)]
    if not articles:
        return tuple(found)
    found += [*_unknown_references(articles), *_unfinished(provisions), *_no_end(provisions, title, made_on)]
    return tuple(found)


def _bare_heading(provisions: Sequence[Provision]) -> list[str]:
    last = provisions[-1]
    if last.unit is Unit.HEADING and last.label.startswith("第"):
        return [f"nothing follows the heading {last.label} {last.heading}: the end is missing"]
    return []


def _missing_beginning(provisions: Sequence[Provision], articles: Sequence[Provision], title: str) -> list[str]:
    if not articles or "修正案" in title or order_of(articles[0].label)[0] <= 1:
        return []
    before = provisions[: provisions.index(articles[0])]
    if any(p.text for p in before):
        return []
    return [f"the first article is {articles[0].label}: the beginning is missing"]


def _unknown_references(articles: Sequence[Provision]) -> list[str]:
    last = max(order_of(article.label)[0] for article in articles)
    cited = {number for article in articles for number in _own_articles(article.text)}
    beyond = sorted(number for number in cited if number > last)
    return [f"the text cites its own article {beyond[-1]}, but ends with article {last}"] if beyond else []


def _own_articles(text: str) -> list[int]:
    numbers = []
    for match in _OWN_ARTICLE.finditer(text):
        try:
            numbers.append(parse_numeral(match["number"]))
        except NotANumeral:
            continue
    return numbers


def _unfinished(provisions: Sequence[Provision]) -> list[str]:
    last = provisions[-1]
    text = last.text.rstrip()
    if last.unit is not Unit.ARTICLE or not text or find_commencement(provisions):
        return []
    if _UNFINISHED.search(text) or not _FINISHED.search(text):
        return [f"the text ends in the middle of a sentence: …{text[-12:]}"]
    return []


def _no_end(provisions: Sequence[Provision], title: str, made_on: date | None) -> list[str]:
    """A law that neither says when it takes effect nor ends with supplementary provisions is not whole."""
    if title.isascii() or _WITHOUT_CLAUSE.search(title) or (made_on is not None and made_on < _CLAUSES_SINCE):
        return []
    if any(p.unit is Unit.ANNEX for p in provisions) or find_commencement(provisions):
        return []
    headings = [p.heading for p in provisions if p.unit is Unit.HEADING]
    if mentions_commencement(provisions) or (headings and _FINAL_CHAPTER.search(headings[-1])):
        return []
    last = [p.label for p in provisions if p.unit is Unit.ARTICLE][-1]
    return [f"no clause of commencement and no supplementary provisions after {last}: the end is missing"]
