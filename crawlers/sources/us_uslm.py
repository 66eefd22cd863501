"""Public laws and titles of the United States Code in USLM, the XML of the House and of the Publishing Office."""

import hashlib
import re
from datetime import date, datetime
from typing import Final

from crawlers.checks import missing_sections
from crawlers.crawl import Crawl
from crawlers.outline import Outline
from crawlers.rights import Source
from crawlers.safe_xml import Element, attribute, child, children, local_name, read_xml, words
from crawlers.stub import refuse_stub
from crawlers.unknown import UnknownMarkup, names
from crawlers.us_uslm_list import HOSTS, discover, documents, recorded, seeds
from crawlers.with_address import with_address
from crawlers.xml_lines import Markup, lines_of
from law.dates import parse_date
from law.identifier import instrument_id_from_number
from law.instrument import DatedFact, Event, Instrument, TextState, Version

SOURCE: Final = Source(
    id="us_uslm",
    title="United States Code and Public Laws in USLM",
    publisher="Office of the Law Revision Counsel and Government Publishing Office",
    jurisdictions=("us",),
    languages=("en",),
    licence="US government work, in the public domain (17 U.S.C. 105)",
    terms_url="https://uscode.house.gov/download/download.shtml",
    address="https://uscode.house.gov/download/download.shtml",
    allowed_use="copy, change and publish",
    coverage="titles of the United States Code at a release point, without notes; public laws as enacted",
    verified=True,
    verified_note="read over one public law (USLM 2) and title 1 of the Code (USLM 1); their lists only as described",
)
_LEVELS: Final = frozenset(
    {"title", "subtitle", "part", "subpart", "chapter", "subchapter", "division", "subdivision", "article"}
)
_MARKUP: Final = Markup(
    blocks=names(
        "subsection paragraph subparagraph clause subclause item subitem subsubitem content chapeau "
        "continuation p list listItem quotedContent tr table longTitle docTitle officialTitle enactingFormula "
        "resolvingClause recital preamble signatures signature role name courtRule courtRules section "
        "notation groupItem crossheading"
    ),
    labels=frozenset({"num", "heading"}),
    inline=names(
        "i b sup sub u inline ref date shortTitle term quotedText amendingAction approvedDate span a def br "
        "entity proviso headingText tbody thead layout tfoot"
    ),
    cells=frozenset({"td", "th", "column", "designator"}),
    ignored=names(
        "notes note sourceCredit toc sidenote page colgroup col footnote img figure editorialNote action "
        "legislativeHistory endMarker endnote"
    ),
)
_SECTION_NUMBER: Final = re.compile(r"[\[“\"]?(?P<label>.*?)[.\s—–-]*\]?", re.DOTALL)
_ROOTS: Final = frozenset({"pLaw", "uscDoc"})


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None = None) -> Instrument:
    """A public law or a title of the Code. Raises Unreadable, UnknownMarkup."""
    root = read_xml(raw)
    meta, main = child(root, "meta"), child(root, "main")
    if local_name(root) not in _ROOTS or meta is None or main is None:
        raise UnknownMarkup(f"<{local_name(root)}> is neither a public law nor a title of the Code")
    if local_name(root) == "uscDoc":
        return _title_of_code(raw, ref, meta, main, at, as_of)
    return _public_law(raw, ref, meta, main, at, as_of)


def _title_of_code(raw: bytes, ref: str, meta: Element, main: Element, at: datetime, as_of: date | None) -> Instrument:
    number, title = words(child(meta, "docNumber")), children(main)[0]
    created = parse_date(words(child(meta, "created"))[:10])
    outline = Outline()
    _add(outline, [e for e in children(title) if local_name(e) not in ("num", "heading")], rank=1)
    release = words(child(meta, "docPublicationName"))
    return Instrument(
        id=instrument_id_from_number(jurisdiction="us", scheme="usc", number=number),
        jurisdiction="us",
        titles={"en": f"United States Code, {words(child(title, 'num'))}{words(child(title, 'heading'))}"},
        kind="code",
        short_titles=(f"{number} U.S.C.", f"{number} USC"),
        number=f"{number} U.S.C.",
        alternates={"usc": attribute(title, "identifier")},
        versions=(
            Version(
                key=created.isoformat() if created else "undated",
                language="en",
                source=SOURCE.id,
                source_ref=ref,
                sha256=hashlib.sha256(raw).hexdigest(),
                retrieved_at=at,
                as_of=created or as_of,
                status_code=release or None,
                text_state=TextState.CONSOLIDATED,
                provisions=(provisions := refuse_stub(outline.finish())),
                events=(Event(text=f"release point {release}", day=created),),
                problems=(*outline.problems, *missing_sections(provisions)),
            ),
        ),
    )


def _public_law(raw: bytes, ref: str, meta: Element, main: Element, at: datetime, as_of: date | None) -> Instrument:
    number = f"{words(child(meta, 'congress'))}-{words(child(meta, 'docNumber'))}"
    approved = parse_date(words(child(meta, "approvedDate")))
    outline = Outline()
    _add(outline, children(main), rank=1)
    shorts = dict.fromkeys(words(e) for e in main.iter() if local_name(e) == "shortTitle" and e.get("role") == "act")
    names = [words(each) for each in children(meta) if local_name(each) == "citableAs"]
    return Instrument(
        id=instrument_id_from_number(jurisdiction="us", scheme="pl", number=number),
        jurisdiction="us",
        titles={"en": next(iter(shorts), words(child(meta, "title")))},
        kind="act",
        short_titles=(words(child(meta, "title")), *list(shorts)[1:], *names),
        issuing_body="Congress of the United States",
        number=next(iter(names), f"Public Law {number}"),
        alternates={"pl": number},
        versions=(
            Version(
                key=approved.isoformat() if approved else "undated",
                language="en",
                source=SOURCE.id,
                source_ref=ref,
                sha256=hashlib.sha256(raw).hexdigest(),
                retrieved_at=at,
                as_of=as_of,
                promulgated_on=DatedFact(day=approved, provenance="approvedDate") if approved else None,
                text_state=TextState.AS_ENACTED,
                provisions=(provisions := refuse_stub(outline.finish())),
                events=(Event(text="approved", day=approved, action="approved"),),
                problems=(*outline.problems, *missing_sections(provisions)),
            ),
        ),
    )


def _add(outline: Outline, elements: list[Element], rank: int) -> None:
    for element in elements:
        name = local_name(element)
        if name in _LEVELS:
            outline.heading(_label(element), words(child(element, "heading")).rstrip(" .—"), rank)
            _add(outline, [e for e in children(element) if local_name(e) not in ("num", "heading")], rank + 1)
            outline.end_headings(rank)
        elif name == "section":
            outline.article(_label(element), heading=words(child(element, "heading")).rstrip(" .—"))
            _add_lines(outline, [e for e in children(element) if local_name(e) not in ("num", "heading")])
        elif name == "appendix":
            outline.annex(_label(element), words(child(element, "heading")))
            _add(outline, [e for e in children(element) if local_name(e) not in ("num", "heading")], rank=1)
        else:
            _add_lines(outline, [element])


def _label(element: Element) -> str:
    """§ 112b and SEC. 2 as printed, without the full stop or dash that parts them from the heading."""
    match = _SECTION_NUMBER.fullmatch(words(child(element, "num")))
    return match["label"].strip() if match else ""


def _add_lines(outline: Outline, elements: list[Element]) -> None:
    for line in lines_of(elements, _MARKUP):
        outline.line(line)


CRAWL: Final = Crawl(
    hosts=HOSTS,
    seeds=seeds,
    parse=lambda document: with_address(parse(document.raw, document.ref, at=document.retrieved_at), url=document.url),
    discover=discover,
    documents=documents,
    recorded=recorded,
)
