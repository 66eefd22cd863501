"""The Laws of Hong Kong in the weekly bulk archives of the open data portal: HKLM 1.0 XML, one file a chapter.

The site itself asks not to be crawled: only the archives are asked for. A chapter in a language is the file
``cap_486_20221001000000_en_c.xml`` in a folder of its own.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Final

from crawlers.checks import missing_sections
from crawlers.crawl import Ask, Crawl, Document, Page, Recording
from crawlers.hklm_text import add_text, is_stub, not_in_operation, notes_of, title_of
from crawlers.outline import Outline
from crawlers.rights import Source
from crawlers.safe_xml import Element, attribute, child, local_name, read_xml, words
from crawlers.stub import refuse_stub
from crawlers.unknown import UnknownField, UnknownMarkup
from crawlers.zip_members import members
from law.dates import parse_date
from law.identifier import instrument_id_from_number
from law.instrument import Event, Instrument, Status, TextState, Version
from law.kind import kind_of

SOURCE: Final = Source(
    id="hk_elegislation",
    title="Hong Kong e-Legislation: current chapters in bulk",
    publisher="Department of Justice, Hong Kong SAR",
    jurisdictions=("hk",),
    languages=("en", "zh-Hant", "zh-Hans"),
    licence="DATA.GOV.HK Terms and Conditions of Use",
    terms_url="https://data.gov.hk/en/terms-and-conditions",
    address="https://data.gov.hk/en-data/dataset/hk-doj-hkel-legislation-current",
    allowed_use="copy and publish with the source and its owner named; the XML is no verified copy (Cap. 614 s. 5)",
    coverage="chapters (Caps.) as current in the week, repealed ones as stubs; no constitutional instruments",
    verified=False,
    verified_note="no archive was recorded: read over our own fixtures only; may exceed the 50 MB that a harvest takes",
)
STATUS_MAPPING: Final = "hk_elegislation/1"
STATUSES: Final = {
    "In effect": Status.IN_FORCE,
    "Repealed": Status.REPEALED,
    "Not yet in operation": Status.NOT_YET_IN_FORCE,
}
"""docStatus of a chapter; a word that is not here stops the document."""
_LANGUAGES: Final = {
    "en": "en",
    "zh-Hant-HK": "zh-Hant",
    "zh-Hans-HK": "zh-Hans",
    "zh-Hant": "zh-Hant",
    "zh-Hans": "zh-Hans",
}
_ARCHIVES: Final = "https://resource.data.one.gov.hk/doj/data/hkel_c_leg_"
_RANGES: Final = ("cap_1_cap_300", "cap_301_cap_600", "cap_601_cap_end")
_MEMBER: Final = re.compile(r"(cap_[0-9A-Z]+)_(?:[0-9]{14}|-{14})_(en|zh-Hant|zh-Hans)_c")
_STUB_OF_REPEALED: Final = "the publisher keeps only a stub of this repealed chapter: its text is not held"


def parse(raw: bytes, ref: str, *, at: datetime, as_of: date | None = None) -> Instrument:
    """One chapter in one language. Raises Unreadable, UnknownMarkup, UnknownField."""
    root = read_xml(raw)
    meta, main = child(root, "meta"), child(root, "main")
    number = words(child(meta, "docNumber")) if meta is not None else ""
    if meta is None or main is None or not number or words(child(meta, "docType")) != "cap":
        raise UnknownMarkup(f"<{local_name(root)}> is no chapter (docType cap) with its meta, docNumber and main")
    language = _LANGUAGES.get(attribute(root, "lang"))
    if language is None:
        raise UnknownField(f"unknown language {attribute(root, 'lang')!r}: add it to _LANGUAGES of hk_elegislation")
    title, name = title_of(main), f"Cap. {number}"
    return Instrument(
        id=instrument_id_from_number(jurisdiction="hk", scheme="cap", number=number),
        jurisdiction="hk",
        titles={language: title or words(child(meta, "docName")) or name},
        kind=kind_of(title, jurisdiction="hk"),
        short_titles=(name, f"第{number}章"),
        number=name,
        alternates={"cap": number},
        versions=(_version(raw, ref, meta, main, language, at, as_of),),
    )


def _version(
    raw: bytes, ref: str, meta: Element, main: Element, language: str, at: datetime, as_of: date | None
) -> Version:
    code, day = words(child(meta, "docStatus")), parse_date(words(child(meta, "date")))
    if code not in STATUSES:
        raise UnknownField(f"unknown docStatus {code!r}: add it to STATUSES of hk_elegislation")
    outline, notes = Outline(), notes_of(main)
    add_text(outline, main, chinese=language != "en")
    provisions = outline.finish()
    stub = STATUSES[code] is Status.REPEALED and is_stub(provisions)
    told = [*([p.text for p in provisions] if stub else []), *notes]
    return Version(
        key=day.isoformat() if day else "undated",
        language=language,
        source=SOURCE.id,
        source_ref=ref,
        source_url=f"https://www.elegislation.gov.hk{words(child(meta, 'identifier'))}",
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        status=STATUSES[code],
        status_code=f"docStatus={code}",
        status_mapping=STATUS_MAPPING,
        text_state=TextState.UNKNOWN if stub else TextState.POINT_IN_TIME,
        provisions=() if stub else refuse_stub(provisions),
        events=tuple(Event(text=note, action="repealed" if stub and not n else None) for n, note in enumerate(told)),
        problems=(_STUB_OF_REPEALED,)
        if stub
        else (*outline.problems, *missing_sections(provisions), *not_in_operation(main)),
    )


def _seeds(_: date | None) -> Iterable[Ask]:
    """Every archive: they hold no list of what changed."""
    tags = ("en", "zh-Hant", "zh-Hans")
    return [Ask(url=f"{_ARCHIVES}{caps}_{tag}.zip", role="archive") for caps in _RANGES for tag in tags]


def _documents(page: Page, beside: tuple[Page, ...]) -> Iterable[Document]:
    for member in members(page.body, suffixes={".xml"}):
        match = _MEMBER.fullmatch(PurePosixPath(member.name).stem)
        if match is None:
            raise UnknownField(f"the archive holds a file {member.name!r}, which is not named as a chapter")
        ref = f"{match[1]}/{match[2]}"
        yield Document(ref=ref, raw=member.raw, url=page.url, retrieved_at=page.retrieved_at, beside=beside)


def _recorded(folder: Path) -> Iterable[Recording]:
    """Archives under the names that the portal gives them."""
    asks = {ask.url.rpartition("/")[2]: ask for ask in _seeds(None)}
    found = [path for path in sorted(folder.glob("*.zip")) if path.name in asks]
    return [Recording(ask=asks[path.name], raw=path.read_bytes(), content_type="application/zip") for path in found]


CRAWL: Final = Crawl(
    hosts=("resource.data.one.gov.hk",),
    seeds=_seeds,
    parse=lambda document: parse(
        document.raw, document.ref, at=document.retrieved_at, as_of=document.retrieved_at.date()
    ),
    documents=_documents,
    recorded=_recorded,
    delay=10.0,
)
