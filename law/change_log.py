"""What came into the corpus since a revision: the log by which a copy elsewhere is kept up to date."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from law import schema
from law.corpus import Corpus
from law.corpus_rows import in_utc
from law.withdrawal import withdrawals


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A text that is shown, and the revision that brought it. ``number`` orders them and is `Version.held_as`."""

    number: int
    revision: int
    made_at: datetime
    source: str
    instrument: str
    key: str
    language: str
    text_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A word on a source: its texts were withdrawn, or are shown again."""

    source: str
    at: datetime
    withdrawn: bool
    reason: str


def arrivals(corpus: Corpus, *, since: int, after: int = 0, offset: int = 0, limit: int = 100) -> list[Arrival]:
    """The texts of revisions later than ``since`` and with numbers above ``after``, in order of number."""
    version, revision = schema.version, schema.revision
    names = ("id", "revision", "source", "key", "language", "text_sha256", "instrument_id")
    with corpus.engine.connect() as db:
        query = (
            sa.select(*(version.c[name] for name in names), revision.c.made_at)
            .join(revision, revision.c.id == version.c.revision)
            .where(*_shown(db, since), version.c.id > after)
            .order_by(version.c.id)
        )
        return [_arrival(row) for row in db.execute(query.offset(offset).limit(limit)).mappings()]


def count_arrivals(corpus: Corpus, *, since: int) -> int:
    """How many texts came in revisions later than ``since``."""
    with corpus.engine.connect() as db:
        return db.scalar(sa.select(sa.func.count()).select_from(schema.version).where(*_shown(db, since))) or 0


def switches(corpus: Corpus) -> tuple[Switch, ...]:
    """Every withdrawal and return of a source, oldest first."""
    table = schema.source_switch
    with corpus.engine.connect() as db:
        rows = db.execute(sa.select(table).order_by(table.c.id))
        return tuple(Switch(source=r.source, at=in_utc(r.at), withdrawn=r.withdrawn, reason=r.reason) for r in rows)


def _shown(db: sa.Connection, since: int) -> list[sa.ColumnElement[bool]]:
    version = schema.version
    return [version.c.revision > since, version.c.is_primary, version.c.source.not_in(withdrawals(db))]


def _arrival(row: sa.RowMapping | dict[str, Any]) -> Arrival:
    return Arrival(
        number=row["id"],
        revision=row["revision"],
        made_at=in_utc(row["made_at"]),
        source=row["source"],
        instrument=row["instrument_id"],
        key=row["key"],
        language=row["language"],
        text_sha256=row["text_sha256"],
    )
