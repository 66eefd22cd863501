"""Consolidated acts and regulations of Canada: the XML of the Justice Laws Website, English and French twins."""

import hashlib
import re
from datetime import date, datetime
from typing import Final

from crawlers.ca_justice_list import HOSTS, discover, recorded, seeds
from crawlers.ca_text import add_document
from crawlers.checks import missing_sections
from crawlers.crawl import Crawl
from crawlers.outline import Outline
from crawlers.rights import Source
from crawlers.safe_xml import Element, attribute, child, children, local_name, read_xml, words
from crawlers.stub import refuse_stub
from crawlers.unknown import UnknownMarkup
from crawlers.with_address import with_address
from law.dates import parse_date
from law.identifier import instrument_id_from_number
from law.instrument import DatedFact, Event, Instrument, Status, TextState, Version

SOURCE: Final = Source(
    id="ca_justice",
    title="Justice Laws Website: consolidated acts and regulations of Canada",
    publisher="Department of Justice Canada",
    jurisdictions=("ca",),
    languages=("en", "fr"),
    licence="Open Government Licence – Canada; Reproduction of Federal Law Order (SI/97-5)",
    terms_url="https://laws-lois.justice.gc.ca/eng/ReproductionOfFederalLaw",
    address="https://github.com/justicecanada/laws-lois-xml",
    allowed_use="copy and publish with due diligence for accuracy, and not as an official version",
    coverage="federal acts and regulations as consolidated; no annual statutes, no provincial law",
    verified=True,
    verified_note="read over one act and one regulation, in English; the index of all texts only as it is described",
)
STATUS_MAPPING: Final = "ca_justice/1"
STATUSES: Final = {"yes": Status.IN_FORCE, "no": Status.NOT_YET_IN_FORCE, "": Status.UNKNOWN}
_NUMBER: Final = re.compile(r"(?P<scheme>SOR|DORS|SI|TR)/(?P<number>[0-9A-Za-z-]+)")
_SCHEMES: Final = {"SOR": "sor", "DORS": "sor", "SI": "si", "TR": "si"}
_ROOTS: Final = {"Statute": "act", "Regulation": "regulation"}


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None = None) -> Instrument:
    """One act or regulation. Raises Unreadable, UnknownMarkup."""
    root = read_xml(raw)
    identification = child(root, "Identification")
    if local_name(root) not in _ROOTS or identification is None:
        raise UnknownMarkup(f"<{local_name(root)}> is neither a Statute nor a Regulation with its Identification")
    scheme, number = _number(identification)
    language = attribute(root, "lang")
    long, short = words(child(identification, "LongTitle")), words(child(identification, "ShortTitle"))
    return Instrument(
        id=instrument_id_from_number(jurisdiction="ca", scheme=scheme, number=number),
        jurisdiction="ca",
        titles={language: short or long},
        kind=_ROOTS[local_name(root)],
        short_titles=tuple(name for name in (long,) if short and name),
        issuing_body="Parliament of Canada" if scheme == "chapter" else _maker(identification),
        number=_printed_number(identification),
        alternates={scheme: number},
        versions=(_version(raw, ref, root, language, at, as_of),),
    )


def _number(identification: Element) -> tuple[str, str]:
    printed = words(child(identification, "InstrumentNumber"))
    match = _NUMBER.fullmatch(printed)
    if match:
        return _SCHEMES[match["scheme"]], match["number"]
    if printed:
        return "crc", printed.rpartition(" ")[2]
    chapter = child(identification, "Chapter", "ConsolidatedNumber")
    annual = child(identification, "Chapter", "AnnualStatuteId")
    if chapter is None and annual is None:
        raise UnknownMarkup("neither InstrumentNumber nor Chapter: the instrument has no number to be known by")
    return "chapter", words(chapter) or "-".join(
        words(each) for each in (children(annual) if annual is not None else [])
    )


def _printed_number(identification: Element) -> str | None:
    """SOR/83-507; a chapter of the Revised Statutes of 1985, if the source calls that number official."""
    chapter = child(identification, "Chapter", "ConsolidatedNumber")
    if chapter is not None and chapter.get("official") == "yes":
        return f"R.S.C., 1985, c. {words(chapter)}"
    return words(child(identification, "InstrumentNumber")) or None


def _maker(identification: Element) -> str | None:
    """P.C. (Privy Council) numbers are those of orders of the Governor in Council; other makers as printed."""
    maker = words(child(identification, "RegulationMakerOrder", "RegulationMaker"))
    return {"P.C.": "Governor General in Council", "C.P.": "Gouverneur général en conseil"}.get(maker, maker) or None


def _version(raw: bytes, ref: str, root: Element, language: str, at: datetime, as_of: date | None) -> Version:
    outline = Outline()
    remarks = add_document(outline, root, language)
    amended, current = (parse_date(attribute(root, name)) for name in ("lastAmendedDate", "current-date"))
    code = attribute(root, "in-force")
    return Version(
        key=amended.isoformat() if amended else "undated",
        language=language,
        source=SOURCE.id,
        source_ref=ref,
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=current or as_of,
        promulgated_on=_made_on(root),
        in_force_from=DatedFact(day=amended, provenance="lims:lastAmendedDate") if amended else None,
        status=STATUSES[code],
        status_code=f"in-force={code}" if code else None,
        status_mapping=STATUS_MAPPING,
        text_state=TextState.CONSOLIDATED,
        provisions=(provisions := refuse_stub(outline.finish())),
        events=tuple(_amendments(root)),
        problems=(*outline.problems, *missing_sections(provisions), *remarks),
    )


def _made_on(root: Element) -> DatedFact | None:
    """The day of registration of a regulation, of assent to an act; consolidated acts do not state theirs."""
    stages = [each for each in root.iter() if local_name(each) == "Stages" and each.get("stage") == "assented-to"]
    for element in (child(root, "Identification", "RegistrationDate"), *stages):
        read = child(element, "Date") if element is not None else None
        if read is not None:
            year, month, day = (int(words(child(read, name))) for name in ("YYYY", "MM", "DD"))
            return DatedFact(day=date(year, month, day), provenance=local_name(element) if element is not None else "")
    return None


def _amendments(root: Element) -> list[Event]:
    recent = child(root, "RecentAmendments")
    read = [] if recent is None else children(recent)
    return [
        Event(
            text=words(child(each, "AmendmentCitation")),
            day=parse_date(words(child(each, "AmendmentDate"))),
            action="amended",
        )
        for each in read
    ]


CRAWL: Final = Crawl(
    hosts=HOSTS,
    seeds=seeds,
    parse=lambda document: with_address(parse(document.raw, document.ref, at=document.retrieved_at), url=document.url),
    discover=discover,
    recorded=recorded,
)
