"""Legislation of the United Kingdom: CLML documents of legislation.gov.uk, as enacted or as revised to a day.

``Legislation`` holds ``ukm:Metadata`` and ``Primary``, ``Secondary`` or ``EURetained``; in them ``Part``, ``Chapter``,
``Pblock`` and ``PsubBlock`` are headings, ``P1group`` gives a section its heading, and ``P1`` is the section, with
``P2`` (1), ``P3`` (a) and ``P4`` (i) below it. The brackets are the style sheet's, so they are put back here.
"""

import hashlib
from datetime import date, datetime
from typing import Final

from crawlers.checks import missing_sections
from crawlers.clml_text import add_document, first
from crawlers.crawl import Crawl
from crawlers.outline import Outline
from crawlers.rights import Source
from crawlers.safe_xml import Element, child, local_name, read_xml, words
from crawlers.stub import refuse_stub
from crawlers.uk_legislation_list import HOSTS, amendments, discover, documents, recorded, seeds
from crawlers.uk_series import SERIES, identifier_of, series_and_number
from crawlers.unknown import UnknownMarkup
from law.dates import parse_date
from law.instrument import DatedFact, Event, Instrument, TextState, Version

SOURCE: Final = Source(
    id="uk_legislation",
    title="legislation.gov.uk",
    publisher="The National Archives, for the King's Printer",
    jurisdictions=("gb", "gb-eng", "gb-nir", "gb-sct", "gb-wls"),
    languages=("en", "cy"),
    licence="Open Government Licence, version 3.0",
    terms_url="https://www.legislation.gov.uk/help/copyright",
    address="https://www.legislation.gov.uk/",
    allowed_use="copy, change and publish with the source named",
    coverage="acts of all legislatures since 1988 and statutory instruments since 1987; older ones in part",
    verified=True,
    verified_note="read over the Data Protection Act 2018 as enacted and as revised, a whole act of Northern Ireland, "
    "a list and a feed of changes",
)
_STATES: Final = {"final": TextState.AS_ENACTED, "revised": TextState.POINT_IN_TIME}


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None = None) -> Instrument:
    """One document, gzipped or not. Raises Unreadable, UnknownMarkup."""
    root = read_xml(raw)
    metadata = child(root, "Metadata")
    if local_name(root) != "Legislation" or metadata is None:
        raise UnknownMarkup(f"<{local_name(root)}> is no legislation with its metadata")
    series, number = series_and_number(root.get("IdURI", ""))
    jurisdiction, kind, body = SERIES[series]
    version = _version(raw, ref, root, metadata, at, as_of)
    long = words(first(root, "LongTitle"))
    return Instrument(
        id=identifier_of(root.get("IdURI", "")),
        jurisdiction=jurisdiction,
        titles={version.language: words(child(metadata, "title"))},
        kind=kind,
        short_titles=(long,) if long else (),
        issuing_body=body,
        number=_printed_number(root),
        alternates={"legislation.gov.uk": f"{series}/{number}"},
        versions=(version,),
    )


def _version(raw: bytes, ref: str, root: Element, metadata: Element, at: datetime, as_of: date | None) -> Version:
    made = _value(metadata, "Date", "EnactmentDate", "Made")
    valid = parse_date(words(child(metadata, "valid")))
    status = _value(metadata, "Value", "DocumentStatus") or ""
    enacted = parse_date(made) if made else None
    day = valid if _STATES[status] is TextState.POINT_IN_TIME else enacted
    outline = Outline()
    remarks = add_document(outline, root, valid)
    return Version(
        key=day.isoformat() if day else "undated",
        language=words(child(metadata, "language")) or "en",
        source=SOURCE.id,
        source_ref=ref,
        source_url=root.get("DocumentURI"),
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=DatedFact(day=enacted, provenance="date of enactment or making") if enacted else None,
        in_force_from=DatedFact(day=valid, provenance="dct:valid, the start of this revision") if valid else None,
        status_code=status,
        text_state=_STATES[status],
        provisions=(provisions := refuse_stub(outline.finish())),
        events=(Event(text=words(first(root, "DateText")), day=enacted, action="promulgated"),) if enacted else (),
        problems=(*outline.problems, *missing_sections(provisions), *remarks),
    )


def _printed_number(root: Element) -> str | None:
    """2018 c. 12, 2025 No. 904: as it stands below the title."""
    prelims = first(root, "PrimaryPrelims", "SecondaryPrelims")
    return words(child(prelims, "Number")) or None if prelims is not None else None


def _value(metadata: Element, key: str, *names: str) -> str | None:
    found = first(metadata, *names)
    return found.get(key) if found is not None else None


CRAWL: Final = Crawl(
    hosts=HOSTS,
    seeds=seeds,
    parse=lambda document: parse(document.raw, document.ref, at=document.retrieved_at),
    discover=discover,
    documents=documents,
    amendments=amendments,
    recorded=recorded,
    delay=5.0,
)
"""The site asks for five seconds between two requests, and for a User-Agent that says who asks."""
