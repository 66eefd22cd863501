"""The Atom feeds of legislation.gov.uk: lists of documents, and the changes that acts make to one another."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawlers.amendments import Amendment, Commencement
from crawlers.safe_xml import Element, child, children, local_name, read_xml, words
from crawlers.uk_series import identifier_of, series_and_number
from crawlers.unknown import UnknownMarkup, names
from law.dates import parse_date

_ENTRY: Final = names(
    "id title link author updated published summary DocumentMainType Year Number CreationDate ISBN content "
    "AlternativeNumber DocumentSubType LocalNumber category"
)
_FEED: Final = names(
    "entry id title link updated page totalResults totalPages morePages itemsPerPage startIndex facets Query author"
)
_EFFECT: Final = names(
    "AffectedTitle AffectedProvisions AffectingTitle AffectingProvisions InForceDates CommencementAuthority Savings "
    "AffectedExtent"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument:
    """A document of a list: its id with us, its title and the address of its CLML; ``path`` is ukpga/2018/12."""

    instrument: str
    path: str
    title: str
    address: str
    updated: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """One page of a feed. ``total`` is what the source says exists, ``next_page`` the address of the next, or None.

    ``years`` are the addresses of the lists of single years that the page names.
    """

    documents: tuple[ListedDocument, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    total: int | None = None
    next_page: str | None = None
    years: tuple[str, ...] = ()


def read_feed(raw: bytes) -> FeedPage:
    """A list or a feed of changes. Raises Unreadable, UnknownMarkup."""
    feed = read_xml(raw)
    entries = _known(feed, _FEED)
    total = words(child(feed, "totalResults"))
    following = next((e.get("href") for e in children(feed) if e.get("rel") == "next"), None)
    effects = [effect for entry in entries if (effect := child(entry, "content", "Effect")) is not None]
    return FeedPage(
        documents=() if effects else tuple(_listed(entry) for entry in entries),
        amendments=tuple(_amendment(effect) for effect in effects),
        total=int(total) if total else None,
        next_page=following,
        years=tuple(each.get("href", "") for each in feed.iter() if local_name(each) == "facetYear"),
    )


def _known(feed: Element, known: frozenset[str]) -> list[Element]:
    if local_name(feed) != "feed":
        raise UnknownMarkup(f"<{local_name(feed)}> is no Atom feed")
    for element in children(feed):
        inner = _ENTRY if local_name(element) == "entry" else None
        unknown = {local_name(each) for each in children(element)} - inner if inner else set()
        if unknown or local_name(element) not in known:
            raise UnknownMarkup(
                f"unknown in a feed: {local_name(element)} {sorted(unknown)}: add it to crawlers.uk_feeds"
            )
    return [element for element in children(feed) if local_name(element) == "entry"]


def _listed(entry: Element) -> ListedDocument:
    links = [each for each in children(entry) if local_name(each) == "link"]
    own = next(each for each in links if each.get("rel") == "self")
    address = next((each.get("href", "") for each in links if each.get("title") == "XML"), "")
    return ListedDocument(
        instrument=identifier_of(own.get("href", "")),
        path="/".join(series_and_number(own.get("href", ""))),
        title=words(child(entry, "title")),
        address=address,
        updated=parse_date(words(child(entry, "updated"))[:10]),
    )


def _amendment(effect: Element) -> Amendment:
    unknown = {local_name(each) for each in children(effect)} - _EFFECT
    if unknown:
        raise UnknownMarkup(f"unknown in a change: {sorted(unknown)}: add it to crawlers.uk_feeds")
    dates = child(effect, "InForceDates")
    return Amendment(
        source_id=effect.get("EffectId", ""),
        affected=identifier_of(effect.get("AffectedURI", "")),
        affected_provisions=effect.get("AffectedProvisions", ""),
        affecting=identifier_of(effect.get("AffectingURI", "")),
        affecting_title=words(child(effect, "AffectingTitle")),
        affecting_provisions=effect.get("AffectingProvisions", ""),
        action=effect.get("Type", ""),
        applied=effect.get("Applied") == "true",
        commencements=tuple(_commencement(each) for each in (children(dates) if dates is not None else [])),
    )


def _commencement(in_force: Element) -> Commencement:
    remark = re.sub(r"\s+", " ", in_force.get("Comments", ""))
    qualification = in_force.get("Qualification", "")
    return Commencement(
        day=parse_date(in_force.get("Date", "")),
        qualification="; ".join(filter(None, (qualification, remark))),
    )
