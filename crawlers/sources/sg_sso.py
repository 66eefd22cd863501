"""Acts and subsidiary legislation of Singapore, current versions, from the pages of Singapore Statutes Online.

A document's page serves its first provisions only; its contents name all, which are then asked for by their ids.
The terms of use (clause 13) let legislation be taken by machine between 3 and 7 in the morning, Singapore time.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from crawlers.crawl import Ask, Crawl, Found, Page, Recording, Window
from crawlers.html_lines import require_whole_page, soup_of
from crawlers.outline import Outline
from crawlers.readable import Unreadable
from crawlers.rights import Source
from crawlers.sso_page import add_text, contents_of, notes_of, timeline_of, title_of
from crawlers.stub import refuse_stub
from crawlers.unknown import UnknownField
from law.dates import find_dates
from law.identifier import instrument_id_from_number
from law.instrument import DatedFact, Event, Instrument, Status, TextState, Version
from law.kind import kind_of

SOURCE: Final = Source(
    id="sg_sso",
    title="Singapore Statutes Online: current Acts and subsidiary legislation",
    publisher="Attorney-General's Chambers of Singapore",
    jurisdictions=("sg",),
    languages=("en",),
    licence="Terms of Use of Singapore Statutes Online, clause 13",
    terms_url="https://sso.agc.gov.sg/Help/TermsOfUse",
    address="https://sso.agc.gov.sg/Browse/Act/Current/All",
    allowed_use="copy legislation with the source named; by machine only from 3 to 7 in the morning, Singapore time",
    coverage="Acts and subsidiary legislation in their current versions; no repealed ones, no bills",
    verified=False,
    verified_note="no page was recorded: built on descriptions of the markup, read over our own fixtures only",
)
STATUS_MAPPING: Final = "sg_sso/1"
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_HTML: Final = "text/html; charset=utf-8"
_BASE: Final = "https://sso.agc.gov.sg"
_CODE: Final = re.compile(r"(?:^|/)(?P<kind>Act|SL)[/_](?P<code>[A-Za-z0-9][A-Za-z0-9()-]{1,60})(?=$|[?#.])")
_CURRENT: Final = re.compile(r"Current version as at ([0-9]{1,2} [A-Z][a-z]{2} [0-9]{4})")
_TOTAL: Final = re.compile(r"\b([0-9][0-9,]{0,6}) results?\b")
_NEXT_LIST: Final = re.compile(r"/Browse/(?:Act|SL)/Current/All/[0-9]{1,4}(?:\?|$)")


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None = None) -> Instrument:
    """One document; ``ref`` is its path (Act/PDPA2012). Raises Unreadable, UnknownField, UnknownMarkup."""
    code = _CODE.search(ref)
    if code is None:
        raise UnknownField(f"{ref!r} names no document: expected Act/CODE or SL/CODE")
    require_whole_page(raw)
    title = title_of(soup_of(raw))
    number = f"{code['kind']}/{code['code']}"
    return Instrument(
        id=instrument_id_from_number(jurisdiction="sg", scheme="sso", number=number),
        jurisdiction="sg",
        titles={"en": title},
        kind=kind_of(title, jurisdiction="sg") or ("subsidiary_legislation" if code["kind"] == "SL" else None),
        issuing_body="Parliament of Singapore" if code["kind"] == "Act" else None,
        alternates={"sso": number},
        versions=(_version(raw, number, title, at, as_of),),
    )


def _version(raw: bytes, ref: str, title: str, at: datetime, as_of: date | None) -> Version:
    soup, outline = soup_of(raw), Outline()
    timeline, stated = timeline_of(soup), _CURRENT.search(soup.get_text(" "))
    shown = next((words for words, selected in timeline if selected), "")
    day = found[0].day if (found := find_dates(shown)) else None
    notes, served = notes_of(soup), add_text(outline, soup, title)
    missing = [item for item in contents_of(soup) if item.id not in served and not item.is_gone]
    cut = f"{len(missing)} provisions of the contents were not served: {', '.join(i.label for i in missing[:5])}"
    return Version(
        key=day.isoformat() if day else "undated",
        language="en",
        source=SOURCE.id,
        source_ref=ref,
        source_url=f"{_BASE}/{ref}",
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=find_dates(stated[1])[0].day if stated else as_of,
        in_force_from=DatedFact(day=day, provenance=f"the timeline of versions: {shown}") if day else None,
        status=Status.IN_FORCE if stated else Status.UNKNOWN,
        status_code=stated[0] if stated else None,
        status_mapping=STATUS_MAPPING if stated else None,
        text_state=TextState.TRUNCATED if missing else TextState.POINT_IN_TIME,
        provisions=refuse_stub(outline.finish()),
        events=tuple(Event(text=words) for words in (*(words for words, _ in timeline), *notes)),
        problems=(*outline.problems, *([cut] if missing else [])),
    )


def _seeds(_: date | None) -> Iterable[Ask]:
    return [Ask(url=f"{_BASE}/Browse/{kind}/Current/All?PageSize=500", role="list") for kind in ("Act", "SL")]


def _discover(page: Page) -> Found:
    soup = soup_of(page.body)
    if page.ask.role == "contents":
        ids = ",".join(item.id for item in contents_of(soup) if not item.is_gone)
        if not ids:
            raise Unreadable("the document lists no contents: a challenge, or another layout; see what it is")
        ref = page.ask.about["document"]
        return Found(asks=(Ask(url=f"{_BASE}/{ref}?ProvIds={ids}", role="text", ref=ref),))
    if page.ask.role != "list":
        return Found()
    links = [str(link["href"]) for link in soup.select("a[href]")]
    lists = [Ask(url=_BASE + link, role="list") for link in links if _NEXT_LIST.match(link)]
    found = dict.fromkeys(f"{m['kind']}/{m['code']}" for link in links if (m := _CODE.match(link)))
    documents = [Ask(url=f"{_BASE}/{ref}", role="contents", about={"document": ref}) for ref in found]
    total = None if _NEXT_LIST.match(page.ask.url.removeprefix(_BASE)) else _TOTAL.search(soup.get_text(" "))
    return Found(asks=(*lists, *documents), total=int(total[1].replace(",", "")) if total else None)


def _recorded(folder: Path) -> Iterable[Recording]:
    """``list.html`` for the list of Acts; a document (``Act_CODE.html``) for its contents and for its whole text."""
    pages = [
        Recording(ask=next(iter(_seeds(None))), raw=path.read_bytes(), content_type=_HTML)
        for path in folder.glob("list.html")
    ]
    for path in sorted(folder.glob("*_*.html")):
        ref, raw = path.stem.replace("_", "/", 1), path.read_bytes()
        ask = Ask(url=f"{_BASE}/{ref}", role="contents", about={"document": ref})
        page = Page(ask=ask, url=ask.url, status=200, headers={}, body=raw, retrieved_at=_NEVER)
        pages += [Recording(ask=each, raw=raw, content_type=_HTML) for each in (ask, *_discover(page).asks)]
    return pages


CRAWL: Final = Crawl(
    hosts=("sso.agc.gov.sg",),
    seeds=_seeds,
    discover=_discover,
    parse=lambda document: parse(document.raw, document.ref, at=document.retrieved_at),
    recorded=_recorded,
    delay=10.0,
    window=Window(opens=3, closes=7, zone="Asia/Singapore"),
)
