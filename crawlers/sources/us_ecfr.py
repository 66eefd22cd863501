"""Parts of the Code of Federal Regulations on a day: the XML of the eCFR's versioner.

A part is ``DIV5``, its subparts ``DIV6``, subject groups ``DIV7``, sections ``DIV8`` and appendices ``DIV9``, each with
a ``HEAD``. The day is in the address only (``full/2024-05-17/title-3.xml?part=101``).
"""

import hashlib
import json
import re
from datetime import date, datetime
from html import unescape
from typing import Final

from crawlers.checks import missing_sections
from crawlers.crawl import Crawl
from crawlers.outline import Outline
from crawlers.rights import Source
from crawlers.safe_xml import Element, children, local_name, read_xml, words
from crawlers.stub import refuse_stub
from crawlers.unknown import UnknownMarkup, names
from crawlers.us_ecfr_list import HOSTS, address_of, day_of, discover, recorded, seeds
from crawlers.with_address import with_address
from crawlers.xml_lines import Markup, lines_of
from law.dates import find_dates, parse_date
from law.identifier import instrument_id_from_number
from law.instrument import Event, Instrument, Status, TextState, Version

SOURCE: Final = Source(
    id="us_ecfr",
    title="Electronic Code of Federal Regulations",
    publisher="Office of the Federal Register and Government Publishing Office",
    jurisdictions=("us",),
    languages=("en",),
    licence="US government work, in the public domain (17 U.S.C. 105)",
    terms_url="https://www.ecfr.gov/reader-aids/government-policy-and-ofr-procedures",
    address="https://www.ecfr.gov/api/versioner/v1/",
    allowed_use="copy, change and publish; the eCFR is not the official edition",
    coverage="parts of the federal regulations whose headings speak of records, disclosure, privacy or secrecy",
    verified=True,
    verified_note="read over 3 CFR part 101 of 2024-05-17 and the structure of title 3",
)
STATUS_MAPPING: Final = "us_ecfr/1"
"""The versioner gives the text that is in effect on the day asked for; that answer is the source's status."""
_DAY: Final = re.compile(r"(?<![0-9])[12][0-9]{3}-[01][0-9]-[0-3][0-9](?![0-9])")
_CITATION: Final = re.compile(r"(?P<title>[0-9]{1,2}) CFR Part (?P<part>[0-9A-Za-z.-]+)")
_SECTION: Final = re.compile(r"(?P<label>§+\s?[0-9A-Za-z.()-]+(?:\s?[-–—]\s?[0-9.]+)?)\s{0,3}(?P<title>.*)", re.DOTALL)
_PART: Final = re.compile(
    r"(?P<label>(?:PART|SUBPART|APPENDIX)\s{1,2}\S+?)(?:\s?[—–]|\s+TO\s|\s|$)(?P<title>.*)", re.IGNORECASE | re.DOTALL
)
_HEADED: Final = frozenset({"DIV6", "DIV7"})
_MARKUP: Final = Markup(
    blocks=names(
        "P FP FP-1 FP-2 FP1-2 PSPACE EXTRACT NOTE EDNOTE CROSSREF HD1 HD2 HD3 DIV TABLE TR CAPTION FTNT MATH "
        "SCOL2 LDRWK LDRTXT NOTE1 EXAMPLE AUTH SOURCE APPRO PARAUTH HEAD HED"
    ),
    inline=names("I E SU B SUP SUB FR AC XREF STARS BR THEAD TBODY a em strong"),
    cells=frozenset({"TH", "TD"}),
    ignored=frozenset({"CITA", "SECAUTH", "img", "EFFDNOT"}),
)


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None = None) -> Instrument:
    """One part. ``ref`` is its address or file name, with the day. Raises Unreadable, UnknownMarkup."""
    root = read_xml(raw)
    citation = _CITATION.search(_metadata(root).get("citation", ""))
    if local_name(root) != "DIV5" or citation is None:
        raise UnknownMarkup(f"<{local_name(root)}> is not a part (DIV5) that states its citation")
    day = parse_date(match[0]) if (match := _DAY.search(ref)) else as_of
    return Instrument(
        id=instrument_id_from_number(jurisdiction="us", scheme="cfr", number=f"{citation['title']}/{citation['part']}"),
        jurisdiction="us",
        titles={"en": words(children(root)[0])},
        kind="regulation",
        short_titles=(citation[0], citation[0].replace("Part ", "")),
        number=citation[0],
        alternates={"cfr": f"{citation['title']} CFR {citation['part']}"},
        versions=(_version(raw, ref, root, day, at),),
    )


def _metadata(root: Element) -> dict[str, str]:
    """The attribute is JSON, for parts with its quotation marks escaped once too often."""
    read = json.loads(unescape(root.get("hierarchy_metadata", "{}")))
    return {str(key): str(value) for key, value in read.items()}


def _version(raw: bytes, ref: str, root: Element, day: date | None, at: datetime) -> Version:
    outline = Outline()
    _add(outline, children(root)[1:], rank=1)
    return Version(
        key=day.isoformat() if day else "undated",
        language="en",
        source=SOURCE.id,
        source_ref=ref,
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=day,
        status=Status.IN_FORCE if day else Status.UNKNOWN,
        status_code=f"full/{day}" if day else None,
        status_mapping=STATUS_MAPPING,
        text_state=TextState.POINT_IN_TIME,
        provisions=(provisions := refuse_stub(outline.finish())),
        events=tuple(_events(root)),
        problems=(*outline.problems, *missing_sections(provisions, part=root.get("N", ""))),
    )


def _events(root: Element) -> list[Event]:
    """The citations to the Federal Register below sections; they give days of publication, not of effect."""
    notes = [words(each).strip("[]") for each in root.iter("CITA", "SECAUTH", "EFFDNOT")]
    return [Event(text=note, day=found[-1].day if (found := find_dates(note)) else None) for note in notes]


def _add(outline: Outline, elements: list[Element], rank: int) -> None:
    for element in elements:
        name = local_name(element)
        if name in _HEADED:
            match = _PART.fullmatch(words(children(element)[0]))
            label, title = (match["label"], match["title"]) if match else ("", words(children(element)[0]))
            outline.heading(label, title.strip(), rank)
            _add(outline, children(element)[1:], rank + 1)
        elif name in ("DIV8", "DIV9"):
            _add_unit(outline, element)
        else:
            for line in lines_of(element, _MARKUP):
                outline.line(line)


def _add_unit(outline: Outline, element: Element) -> None:
    head = words(children(element)[0])
    match = (_SECTION if local_name(element) == "DIV8" else _PART).fullmatch(head)
    label, title = (match["label"], match["title"].strip()) if match else (head, "")
    if local_name(element) == "DIV8":
        outline.article(label, heading=title)
    else:
        outline.annex(label, title)
    for each in children(element)[1:]:
        for line in lines_of(each, _MARKUP):
            outline.line(line)


CRAWL: Final = Crawl(
    hosts=HOSTS,
    seeds=seeds,
    parse=lambda document: with_address(
        parse(document.raw, document.ref, at=document.retrieved_at, as_of=day_of(document)), url=address_of(document)
    ),
    discover=discover,
    recorded=recorded,
)
