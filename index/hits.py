"""From a row of the index to what an answer shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from index.highlight import Sought, highlights
from index.passages import title_in
from index.records import Hit
from index.snapshot import Snapshot
from law.citation import format_citation
from law.numbering import UnknownLabel
from law.timeline import status_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A row with its place in the ranking and what brought it there."""

    row: int
    score: float
    why: Mapping[str, float | str]


def hit_of(snapshot: Snapshot, scored: Scored, marked: Sought, *, on: date, exact_script: bool) -> Hit:
    """One provision with all that a citation of it needs; ``on`` is the day of its status."""
    record = snapshot.records.read(scored.row)
    instrument, version = snapshot.holdings.numbered[record.version]
    provision, title = record.provision, title_in(instrument, version)
    return Hit(
        instrument=instrument.id,
        title=title,
        version=version.key,
        language=version.language,
        jurisdiction=instrument.jurisdiction,
        kind=instrument.kind,
        provision_id=provision.id,
        label=provision.label,
        heading=provision.heading,
        path=provision.path,
        text=provision.text,
        highlights=highlights(provision.text, marked, exact_script=exact_script),
        score=scored.score,
        status=status_on(instrument, version, on),
        text_state=version.text_state,
        citation=_citation(title, provision.label, version.language),
        source=version.source,
        source_url=version.source_url,
        retrieved_at=version.retrieved_at,
        sha256=provision.sha256,
        why=scored.why,
    )


@lru_cache(maxsize=10_000)
def _citation(title: str, label: str, language: str) -> str:
    """In the usual form; a label of a kind that has none (序言 of a decision) is quoted as published."""
    try:
        return format_citation(title=title, label=label, language=language)
    except UnknownLabel:
        if language.startswith("zh"):
            return f"《{title.strip('《》')}》{label}"
        return f"{title}, {label}".rstrip(", ")
