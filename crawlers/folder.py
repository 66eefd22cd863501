"""Texts that a person brings in a folder: text, HTML, Word, PDF and Akoma Ntoso, with facts beside them or not.

``NAME.yaml`` beside a file states facts of it, see ``crawlers.folder_metadata``. Without one the title is the first
heading or line, the jurisdiction is the one that the caller names, and of the rest what the text itself states.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from crawlers.commencement import find_commencement
from crawlers.folder_akoma import read_akoma
from crawlers.folder_files import find_texts
from crawlers.folder_metadata import ENDING, BadMetadata, Metadata, read_metadata
from crawlers.folder_reading import Reading, disagreements, read_structure, why_cut_off
from crawlers.folder_text import AKOMA, PlainText, read_text
from crawlers.importing import QUARANTINED, REFUSED, ImportReport, Progress, run_import
from crawlers.markdown_folder import without_duplicates
from crawlers.repeals import find_repeals
from crawlers.rights import Source
from crawlers.told_language import language_of
from crawlers.version_day import MAKING, dates_told, was_amended
from law.corpus import Corpus, Refusal
from law.identifier import instrument_id
from law.instrument import DatedFact, Instrument, Status, TextState, Version
from law.jurisdiction import JURISDICTIONS
from law.kind import kind_of
from law.numbering import UnknownLabel

SOURCE: Final = Source(
    id="folder",
    title="Files that you bring",
    publisher="the person who brings the files",
    jurisdictions=(),
    languages=("zh-Hans", "zh-Hant", "en"),
    licence="rights as stated by the person who brings the files",
    terms_url="",
    allowed_use="what the person who brings the files may do with them",
    coverage="the files of the folder, for the places that they or the import name; not complete for any of them",
    verified=False,
    verified_note="verified on our fixtures only",
)
STATUS_MAPPING: Final = "folder/1"
"""The metadata's words for a status are our own."""
_STATES: Final = {True: TextState.POINT_IN_TIME, False: TextState.AS_ENACTED, None: TextState.UNKNOWN}
_NOTHING: Final = Metadata()
_SPACES: Final = re.compile(r"[\s@#?%]+")


def parse(
    raw: bytes,
    ref: str,
    *,
    at: datetime,
    jurisdiction: str | None,
    metadata: Metadata | None = None,
    as_of: date | None = None,
) -> Instrument:
    """One file as an instrument with one version; ``metadata`` overrules ``jurisdiction`` and the text.

    Raises Unreadable, NotThisLayout, BadAddress, BadMetadata where neither says of which place the text is or in
    which language, UnknownJurisdiction.
    """
    facts = metadata or _NOTHING
    if Path(ref).suffix.lower() in AKOMA:
        return read_akoma(raw, ref, at=at, place=jurisdiction, stated=facts)
    place = facts.jurisdiction or jurisdiction
    if place is None:
        raise BadMetadata(f"no jurisdiction is stated: write it into {_beside(ref)}")
    text = read_text(raw, ref, title=facts.title, language=facts.language)
    read = read_structure(text, facts, JURISDICTIONS[place].code)
    version = _version(raw, ref, read, at, as_of)
    body, number = facts.issuing_body or read.history.body(), facts.number or read.history.number()
    made, events = version.promulgated_on, [event.text for event in version.events]
    return Instrument(
        id=instrument_id(jurisdiction=place, title=text.title, day=made.day if made else None),
        jurisdiction=place,
        titles={version.language: text.title},
        kind=facts.kind or kind_of(text.title, jurisdiction=place, issuing_body=body, history=events),
        issuing_body=body,
        number=number,
        versions=(version,),
    )


def _beside(ref: str) -> str:
    return Path(ref).with_suffix(ENDING).name


def _version(raw: bytes, ref: str, read: Reading, at: datetime, as_of: date | None) -> Version:
    facts, name = read.facts, _beside(ref)
    language = facts.language or language_of(_words_of(read.text))
    if language is None:
        raise BadMetadata(f"the letters do not tell the language: write it into {name}, such as language: fr")
    made = _fact(facts.promulgated_on, "promulgated_on", name) or read.history.last(*MAKING)
    amended = was_amended(read.history, made)
    dates = dates_told(read.history, made, find_commencement(read.provisions), amended=amended)
    in_force = _fact(facts.in_force_from, "in_force_from", name) or dates.in_force_from
    effect, cut = in_force or dates.commenced_on, why_cut_off(read)
    return Version(
        key=made.day.isoformat() if made else "undated",
        language=language,
        source=SOURCE.id,
        source_ref=ref,
        source_url=facts.source_url,
        sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=at,
        as_of=as_of,
        promulgated_on=dates.promulgated_on,
        in_force_from=in_force,
        commenced_on=dates.commenced_on,
        status=facts.status or Status.UNKNOWN,
        status_code=facts.status.value if facts.status else None,
        status_mapping=STATUS_MAPPING if facts.status else None,
        text_state=TextState.TRUNCATED if cut else _STATES[amended],
        provisions=read.provisions,
        events=read.history.events,
        repeal_clauses=find_repeals(read.provisions, effect_on=effect.day if effect else None),
        problems=(*cut, *read.problems, *disagreements(read, dates.in_force_from)),
    )


def _words_of(text: PlainText) -> str:
    return "\n".join((text.title, *text.head, *text.body))


def _fact(day: date | None, field: str, name: str) -> DatedFact | None:
    return DatedFact(day=day, provenance=f"{field} in {name}") if day else None


def import_folder(
    corpus: Corpus,
    folder: Path,
    *,
    jurisdiction: str,
    at: datetime,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in a folder. ``jurisdiction`` is the place of each file that states none, ``as_of`` the day of the files.

    Raises UnknownJurisdiction, SourceUnavailable for a folder without a file that can be read, CorpusBusy, CorpusFull.
    """
    place, found = JURISDICTIONS[jurisdiction].code, find_texts(folder, source=SOURCE.id)

    def documents() -> Iterator[Instrument | Refusal]:
        yield from found.others
        yield from _apart(without_duplicates(_read_file(folder, ref, place, at, as_of) for ref in found.texts))

    total = len(found.texts) + len(found.others)
    return run_import(corpus, documents(), source=SOURCE.id, at=at, total=total, progress=progress)


def _apart(read: Iterator[Instrument | Refusal]) -> Iterator[Instrument | Refusal]:
    """Different texts of one title and without a day are not taken for one: the later files' names keep them apart."""
    held: set[tuple[str, str]] = set()
    for document in read:
        if isinstance(document, Refusal) or document.versions[0].promulgated_on is not None:
            yield document
            continue
        version = document.versions[0]
        recurs = (document.id, version.language) in held
        held.add((document.id, version.language))
        named = f"{document.id}/{_SPACES.sub('-', version.source_ref)}"
        yield replace(document, id=named) if recurs else document


def metadata_of(path: Path) -> Metadata | None:
    """The facts beside a file; None where there are none. Raises BadMetadata, OSError."""
    beside = path.with_suffix(ENDING)
    return read_metadata(beside.read_bytes(), beside.name) if beside.is_file() and not beside.is_symlink() else None


def _read_file(folder: Path, ref: str, place: str, at: datetime, as_of: date | None) -> Instrument | Refusal:
    """Parse a file; what cannot be read is quarantined, what is stated wrongly refused, both with the reason."""
    sha256 = None
    try:
        raw = (folder / ref).read_bytes()
        sha256 = hashlib.sha256(raw).hexdigest()
        metadata = metadata_of(folder / ref)
        return parse(raw, ref, at=at, jurisdiction=place, metadata=metadata, as_of=as_of)
    except OSError as error:
        outcome, reason = QUARANTINED, f"the file cannot be read ({error.strerror}): check its permissions"
    except BadMetadata as error:
        outcome, reason = REFUSED, str(error)
    except (ValueError, UnknownLabel) as error:
        outcome, reason = QUARANTINED, str(error)
    return Refusal(source=SOURCE.id, source_ref=ref, outcome=outcome, reason=reason, sha256=sha256)
