"""Rows of the corpus to and from the frozen records of ``law.instrument``."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from law.identifier import title_key
from law.instrument import DatedFact, Event, Instrument, Repeal, RepealClause, Status, TextState, Version
from law.provision import Provision, Unit

Row = Mapping[Any, Any]
_DATES = ("promulgated_on", "in_force_from", "commenced_on", "repealed_on")


def instrument_row(instrument: Instrument) -> dict[str, Any]:
    """The columns of table ``instrument``."""
    return {
        "id": instrument.id,
        "jurisdiction": instrument.jurisdiction,
        "kind": instrument.kind,
        "title_key": title_key(instrument.title),
        "titles": dict(instrument.titles),
        "short_titles": list(instrument.short_titles),
        "issuing_body": instrument.issuing_body,
        "number": instrument.number,
        "alternates": dict(instrument.alternates),
    }


def version_row(instrument_id: str, version: Version) -> dict[str, Any]:
    """The columns of table ``version`` that come from the source; revision and primacy are the corpus's own."""
    return {
        "instrument_id": instrument_id,
        "key": version.key,
        "language": version.language,
        "source": version.source,
        "source_ref": version.source_ref,
        "source_url": version.source_url,
        "sha256": version.sha256,
        "text_sha256": version.text_sha256,
        "retrieved_at": version.retrieved_at,
        "as_of": version.as_of,
        "status": version.status.value,
        "status_code": version.status_code,
        "status_mapping": version.status_mapping,
        "text_state": version.text_state.value,
        "dates": {name: _fact_json(getattr(version, name)) for name in _DATES if getattr(version, name)},
        "events": [{**asdict(e), "day": e.day and e.day.isoformat()} for e in version.events],
        "problems": list(version.problems),
    }


def provision_rows(version_id: int, provisions: Iterable[Provision]) -> list[dict[str, Any]]:
    """The rows of one text, numbered in document order."""
    return [
        {
            "version_id": version_id,
            "seq": seq,
            "id": p.id,
            "unit": p.unit.value,
            "label": p.label,
            "heading": p.heading,
            "text": p.text,
            "path": list(p.path),
            "parent": p.parent,
        }
        for seq, p in enumerate(provisions)
    ]


def clause_rows(version_id: int, clauses: Iterable[RepealClause]) -> list[dict[str, Any]]:
    """The rows of a text's repeal clauses, not yet resolved to instruments."""
    return [{**asdict(clause), "version_id": version_id, "target_id": None} for clause in clauses]


def read_provision(row: Row) -> Provision:
    """A provision from its row."""
    return Provision(
        id=row["id"],
        unit=Unit(row["unit"]),
        label=row["label"],
        heading=row["heading"],
        text=row["text"],
        path=tuple(row["path"]),
        parent=row["parent"],
    )


def read_version(row: Row, clauses: Iterable[Row] = ()) -> Version:
    """A version from its row, without its provisions."""
    return Version(
        key=row["key"],
        language=row["language"],
        source=row["source"],
        source_ref=row["source_ref"],
        source_url=row["source_url"],
        sha256=row["sha256"],
        retrieved_at=in_utc(row["retrieved_at"]),
        as_of=row["as_of"],
        status=Status(row["status"]),
        status_code=row["status_code"],
        status_mapping=row["status_mapping"],
        text_state=TextState(row["text_state"]),
        events=tuple(_read_event(e) for e in row["events"]),
        problems=tuple(row["problems"]),
        repeal_clauses=tuple(_read_clause(c) for c in clauses),
        text_hash=row["text_sha256"],
        held_as=row["id"],
        promulgated_on=_read_fact(row["dates"].get("promulgated_on")),
        in_force_from=_read_fact(row["dates"].get("in_force_from")),
        commenced_on=_read_fact(row["dates"].get("commenced_on")),
        repealed_on=_read_fact(row["dates"].get("repealed_on")),
    )


def read_instrument(row: Row, versions: Iterable[Version], repeals: Iterable[Repeal]) -> Instrument:
    """An instrument from its row."""
    return Instrument(
        id=row["id"],
        jurisdiction=row["jurisdiction"],
        kind=row["kind"],
        titles=dict(row["titles"]),
        short_titles=tuple(row["short_titles"]),
        issuing_body=row["issuing_body"],
        number=row["number"],
        alternates=dict(row["alternates"]),
        versions=tuple(versions),
        repeals=tuple(repeals),
    )


def read_repeal(row: Row) -> Repeal:
    """A resolved repeal from a joined row of clause, version and instrument."""
    fact = row["dates"].get("promulgated_on")
    return Repeal(
        by_instrument=row["instrument_id"],
        by_title=next(iter(row["titles"].values())),
        by_version=row["key"],
        by_promulgated_on=date.fromisoformat(fact["day"]) if fact else None,
        clause=_read_clause(row),
    )


def _read_clause(row: Row) -> RepealClause:
    names = ("provision_id", "target_title", "quote", "start", "end", "repealed_on")
    return RepealClause(**{name: row[name] for name in names})


def _read_event(row: Row) -> Event:
    return Event(**{**row, "day": date.fromisoformat(row["day"]) if row["day"] else None})


def _fact_json(fact: DatedFact) -> dict[str, str]:
    return {"day": fact.day.isoformat(), "provenance": fact.provenance}


def _read_fact(fact: Row | None) -> DatedFact | None:
    if fact is None:
        return None
    return DatedFact(day=date.fromisoformat(fact["day"]), provenance=fact["provenance"])


def in_utc(moment: datetime) -> datetime:
    """A moment as the corpus wrote it."""
    # SQLite drops the zone; the corpus only ever writes UTC.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
