"""Rules, proposed rules and notices of the Federal Register: a JSON list, and each document's XML.

A proposed rule is no law on any day (kind ``proposal``). A rule changes the Code of Federal Regulations,
whose text on a day is in us_ecfr; a notice announces or orders. What only the list states comes with ``about``.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from crawlers import fr_list
from crawlers.crawl import Crawl
from crawlers.fr_text import add_document, raw_paragraphs
from crawlers.outline import Outline
from crawlers.rights import Source
from crawlers.safe_xml import Element, local_name, read_xml, words
from crawlers.stub import refuse_stub
from crawlers.unknown import UnknownField, UnknownMarkup
from law.dates import parse_date
from law.identifier import instrument_id_from_number
from law.instrument import DatedFact, Event, Instrument, Status, TextState, Version

SOURCE: Final = Source(
    id="us_federal_register",
    title="Federal Register: rules, proposed rules and notices on freedom of information and privacy",
    publisher="Office of the Federal Register, National Archives and Records Administration",
    jurisdictions=("us",),
    languages=("en",),
    licence="US government work, in the public domain (17 U.S.C. 105)",
    terms_url="https://www.federalregister.gov/reader-aids/government-policy-and-ofr-procedures",
    address="https://www.federalregister.gov/developers/documentation/api/v1",
    allowed_use="copy, change and publish; the XML is not the official edition",
    coverage="documents that name the Freedom of Information Act or the Privacy Act of 1974; no presidential documents",
    verified=False,
    verified_note="no answer was recorded: built on descriptions of interface and XML, read over our own fixtures only",
)
STATUS_MAPPING: Final = "us_federal_register/1"
_TYPES: Final = {"Rule": "RULE", "Proposed Rule": "PRORULE", "Notice": "NOTICE"}
_KINDS: Final = {"RULE": "regulation", "PRORULE": "proposal", "NOTICE": None}
_STATUSES: Final = {"RULE": Status.UNKNOWN, "PRORULE": Status.NOT_YET_IN_FORCE, "NOTICE": Status.UNKNOWN}
_REMARKS: Final = {
    "RULE": "a rule changes the Code of Federal Regulations: the text in force is that of the Code",
    "PRORULE": "a proposed rule is not law: it was published for comment",
    "NOTICE": "a notice of an agency, not a rule of the Code of Federal Regulations",
}
_NUMBER: Final = re.compile(r"FR Doc\.? (?P<number>[0-9A-Z]{1,4}[-–][0-9]{1,6})")


def parse(
    raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, about: Mapping[str, str] = MappingProxyType({})
) -> Instrument:
    """One document; ``about`` is what the list says of it. Raises Unreadable, UnknownMarkup."""
    if raw.lstrip()[:5].lower() == b"<html":
        return _from_plain_text(raw, ref, about, at, as_of)
    root, outline = read_xml(raw), Outline()
    kind, filed, title = local_name(root), _NUMBER.search(_first(root, "FRDOC")), _first(root, "SUBJECT")
    number = about.get("document_number") or (filed["number"].replace("–", "-") if filed else "")
    if kind not in _KINDS or not number or not title:
        raise UnknownMarkup(f"<{kind}> is no rule, proposed rule or notice with its SUBJECT and FRDOC")
    add_document(outline, root)
    told = {"dates": _dates(root), **about, "kind": kind, "document_number": number}
    law = _instrument({**told, "title": title, "agency": _first(root, "AGENCY")})
    return replace(law, versions=(_version(raw, ref, outline, told, at, as_of),))


def _from_plain_text(raw: bytes, ref: str, about: Mapping[str, str], at: datetime, as_of: date | None) -> Instrument:
    """Older documents have no XML: what they are is known from the list alone."""
    if about.get("type") not in _TYPES or "document_number" not in about or "title" not in about:
        raise UnknownField(f"a plain text that no list tells of, or of an unknown type {about.get('type')!r}")
    outline, told = Outline(), {**about, "kind": _TYPES[about["type"]]}
    for paragraph in raw_paragraphs(raw):
        outline.line(paragraph)
    return replace(_instrument(told), versions=(_version(raw, ref, outline, told, at, as_of),))


def _instrument(told: Mapping[str, str]) -> Instrument:
    number = told["document_number"]
    return Instrument(
        id=instrument_id_from_number(jurisdiction="us", scheme="fr-doc", number=number),
        jurisdiction="us",
        titles={"en": told["title"]},
        kind=_KINDS[told["kind"]],
        short_titles=tuple(filter(None, (told.get("citation"),))),
        issuing_body=told.get("agency") or None,
        number=f"FR Doc. {number}",
        alternates={"fr-doc": number},
    )


def _version(
    raw: bytes, ref: str, outline: Outline, told: Mapping[str, str], at: datetime, as_of: date | None
) -> Version:
    published, effective = (parse_date(told.get(name, "")) for name in ("publication_date", "effective_on"))
    kind = told["kind"]
    return Version(
        key=published.isoformat() if published else "undated",
        language="en",
        source=SOURCE.id,
        source_ref=ref,
        source_url=told.get("html_url") or None,
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=DatedFact(day=published, provenance="publication_date")
        if published and kind == "RULE"
        else None,
        in_force_from=DatedFact(day=effective, provenance="effective_on") if effective and kind == "RULE" else None,
        status=_STATUSES[kind],
        status_code=kind,
        status_mapping=STATUS_MAPPING,
        text_state=TextState.AS_ENACTED,
        provisions=refuse_stub(outline.finish()),
        events=(Event(text=told["dates"]),) if told.get("dates") else (),
        problems=(_REMARKS[kind], *outline.problems),
    )


def _first(root: Element, name: str) -> str:
    return next((words(each) for each in root.iter() if local_name(each) == name), "")


def _dates(root: Element) -> str:
    """The words under DATES: when a rule takes effect, until when a proposal can be commented on."""
    stated = next((each for each in root.iter() if local_name(each) in ("EFFDATE", "DATES")), None)
    return " ".join(words(each) for each in stated if local_name(each) == "P") if stated is not None else ""


CRAWL: Final = Crawl(
    hosts=(fr_list.HOST,),
    seeds=fr_list.seeds,
    discover=fr_list.discover,
    parse=lambda document: parse(document.raw, document.ref, at=document.retrieved_at, about=document.about),
    recorded=fr_list.recorded,
    delay=2.0,
)
