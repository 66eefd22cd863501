"""A harvest without network or corpus: from the seeds and recorded documents through all that they lead to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from crawlers.amendments import Amendment
from crawlers.crawl import Ask, Crawl, Document, Page, Recording
from crawlers.readable import Unreadable
from law.instrument import Instrument
from tests.crawlers.reviewed import AT


@dataclass(kw_only=True)
class Walk:
    """What was found. ``refused`` maps addresses and refs to reasons, ``missing`` are asks without a recording."""

    pages: dict[str, Page] = field(default_factory=dict)
    missing: list[Ask] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    documents: list[tuple[Document, Instrument]] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    unreached: list[Ask] = field(default_factory=list)


def page_of(recording: Recording, ask: Ask | None = None) -> Page:
    """The page that a replay of the recording gives."""
    asked = ask or recording.ask
    headers = {"content-type": recording.content_type}
    return Page(ask=asked, url=asked.url, status=recording.status, headers=headers, body=recording.raw, retrieved_at=AT)


def walk(crawl: Crawl, folder: Path, *, since: date | None = None) -> Walk:
    """Ask everything once, then read what was answered."""
    recordings = list(crawl.recorded(folder))
    served = {recording.ask.key: recording for recording in recordings}
    found, queue = Walk(), [*crawl.seeds(since), *(r.ask for r in recordings if r.ask.ref)]
    seen: set[str] = set()
    while queue:
        ask = queue.pop(0)
        if ask.key in seen:
            continue
        seen.add(ask.key)
        if ask.key in served:
            queue += _answer(found, crawl, page_of(served[ask.key], ask))
        else:
            found.missing.append(ask)
    found.unreached = [r.ask for r in recordings if r.ask.key not in seen]
    for page in found.pages.values():
        found.documents += _read(found, crawl, page)
        found.amendments += crawl.amendments(page)
    return found


def _answer(found: Walk, crawl: Crawl, page: Page) -> tuple[Ask, ...]:
    try:
        led = crawl.discover(page)
    except Unreadable as error:
        found.refused[page.ask.url] = str(error)
        return ()
    found.pages[page.ask.key] = page
    found.totals += [led.total] if led.total is not None else []
    return led.asks


def _read(found: Walk, crawl: Crawl, page: Page) -> Iterator[tuple[Document, Instrument]]:
    beside = tuple(found.pages[key] for key in page.ask.beside if key in found.pages)
    for document in crawl.documents(page, beside):
        try:
            yield document, crawl.parse(document)
        except Unreadable as error:
            found.refused[document.ref] = str(error)
