"""From a row of the index to what an answer shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from index.direct import Direct
from index.headings import fitting_headings
from index.highlight import Sought, highlights
from index.passages import title_in
from index.plan import Phrase
from index.records import Hit, Span
from index.snapshot import Snapshot
from law.citation import format_citation
from law.instrument import Version
from law.numbering import UnknownLabel
from law.provision import Provision
from law.timeline import status_on

_MOST_TERMS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A row with its place in the ranking and what brought it there."""

    row: int
    score: float
    why: Mapping[str, float | str]


def with_direct(direct: Direct, ranking: Sequence[Scored]) -> Sequence[Scored]:
    """What the query names, then the rest."""
    if not direct.rows:
        return ranking
    best = ranking[0].score if ranking else 0.0
    named = [Scored(row=row, score=best + 1.0, why={"direct": "named in the query"}) for row in direct.rows]
    return [*named, *(scored for scored in ranking if scored.row not in direct.rows)]


def hit_of(
    snapshot: Snapshot,
    scored: Scored,
    marked: Sought,
    *,
    on: date,
    exact_script: bool,
    headings: Sequence[Phrase] = (),
) -> Hit:
    """One provision with all that a citation of it needs; ``on`` is the day of its status, ``headings`` were asked."""
    record = snapshot.records.read(scored.row)
    instrument, version = snapshot.holdings.numbered[record.version]
    provision, title = record.provision, title_in(instrument, version)
    under = "; ".join(fitting_headings(provision, headings, exact_script=exact_script))
    spans = highlights(provision.text, marked, exact_script=exact_script)
    return Hit(
        instrument=instrument.id,
        title=title,
        jurisdiction=instrument.jurisdiction,
        kind=instrument.kind,
        provision_id=provision.id,
        highlights=spans,
        score=scored.score,
        status=status_on(instrument, version, on),
        citation=citation_of(title, provision.label, version.language),
        sha256=provision.sha256,
        why={**scored.why, **_terms(provision.text, spans), **({"heading": under} if under else {})},
        **_of_provision(provision),
        **_of_version(version),
    )


def _terms(text: str, spans: Iterable[Span]) -> dict[str, str]:
    """The words of the text that matched, each once, in its order."""
    found = {text[span.start : span.end].casefold(): text[span.start : span.end] for span in reversed(tuple(spans))}
    terms = tuple(reversed(found.values()))[:_MOST_TERMS]
    return {"terms": ", ".join(terms)} if terms else {}


def _of_provision(provision: Provision) -> dict[str, Any]:
    return {name: getattr(provision, name) for name in ("label", "heading", "path", "text")}


def _of_version(version: Version) -> dict[str, Any]:
    named = {
        name: getattr(version, name) for name in ("language", "text_state", "source", "source_url", "retrieved_at")
    }
    return {"version": version.key, **named}


@lru_cache(maxsize=10_000)
def citation_of(title: str, label: str, language: str) -> str:
    """In the usual form; a label of a kind that has none (序言 of a decision) is quoted as published."""
    try:
        return format_citation(title=title, label=label, language=language)
    except UnknownLabel:
        if language.startswith("zh"):
            return f"《{title.strip('《》')}》{label}"
        return f"{title}, {label}".rstrip(", ")
