"""What a source tells the harvest: where to begin, what a page leads to, and which documents it holds.

Everything here is data or a pure function: a source never fetches, so what was kept can always be read again.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from crawlers.amendments import Amendment
from law.instrument import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request to make. ``role`` is the source's own word for the kind of page (list, details, document …).

    ``ref`` names a document within its source (a pcode, a bbbs, a CELEX number, a path) and stays the same from harvest
    to harvest; it is None for pages that only lead on. ``about`` carries what the page that led here said of it.
    ``beside`` holds the keys of earlier requests of the same harvest whose answers belong to this document. ``soon`` is
    for addresses that end within the hour: they are asked before all others.
    """

    url: str
    role: str
    ref: str | None = None
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    soon: bool = False

    @property
    def key(self) -> str:
        """What makes two requests the same: method, address and body. 64 hexadecimal digits."""
        return hashlib.sha256(b"\n".join((self.method.encode(), self.url.encode(), self.body))).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer, complete. ``url`` is where it came from after redirects, header names are in lower case.

    ``body`` is freed of the transfer's compression.
    """

    ask: Ask
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    retrieved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a page leads to. ``total`` is how many documents the source says that it has, where the page says so."""

    asks: tuple[Ask, ...] = ()
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document as the source published it; ``beside`` are the answers that belong to it, oldest first."""

    ref: str
    raw: bytes
    url: str
    retrieved_at: datetime
    about: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The hours of the day in which a source may be asked, in its own time zone (IANA name); may pass midnight."""

    opens: int
    closes: int
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recorded answer: what is asked for, and the bytes that a replay serves."""

    ask: Ask
    raw: bytes
    content_type: str
    status: int = 200


def page_is_document(page: Page, beside: tuple[Page, ...]) -> Iterable[Document]:
    """The common case: the answer is the document."""
    if page.ask.ref is None:
        return ()
    return (
        Document(
            ref=page.ask.ref,
            raw=page.body,
            url=page.url,
            retrieved_at=page.retrieved_at,
            about=page.ask.about,
            beside=beside,
        ),
    )


def leads_nowhere(_: Page) -> Found:
    """For pages that name no others."""
    return Found()


def no_amendments(_: Page) -> Iterable[Amendment]:
    """For sources that publish no list of changes."""
    return ()


def no_recordings(_: Path) -> Iterable[Recording]:
    """For sources of which nothing was recorded."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """How a source is harvested.

    ``hosts`` are the only ones that may be asked, redirects included. ``seeds`` gives the first requests, narrowed to
    what changed since a day where the source can do that. ``discover`` reads what a page leads to, ``documents`` splits
    an answer into documents (a bulk archive holds many), ``parse`` reads one document, ``amendments`` what a page says
    about changes of other texts. All raise ``crawlers.readable.Unreadable`` or ``crawlers.unknown.UnknownField`` for
    what they do not know. ``recorded`` lists the answers in a folder of plain recorded files, for a replay.
    ``delay`` is in seconds between two requests to one host; ``insecure_hosts`` names those whose certificate is known
    to be wrong, with the reason.
    """

    hosts: tuple[str, ...]
    seeds: Callable[[date | None], Iterable[Ask]]
    parse: Callable[[Document], Instrument]
    discover: Callable[[Page], Found] = leads_nowhere
    documents: Callable[[Page, tuple[Page, ...]], Iterable[Document]] = page_is_document
    amendments: Callable[[Page], Iterable[Amendment]] = no_amendments
    recorded: Callable[[Path], Iterable[Recording]] = no_recordings
    delay: float = 2.0
    window: Window | None = None
    insecure_hosts: Mapping[str, str] = field(default_factory=dict)
