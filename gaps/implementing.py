"""Which local provisions implement a national one: those that name it, and those in nearly the same words."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from gaps.likeness import pairs_of
from gaps.pinning import words_of
from index.records import Hit
from law.jurisdiction import JURISDICTIONS, Level, ancestors
from law.script import fold_text

_STATE: Final = ("中华人民共和国",)
_BASIS: Final = re.compile("(根据|依据|依照|按照|遵照|贯彻|实施|执行)[^。;]{0,80}$")
_ALIKE: Final = 0.45
_QUOTE_ENDS: Final = "。\n"


class Link(StrEnum):
    """How a local provision is tied to the national one."""

    ARTICLE = "cites_article"
    BASIS = "cites_as_basis"
    NAMES = "names"
    SIMILAR = "similar_words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementing:
    """One local provision. ``likeness`` is the share of the national article's pairs of characters that it has."""

    link: Link
    """cites_article, cites_as_basis, names, or similar_words."""
    jurisdiction: str
    """Its place."""
    province: str
    """The province that it is or lies in."""
    instrument: str
    """The instrument."""
    title: str
    """Its title."""
    version: str
    """The text, by its day."""
    provision_id: str
    """The provision."""
    label: str
    """Its number as published."""
    quote: str
    """The sentence as published."""
    start: int
    """Where it begins."""
    end: int
    """Where it ends."""
    sha256: str
    """The hash of the provision."""
    likeness: float
    """The share of the national article's pairs of characters that it has; 0 where no article was named."""


def implementing(title: str, label: str, article: str, hits: Iterable[Hit]) -> tuple[Implementing, ...]:
    """The hits that implement the article (``article`` its text, empty for a whole instrument), best ties first."""
    found = (_tie(title, label, article, hit) for hit in hits)
    once = {(i.instrument, i.version, i.provision_id): i for i in found if i is not None}
    order = list(Link)
    return tuple(
        sorted(
            once.values(), key=lambda i: (order.index(i.link), -i.likeness, i.province, i.instrument, i.provision_id)
        )
    )


def without_any(found: Iterable[Implementing], held: Collection[str]) -> tuple[str, ...]:
    """The provinces of which law is held and none of it implements the article: not found in what is held."""
    have = {each.province for each in found}
    provinces = {province_of(code) for code in held}
    return tuple(code for code in JURISDICTIONS if code in provinces and code not in have)


def province_of(code: str) -> str:
    """The province that a place is or lies in; the place itself where there is none."""
    chain = (code, *ancestors(code))
    return next((each for each in chain if JURISDICTIONS[each].level is Level.PROVINCIAL), code)


def bare_title(title: str) -> str:
    """A title as other laws cite it: without the state's name."""
    for state in _STATE:
        title = title.removeprefix(state)
    return title


def _tie(title: str, label: str, article: str, hit: Hit) -> Implementing | None:
    likeness = _likeness(article, hit.text)
    named = re.search(rf"《(?:中华人民共和国)?{re.escape(bare_title(title))}》", hit.text)
    if named:
        direct = bool(label) and hit.text[named.end() : named.end() + 24].find(label) >= 0
        basis = _BASIS.search(hit.text[: named.start()])
        link = Link.ARTICLE if direct else Link.BASIS if basis else Link.NAMES
        return _made(link, hit, named.start(), likeness)
    return _made(Link.SIMILAR, hit, 0, likeness) if article and likeness >= _ALIKE else None


def _made(link: Link, hit: Hit, at: int, likeness: float) -> Implementing:
    start = max(hit.text.rfind(mark, 0, at) for mark in _QUOTE_ENDS) + 1
    ends = [found + 1 for mark in _QUOTE_ENDS if (found := hit.text.find(mark, at)) >= 0]
    end = min(ends, default=len(hit.text))
    return Implementing(
        link=link,
        province=province_of(hit.jurisdiction),
        **words_of(hit, start, end),
        likeness=round(likeness, 3),
    )


def _likeness(article: str, text: str) -> float:
    wanted = _pairs(article)
    return len(wanted & _pairs(text)) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=512)
def _pairs(text: str) -> frozenset[str]:
    return pairs_of(fold_text(text))
