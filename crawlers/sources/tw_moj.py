"""Statutes and regulations of Taiwan in the Ministry of Justice's weekly bulk data; see ``crawlers.tw_moj_record``."""

import hashlib
import re
from datetime import date, datetime
from typing import Final

from crawlers.checks import sequence_problems
from crawlers.crawl import Crawl
from crawlers.garbled import private_use_characters
from crawlers.outline import Outline, Rank
from crawlers.rights import Source
from crawlers.stub import refuse_stub
from crawlers.tw_history import Entry, effect_of_last, read_entries
from crawlers.tw_moj_list import HOSTS, discover, documents, recorded, seeds
from crawlers.tw_moj_record import Record, Unit, read_record
from crawlers.unknown import UnknownField
from crawlers.wrapped import unwrap
from law.dates import parse_date
from law.heading import split_heading
from law.identifier import instrument_id_from_number
from law.instrument import DatedFact, Instrument, Status, TextState, Version
from law.kind import kind_of
from law.provision import Provision

SOURCE: Final = Source(
    id="tw_moj",
    title="Laws and Regulations Database of the Republic of China (Taiwan)",
    publisher="Ministry of Justice (法務部)",
    jurisdictions=("tw",),
    languages=("zh-Hant", "en"),
    licence="Open Government Data License, version 1.0",
    terms_url="https://data.gov.tw/license",
    address="https://law.moj.gov.tw/api",
    allowed_use="copy, change and publish with the publisher named; the English texts are for reference",
    coverage="national statutes and regulations in force, repealed ones marked; no local regulations",
    verified=True,
    verified_note="read over 14 records of five laws, in both XML and JSON and both languages",
)
STATUS_MAPPING: Final = "tw_moj/1"
STATUSES: Final = {"": Status.IN_FORCE, "廢": Status.REPEALED}
"""LawAbandonNote. The collection holds the law in force and marks what was repealed: an empty note says the first."""
_KINDS: Final = {"憲法": "constitution", "法律": "act", "命令": None}
_RANKS: Final = {"編": Rank.PART, "章": Rank.CHAPTER, "節": Rank.SECTION, "款": Rank.LOWER, "目": Rank.LOWER + 1}
_ENGLISH_RANKS: Final = {"part": Rank.PART, "chapter": Rank.CHAPTER, "section": Rank.SECTION}
_PCODE: Final = re.compile(r"pcode=([A-Z][0-9]{7})\b", re.IGNORECASE)


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None = None) -> Instrument:
    """One law of the collection. Raises Unreadable, UnknownField."""
    record = read_record(raw)
    pcode = _PCODE.search(record["url"])
    if pcode is None or record["level"] not in _KINDS:
        raise UnknownField(f"no pcode in {record['url']!r}, or a LawLevel {record['level']!r} that is not known")
    entries = read_entries(record["histories"])
    version = _version(raw, ref, record, entries, at, as_of)
    return Instrument(
        id=instrument_id_from_number(jurisdiction="tw", scheme="pcode", number=pcode[1]),
        jurisdiction="tw",
        titles={tag: record[name] for tag, name in (("zh-Hant", "title"), ("en", "english_title")) if record[name]},
        kind=_KINDS[record["level"]] or kind_of(record["title"], jurisdiction="tw"),
        issuing_body=_issuing_body(record, entries),
        alternates={"pcode": pcode[1]},
        versions=(version,),
    )


def _issuing_body(record: Record, entries: tuple[Entry, ...]) -> str | None:
    """Statutes are passed by the Legislative Yuan (Constitution, art. 170); orders are made by who signs them."""
    if record["level"] == "法律":
        return "立法院"
    return next((entry.event.actor for entry in entries if entry.event.action == "promulgated"), None)


def _version(
    raw: bytes, ref: str, record: Record, entries: tuple[Entry, ...], at: datetime, as_of: date | None
) -> Version:
    outline = _outline(record)
    provisions = refuse_stub(outline.finish())
    repeal = _first(entries, "repealed") if record["abandoned"] else None
    pending = record["effective"] == "99991231"
    effective = parse_date(record["effective"])
    stated = DatedFact(day=effective, provenance="LawEffectiveDate") if effective else effect_of_last(entries)
    return Version(
        key=_key(record, entries),
        language="en" if record.english else "zh-Hant",
        source=SOURCE.id,
        source_ref=ref,
        source_url=record["url"],
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=_first(entries, "promulgated"),
        in_force_from=None if pending else stated,
        commenced_on=effect_of_last(entries, first=True),
        repealed_on=repeal,
        status=_status(record),
        status_code=_status_code(record),
        status_mapping=STATUS_MAPPING,
        text_state=TextState.CONSOLIDATED if _amended(entries) else TextState.AS_ENACTED,
        provisions=provisions,
        events=tuple(entry.event for entry in entries),
        problems=(*outline.problems, *sequence_problems(provisions), *_remarks(record, entries, provisions)),
    )


def _outline(record: Record) -> Outline:
    outline = Outline()
    for line in unwrap(record["foreword"]):
        outline.line(line)
    for unit in record.units:
        if unit.is_heading:
            _add_heading(outline, unit)
        else:
            outline.article(unit.number)
            for line in unwrap(unit.content):
                outline.line(line)
    return outline


def _add_heading(outline: Outline, unit: Unit) -> None:
    label, title = split_heading(unit.content.strip()) or ("", unit.content.strip())
    english = _ENGLISH_RANKS.get(label.split(" ")[0].casefold()) if label else None
    outline.heading(label, title, english or next((_RANKS[c] for c in reversed(label) if c in _RANKS), Rank.CHAPTER))


def _status(record: Record) -> Status:
    if record["abandoned"] not in STATUSES:
        raise UnknownField(f"unknown LawAbandonNote {record['abandoned']!r}: add it to STATUSES of tw_moj")
    status = STATUSES[record["abandoned"]]
    wholly_pending = record["effective"] == "99991231" and "條" not in record["effective_note"]
    return Status.NOT_YET_IN_FORCE if status is Status.IN_FORCE and wholly_pending else status


def _status_code(record: Record) -> str:
    codes = (("LawAbandonNote", "abandoned"), ("LawCategory", "category"), ("LawEffectiveDate", "effective"))
    return "; ".join(f"{name}={record[field]}" for name, field in codes)


def _key(record: Record, entries: tuple[Entry, ...]) -> str:
    """The day of the last change of the text; a repeal changes the law and not its text."""
    changes = [e.event.day for e in entries if e.event.day and e.numbered and e.event.action != "repealed"]
    modified = parse_date(record["modified"])
    day = max(changes, default=modified) if record["abandoned"] else modified
    return day.isoformat() if day else "undated"


def _first(entries: tuple[Entry, ...], action: str) -> DatedFact | None:
    events = (entry.event for entry in entries if entry.event.action == action and entry.event.day)
    return next((DatedFact(day=e.day, provenance=e.text) for e in events if e.day), None)


def _amended(entries: tuple[Entry, ...]) -> bool:
    return any(entry.event.action == "amended" for entry in entries)


def _remarks(record: Record, entries: tuple[Entry, ...], provisions: tuple[Provision, ...]) -> list[str]:
    remarks = [f"has an attachment that is not part of the text: {each}" for each in record.attachments]
    if record["effective_note"]:
        remarks.append(f"commencement: {''.join(record['effective_note'].split())}")
    made = _first(entries, "promulgated")
    if made and made.day.isoformat() > _key(record, entries):
        remarks.append(f"the history gives {made.day} as promulgation, after the day of the last change")
    return [*remarks, *private_use_characters("".join(p.text for p in provisions))]


CRAWL: Final = Crawl(
    hosts=HOSTS,
    seeds=seeds,
    parse=lambda document: parse(document.raw, document.ref, at=document.retrieved_at),
    discover=discover,
    documents=documents,
    recorded=recorded,
)
