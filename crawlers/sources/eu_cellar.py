"""Acts of the European Union from CELLAR: the page of a text and, beside it, what ``crawlers.eu_metadata`` reads."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from crawlers.checks import sequence_problems
from crawlers.crawl import Crawl, Document
from crawlers.eu_cellar_list import HOSTS, discover, documents, recorded, seeds
from crawlers.eu_markup import add_text, is_article, is_classed, read_lines, title_lines
from crawlers.eu_metadata import STATUS_MAPPING, STATUSES, Metadata, read_metadata
from crawlers.html_lines import Line, require_whole_page
from crawlers.outline import Outline
from crawlers.readable import Unreadable
from crawlers.rights import Source
from crawlers.stub import refuse_stub
from crawlers.with_address import with_address
from law.dates import find_dates, parse_date
from law.identifier import instrument_id_from_number
from law.instrument import DatedFact, Event, Instrument, Status, TextState, Version
from law.kind import kind_of
from law.provision import Provision

SOURCE: Final = Source(
    id="eu_cellar",
    title="EUR-Lex and CELLAR: law of the European Union",
    publisher="Publications Office of the European Union",
    jurisdictions=("eu",),
    languages=("en",),
    licence="Commission Decision 2011/833/EU on reuse (CC BY 4.0 for EUR-Lex content)",
    terms_url="https://eur-lex.europa.eu/content/legal-notice/legal-notice.html",
    address="https://publications.europa.eu/webapi/rdf/sparql",
    allowed_use="copy, change and publish with the source named; only the Official Journal is authentic",
    coverage="regulations, directives and decisions in English, as published and consolidated",
    verified=True,
    verified_note="read over three acts, consolidated, of the Official Journal and from before 1998, with metadata; "
    "the query for their list was not answered yet",
)
_CELEX: Final = re.compile(r"(?<![0-9A-Z])[03](?P<rest>[0-9]{4}[RLD][0-9]{4})(?![0-9])")
_REFERENCE: Final = re.compile(
    r"0[0-9]{4}[RLD][0-9]{4}\s—\s(?P<language>[A-Z]{2})\s—\s(?P<day>\S+)\s—\s(?P<edition>[0-9]{3})\."
)
_KINDS: Final = {"R": "eu_regulation", "L": "directive", "D": "eu_decision"}
_NUMBER: Final = re.compile(
    r"(?:\((?:EU|EC|EEC|Euratom|EU, Euratom)\)\s)?(?:No\s?)?[0-9]{1,4}/[0-9]{1,4}(?:/(?:EU|EC|EEC))?|No\s[0-9]{1,4}\b"
)
_APPLIES: Final = re.compile(r"shall apply from\s")


def parse(
    raw: bytes, ref: str, *, at: datetime, as_of: date | None = None, metadata: bytes | None = None
) -> Instrument:
    """One text of an act. ``metadata`` is the SPARQL result for it. Raises Unreadable, UnknownMarkup, UnknownField."""
    require_whole_page(raw)
    lines = read_lines(raw)
    if not any(is_article(line) for line in lines):
        raise Unreadable("the page has no articles: metadata, a menu, a challenge or another markup, but no act")
    about = read_metadata(metadata) if metadata else None
    celex = _celex(ref, lines, about)
    title = about.title if about and about.title else " ".join(title_lines(lines))
    number = _NUMBER.search(title)
    version = _version(raw, ref, lines, about, at, as_of)
    return Instrument(
        id=instrument_id_from_number(jurisdiction="eu", scheme="celex", number=celex),
        jurisdiction="eu",
        titles={version.language: title},
        kind=kind_of(title, jurisdiction="eu") or _KINDS[celex[5]],
        short_titles=_short_titles(title),
        issuing_body=" and ".join(about.authors) or None if about else None,
        number=number[0] if number else None,
        alternates={"celex": celex, **({"eli": about.eli} if about and about.eli else {})},
        versions=(version,),
    )


def _celex(ref: str, lines: Sequence[Line], about: Metadata | None) -> str:
    """The act's own number; a consolidated text bears it with 0 for 3."""
    printed = next((line.text for line in lines if line.css == "reference"), "")
    match = _CELEX.search(about.celex if about else "") or _CELEX.search(printed) or _CELEX.search(ref)
    if match is None:
        raise Unreadable(
            "no CELEX number in the metadata, the page or its name: give the file its CELEX number as name"
        )
    return f"3{match['rest']}"


def _short_titles(title: str) -> tuple[str, ...]:
    named = re.findall(r"\((?P<name>[A-Z][A-Za-z ]{5,60}(?:Regulation|Directive|Act|Decision|Certificate))\)", title)
    return tuple(named)


def _version(
    raw: bytes, ref: str, lines: list[Line], about: Metadata | None, at: datetime, as_of: date | None
) -> Version:
    reference = next((m for line in lines if line.css == "reference" and (m := _REFERENCE.match(line.text))), None)
    outline = Outline()
    provisions = refuse_stub(add_text(outline, lines))
    made = about.made_on if about else _day_in(title_lines(lines) + [line.text for line in lines[-6:]])
    effect, remarks = _effect(about, provisions, reference)
    consolidated = _day(reference["day"]) if reference else None
    day = consolidated or made
    return Version(
        key=day.isoformat() if day else "undated",
        language=_language(reference, lines),
        source=SOURCE.id,
        source_ref=ref,
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=DatedFact(day=made, provenance="the date of the act") if made else None,
        in_force_from=effect,
        repealed_on=DatedFact(day=about.end, provenance="end of validity") if about and about.end else None,
        status=STATUSES[about.force] if about and about.force else Status.UNKNOWN,
        status_code=f"in-force={about.force}" if about and about.force else None,
        status_mapping=STATUS_MAPPING,
        text_state=TextState.CONSOLIDATED if reference else TextState.AS_ENACTED,
        provisions=provisions,
        events=(*_amendments(lines), *_applications(provisions)),
        problems=(*outline.problems, *sequence_problems(provisions), *(about.problems if about else ()), *remarks),
    )


def _effect(
    about: Metadata | None, provisions: Sequence[Provision], reference: re.Match[str] | None
) -> tuple[DatedFact | None, list[str]]:
    """A consolidation with amendments holds from its own day; else the unlabelled day that is not of application."""
    if reference and int(reference["edition"]) > 0 and (day := _day(reference["day"])):
        return DatedFact(day=day, provenance=f"the day of the consolidation: {reference[0]}"), []
    applied = {event.day for event in _applications(provisions)}
    left = [day for day in (about.effects if about else ()) if day not in applied]
    if len(left) == 1:
        return DatedFact(day=left[0], provenance="entry into force in the metadata"), []
    return None, [f"the metadata gives {len(left)} days of effect and does not say of what"] if left else []


def _applications(provisions: Sequence[Provision]) -> list[Event]:
    """It shall apply from 25 May 2018, in the last articles: later than the entry into force."""
    events = []
    for provision in [p for p in provisions if p.id.startswith("art_")][-2:]:
        for line in provision.text.split("\n"):
            for match in _APPLIES.finditer(line):
                found = next((f for f in find_dates(line[match.end() : match.end() + 30]) if f.start == 0), None)
                if found:
                    events.append(Event(text=line, day=found.day, action="in_force"))
    return events


def _amendments(lines: Sequence[Line]) -> list[Event]:
    """The acts and corrigenda that a consolidated text lists at its head."""
    named = dict.fromkeys(line.text for line in lines if line.css.startswith("title-fam-member"))
    return [Event(text=text, day=_day_in([text]), action="amended") for text in named if len(text) > len("M4 ")]


def _day(printed: str) -> date | None:
    """30.06.2022, which the Publications Office prints day first."""
    day, month, year = printed.split(".")
    return parse_date(f"{year}-{month}-{day}")


def _day_in(texts: Sequence[str]) -> date | None:
    return next((found.day for text in texts for found in find_dates(text) if found.day), None)


def _language(reference: re.Match[str] | None, lines: Sequence[Line]) -> str:
    printed = reference["language"] if reference else next((x.text for x in lines if x.css == "oj-hd-lg"), "")
    return printed.casefold() or ("en" if not is_classed(list(lines)) else "und")


def _parse_document(document: Document) -> Instrument:
    metadata = next((page.body for page in document.beside), None)
    read = parse(document.raw, document.ref, at=document.retrieved_at, metadata=metadata)
    return with_address(read, url=document.url)


CRAWL: Final = Crawl(
    hosts=HOSTS,
    seeds=seeds,
    parse=_parse_document,
    discover=discover,
    documents=documents,
    recorded=recorded,
)
