"""What the corpus knows of its sources' completeness: harvests, what sources say exists, what failed or was refused."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from law import schema
from law.corpus import Corpus
from law.corpus_rows import in_utc
from law.withdrawal import Withdrawal, withdrawals

_QUARANTINED = ("quarantined", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """One source as the corpus knows it.

    ``places`` are those that texts of it are held of. ``documents`` counts the documents held of it and those found to
    be no law. ``said_to_exist`` is its own count at its last whole harvest. ``failures`` counts what the last harvest
    did not get, ``refused`` what was not taken in, each by reason. ``as_of`` is the newest day for which it spoke.
    """

    source: str
    places: frozenset[str] = frozenset()
    documents: int = 0
    said_to_exist: int | None = None
    last_harvest: datetime | None = None
    last_state: str | None = None
    last_whole: datetime | None = None
    as_of: date | None = None
    failures: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    quarantined: int = 0
    withdrawal: Withdrawal | None = None


def source_facts(corpus: Corpus) -> dict[str, SourceFacts]:
    """Every source that something is known of, by id."""
    with corpus.engine.connect() as db:
        held, runs, refused, gone = _held(db), _runs(db), _refused(db), withdrawals(db)
    names = sorted({*held, *runs, *refused, *gone})
    return {name: _facts(name, held.get(name), runs.get(name, []), refused[name], gone.get(name)) for name in names}


def harvest_mark(corpus: Corpus) -> str:
    """Changes with every harvest, also with one that found nothing new and so made no revision."""
    table = schema.harvest_run
    with corpus.engine.connect() as db:
        number, ended = db.execute(sa.select(sa.func.max(table.c.id), sa.func.max(table.c.ended_at))).one()
    return f"{number or 0}-{in_utc(ended).timestamp() if ended else 0:.0f}"


def _facts(
    name: str,
    held: Mapping[str, Any] | None,
    runs: list[Mapping[Any, Any]],
    refused: Counter[tuple[str, str]],
    withdrawal: Withdrawal | None,
) -> SourceFacts:
    last = runs[-1] if runs else None
    whole = next((run for run in reversed(runs) if run["whole"] and run["state"] == "finished"), None)
    skipped = sum(n for (outcome, _), n in refused.items() if outcome == "skipped")
    return SourceFacts(
        source=name,
        places=frozenset(held["places"]) if held else frozenset(),
        documents=(len(held["refs"]) if held else 0) + skipped,
        said_to_exist=whole["said_to_exist"] if whole else None,
        last_harvest=in_utc(last["began_at"]) if last else None,
        last_state=last["state"] if last else None,
        last_whole=in_utc(whole["began_at"]) if whole else None,
        as_of=held["as_of"] if held else None,
        failures=_counted(last["failures"]) if last else {},
        refused={f"{outcome}: {reason}": n for (outcome, reason), n in sorted(refused.items())},
        quarantined=sum(n for (outcome, _), n in refused.items() if outcome in _QUARANTINED),
        withdrawal=withdrawal,
    )


def _held(db: sa.Connection) -> dict[str, dict[str, Any]]:
    version, instrument = schema.version, schema.instrument
    query = sa.select(
        version.c.source, version.c.source_ref, version.c.as_of, version.c.retrieved_at, instrument.c.jurisdiction
    ).join(instrument, instrument.c.id == version.c.instrument_id)
    found: dict[str, dict[str, Any]] = {}
    for row in db.execute(query):
        of = found.setdefault(row.source, {"places": set(), "refs": set(), "as_of": date.min})
        of["places"].add(row.jurisdiction)
        of["refs"].add(row.source_ref)
        of["as_of"] = max(of["as_of"], row.as_of or row.retrieved_at.date())
    return found


def _runs(db: sa.Connection) -> dict[str, list[Mapping[Any, Any]]]:
    table = schema.harvest_run
    found: dict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    for row in db.execute(sa.select(table).order_by(table.c.began_at, table.c.id)).mappings():
        found[row["source"]].append(row)
    return found


def _refused(db: sa.Connection) -> defaultdict[str, Counter[tuple[str, str]]]:
    table = schema.refusal
    found: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in db.execute(sa.select(table.c.source, table.c.outcome, table.c.reason)):
        found[row.source][(row.outcome, row.reason)] += 1
    return found


def _counted(failures: Mapping[str, Any]) -> dict[str, int]:
    """Failures by kind, whether they are listed or counted there."""
    return {kind: n if isinstance(n, int) else len(n) for kind, n in sorted(failures.items()) if n}
