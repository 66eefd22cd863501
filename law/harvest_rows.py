"""Harvests and what they saw at the sources, as rows of the corpus."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from law import schema
from law.corpus import Corpus
from law.corpus_rows import in_utc
from law.instrument import Version

RUNNING, FINISHED, STOPPED = "running", "finished", "stopped"
"""States of a harvest. A stopped one took nothing into the corpus; its failures say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestRun:
    """One harvest. ``counts`` is by outcome, ``failures`` lists by kind where what failed and why."""

    source: str
    began_at: datetime
    ended_at: datetime | None
    state: str
    whole: bool
    said_to_exist: int | None
    counts: Mapping[str, int]
    failures: Mapping[str, list[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDocument:
    """A document as a harvest last saw it; ``sha256`` is of all that the source published of it."""

    source_ref: str
    url: str
    sha256: str
    seen_at: datetime


def begin_run(db: sa.Connection, source: str, began_at: datetime) -> int:
    """The number of a harvest's row; one that goes on with an interrupted harvest keeps its row."""
    table = schema.harvest_run
    same = sa.and_(table.c.source == source, table.c.began_at == began_at)
    known: int | None = db.scalar(sa.select(table.c.id).where(same))
    if known is not None:
        db.execute(table.update().where(table.c.id == known).values(state=RUNNING))
        return known
    row = {"source": source, "began_at": began_at, "state": RUNNING, "whole": False, "counts": {}, "failures": {}}
    made = db.execute(table.insert().values(**row)).inserted_primary_key
    if made is None:
        raise RuntimeError("the database gave no number for a harvest")
    return int(made[0])


def end_run(db: sa.Connection, number: int, ended: HarvestRun) -> None:
    """Close a harvest's row."""
    names = ("ended_at", "state", "whole", "said_to_exist", "counts", "failures")
    table = schema.harvest_run
    db.execute(table.update().where(table.c.id == number).values(**{n: getattr(ended, n) for n in names}))


def was_read(db: sa.Connection, source: str, at: datetime) -> bool:
    """Whether a harvest of the source was read into this corpus at this moment."""
    table = schema.harvest_run
    return db.scalar(sa.select(table.c.id).where(table.c.source == source, table.c.ended_at == at)) is not None


def known_documents(db: sa.Connection, source: str) -> dict[str, Mapping[Any, Any]]:
    """What harvests saw of a source before, by the document's name there."""
    table = schema.source_document
    rows = db.execute(sa.select(table).where(table.c.source == source).order_by(table.c.source_ref))
    return {row["source_ref"]: row for row in rows.mappings()}


def keep_seen(db: sa.Connection, source: str, documents: Iterable[SeenDocument]) -> None:
    """Note what a harvest saw; what had gone and is there again has not gone."""
    table = schema.source_document
    known = known_documents(db, source)
    for document in documents:
        values = {"url": document.url, "sha256": document.sha256, "last_seen": document.seen_at, "gone_since": None}
        if document.source_ref in known:
            same = sa.and_(table.c.source == source, table.c.source_ref == document.source_ref)
            db.execute(table.update().where(same).values(**values))
        else:
            row = {"source": source, "source_ref": document.source_ref, "first_seen": document.seen_at, **values}
            db.execute(table.insert().values(**row))


def mark_gone(db: sa.Connection, source: str, refs: Iterable[str], at: datetime) -> None:
    """Note that documents are no longer at the source; their texts stay."""
    table = schema.source_document
    for ref in refs:
        same = sa.and_(table.c.source == source, table.c.source_ref == ref, table.c.gone_since.is_(None))
        db.execute(table.update().where(same).values(gone_since=at))


def last_runs(corpus: Corpus) -> dict[str, HarvestRun]:
    """The last harvest of each source."""
    table = schema.harvest_run
    with corpus.engine.connect() as db:
        rows = db.execute(sa.select(table).order_by(table.c.began_at, table.c.id)).mappings().all()
    return {row["source"]: _run(row) for row in rows}


def gone_since(corpus: Corpus, version: Version) -> datetime | None:
    """Since when a version's document is no longer at its source; None if it is there, or was never harvested."""
    table = schema.source_document
    same = sa.and_(table.c.source == version.source, table.c.source_ref == version.source_ref)
    with corpus.engine.connect() as db:
        gone = db.scalar(sa.select(table.c.gone_since).where(same))
    return in_utc(gone) if gone else None


def _run(row: Mapping[Any, Any]) -> HarvestRun:
    names = ("source", "state", "whole", "said_to_exist", "counts", "failures")
    ended = row["ended_at"] and in_utc(row["ended_at"])
    return HarvestRun(**{name: row[name] for name in names}, began_at=in_utc(row["began_at"]), ended_at=ended)
