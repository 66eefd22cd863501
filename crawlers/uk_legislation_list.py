"""Which documents legislation.gov.uk has: a feed a series, in it a list a year, and for each document its changes.

Lists and changes are in ``crawlers.uk_feeds``. A list of a year and a feed of changes were recorded; what the feed of a
whole series holds is known from the years that the list of one year names.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from crawlers.amendments import Amendment
from crawlers.crawl import Ask, Document, Found, Page, Recording, page_is_document
from crawlers.readable import Unreadable
from crawlers.safe_xml import Element, child, gunzip, local_name, read_xml, words
from crawlers.uk_feeds import ListedDocument, read_feed

HOSTS: Final = ("www.legislation.gov.uk",)
_SITE: Final = "https://www.legislation.gov.uk"
_SERIES: Final = ("ukpga", "asp", "asc", "anaw", "mwa", "nia", "apni", "eur", "uksi", "ssi", "wsi", "nisr", "nisi")
"""Acts first, because what follows takes weeks at the delay that the site asks for."""
_ORIGINAL: Final = {
    "eur": "adopted",
    **dict.fromkeys(("uksi", "ssi", "wsi", "nisr", "nisi"), "made"),
}
"""What the text of the first day is called in the address; ``enacted`` for acts."""
_LISTS: Final = frozenset({"series", "list", "changes"})
_CURRENT: Final = re.compile(r"[a-z]+/[0-9]{4}/[0-9]+")
_TRY_LATER: Final = 202


def seeds(since: date | None) -> Iterable[Ask]:
    """The feed of each series. ``since`` is handed on: documents that a list gives as older are not asked for."""
    about = {"since": since.isoformat()} if since else {}
    return [Ask(url=f"{_SITE}/{series}/data.feed", role="series", about=about) for series in _SERIES]


def discover(page: Page) -> Found:
    """A series leads to its years, a year to its documents, a document to its changes.

    Raises Unreadable, UnknownMarkup.
    """
    role, about = page.ask.role, page.ask.about
    _refuse_later(page)
    if role not in _LISTS:
        return Found(asks=tuple(_changes(page.ask.ref)))
    feed = read_feed(page.body)
    if role == "series":
        return Found(asks=tuple(Ask(url=_https(year), role="list", about=about) for year in feed.years))
    following = [Ask(url=_https(feed.next_page), role=role, about=about)] if feed.next_page else []
    if role == "changes":
        return Found(asks=tuple(following))
    asks = [ask for listed in feed.documents if _is_news(listed, about.get("since")) for ask in _asks(listed)]
    is_first = "page=" not in urlsplit(page.ask.url).query
    return Found(asks=(*asks, *following), total=feed.total if is_first else None)


def _is_news(listed: ListedDocument, since: str | None) -> bool:
    return since is None or listed.updated is None or listed.updated.isoformat() >= since


def _asks(listed: ListedDocument) -> Iterator[Ask]:
    path = listed.path
    yield _document(path)
    yield _document(f"{path}/{_ORIGINAL.get(path.partition('/')[0], 'enacted')}")


def _changes(path: str | None) -> Iterator[Ask]:
    """The feed of the changes to a document, which its text as it is now leads to."""
    if path is not None and _CURRENT.fullmatch(path):
        yield Ask(url=f"{_SITE}/changes/affected/{path}/data.feed?results-count=50&sort=modified", role="changes")


def _document(path: str) -> Ask:
    return Ask(url=f"{_SITE}/{path}/data.xml", role="document", ref=path)


def documents(page: Page, beside: tuple[Page, ...]) -> Iterable[Document]:
    """A document is the answer itself. Raises Unreadable where the site asks to be asked later."""
    if page.ask.role != "document":
        return ()
    _refuse_later(page)
    return page_is_document(page, beside)


def amendments(page: Page) -> Iterable[Amendment]:
    """The changes that a feed of changes tells of."""
    return read_feed(page.body).amendments if page.ask.role == "changes" else ()


def _refuse_later(page: Page) -> None:
    if page.status == _TRY_LATER or not page.body.strip():
        raise Unreadable("the site is still preparing this document (202, no text): ask again later")


def _https(address: str) -> str:
    return f"{_SITE}{urlsplit(address).path}" + (f"?{query}" if (query := urlsplit(address).query) else "")


def recorded(folder: Path) -> Iterator[Recording]:
    """Documents and feeds at the addresses that they state; a feed of each series names the years that are there."""
    years: dict[str, list[str]] = {}
    kept: set[str] = set()
    for path in sorted([*folder.glob("*.xml"), *folder.glob("*.xml.gz")]):
        raw = gunzip(path.read_bytes())
        ask = _recorded_ask(read_xml(raw))
        if ask.role == "list" and not urlsplit(ask.url).query:
            years.setdefault(urlsplit(ask.url).path.split("/")[1], []).append(ask.url)
        kept.add(ask.url)
        yield Recording(ask=ask, raw=raw, content_type="application/xml")
    for series, addresses in years.items():
        raw = _series_feed(series, addresses)
        ask = Ask(url=f"{_SITE}/{series}/data.feed", role="series")
        if ask.url not in kept:
            yield Recording(ask=ask, raw=raw, content_type="application/atom+xml")


def _recorded_ask(root: Element) -> Ask:
    if local_name(root) == "Legislation":
        return _document(urlsplit(root.get("DocumentURI", "")).path.strip("/"))
    address = _https(words(child(root, "id")))
    if address in {seed.url for seed in seeds(None)}:
        return Ask(url=address, role="series")
    return Ask(url=address, role="changes" if "/changes/" in address else "list")


def _series_feed(series: str, addresses: list[str]) -> bytes:
    """The feed of a series was not recorded: one in its form, with the years of which there are lists."""
    years = "".join(f"<leg:facetYear href={quoteattr(address)}/>" for address in addresses)
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:leg="http://www.legislation.gov.uk/namespaces/legislation">'
        f"<id>{_SITE}/{series}/data.feed</id><leg:facets><leg:facetYears>{years}</leg:facetYears></leg:facets></feed>"
    ).encode()
