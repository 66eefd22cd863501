"""The corpus: the one store that is the record. Indexes and reports derive from it and carry its revision.

SQLite in WAL mode by path, or any database SQLAlchemy speaks to by URL. Readers never block; one process writes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from law import schema
from law.amendment import Amendment
from law.amendment_rows import read_amendments
from law.corpus_file import CorpusUnavailable, open_database
from law.corpus_rows import read_instrument, read_provision, read_repeal, read_version
from law.decided_effect import as_decided, decided_effects
from law.editions import Edition, read_editions
from law.identifier import title_key
from law.instrument import Instrument, Repeal, Version
from law.provision import Provision
from law.withdrawal import Withdrawal, withdrawals
from law.withdrawn_instruments import WithdrawnInstrument, wholly_withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A document that was not taken into the corpus: skipped (not a law) or quarantined (a fault in it)."""

    source: str
    source_ref: str
    outcome: str
    reason: str
    sha256: str | None = None


class Corpus:
    """Read access to the instruments held. ``law.corpus_writing.writing`` opens a corpus for change."""

    def __init__(self, engine: sa.Engine, home: Path | None) -> None:
        self.engine = engine
        self.home = home

    @classmethod
    def open(cls, where: Path | str) -> Self:
        """Open the data directory's corpus, or a database by URL; created and migrated where needed."""
        engine, home = open_database(where)
        return cls(engine, home)

    def close(self) -> None:
        """Release the database's files."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def revision(self) -> int:
        """The number of the last change; 0 for an empty corpus."""
        with self.engine.connect() as db:
            return db.scalar(sa.select(sa.func.coalesce(sa.func.max(schema.revision.c.id), 0))) or 0

    def instrument(self, instrument_id: str) -> Instrument | None:
        """One instrument with its primary versions, without their provisions."""
        return next(self.instruments(ids=[instrument_id]), None)

    def with_title(self, title: str) -> tuple[Instrument, ...]:
        """The instruments whose published title has the same key, whatever the script or punctuation."""
        with self.engine.connect() as db:
            query = sa.select(schema.instrument.c.id).where(schema.instrument.c.title_key == title_key(title))
            ids = list(db.scalars(query))
        return tuple(self.instruments(ids=ids)) if ids else ()

    def instruments(
        self,
        *,
        jurisdictions: Collection[str] | None = None,
        ids: Collection[str] | None = None,
        every_source: bool = False,
    ) -> Iterator[Instrument]:
        """Instruments in order of id, without provisions; ``every_source`` adds the texts that are not primary.

        Texts of withdrawn sources are left out, and instruments that have no others.
        """
        where = []
        if jurisdictions is not None:
            where.append(schema.instrument.c.jurisdiction.in_(jurisdictions))
        if ids is not None:
            where.append(schema.instrument.c.id.in_(ids))
        with self.engine.connect() as db:
            versions = _versions(db, where, every_source=every_source)
            repeals, effects = _repeals(db, ids), decided_effects(db, ids)
            rows = db.execute(sa.select(schema.instrument).where(*where).order_by(schema.instrument.c.id))
            for row in rows.mappings().all():
                texts = [as_decided(row["id"], version, effects) for version in versions[row["id"]]]
                if texts:
                    yield read_instrument(row, texts, repeals[row["id"]])

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """The sources whose texts are withdrawn, by id."""
        with self.engine.connect() as db:
            return tuple(withdrawals(db).values())

    def withdrawn_instruments(self) -> tuple[WithdrawnInstrument, ...]:
        """The instruments that are known but of which every text is withdrawn."""
        with self.engine.connect() as db:
            return tuple(wholly_withdrawn(db))

    def editions(self, instrument_id: str) -> tuple[Edition, ...]:
        """Every text of an instrument from every source, withdrawn ones too: what it is and where it is from."""
        with self.engine.connect() as db:
            return read_editions(db, instrument_id)

    def provisions(self, version: Version) -> tuple[Provision, ...]:
        """The whole text of a held version, in document order."""
        table = schema.provision
        with self.engine.connect() as db:
            query = sa.select(table).where(table.c.version_id == version.held_as).order_by(table.c.seq)
            return tuple(read_provision(row) for row in db.execute(query).mappings())

    def provision(self, version: Version, provision_id: str) -> Provision | None:
        """One provision of a held version; None if that text has no such number."""
        table = schema.provision
        with self.engine.connect() as db:
            query = sa.select(table).where(table.c.version_id == version.held_as, table.c.id == provision_id)
            row = db.execute(query.order_by(table.c.seq)).mappings().first()
        return read_provision(row) if row else None

    def texts_since(self, revision: int) -> list[int]:
        """The corpus's own numbers (``Version.held_as``) of the texts that came after a revision."""
        with self.engine.connect() as db:
            return list(db.scalars(sa.select(schema.version.c.id).where(schema.version.c.revision > revision)))

    def with_text(self, version: Version) -> Version:
        """The version with its provisions loaded."""
        return replace(version, provisions=self.provisions(version))

    def amendments(self, instrument_id: str | None = None) -> tuple[Amendment, ...]:
        """The changes made to an instrument or by it, or all that are known, oldest first."""
        with self.engine.connect() as db:
            return tuple(read_amendments(db, instrument_id, without=frozenset(withdrawals(db))))

    def refusals(self, source: str | None = None) -> tuple[Refusal, ...]:
        """What was not taken in, by source and reference."""
        table = schema.refusal
        query = sa.select(table).order_by(table.c.source, table.c.source_ref)
        if source is not None:
            query = query.where(table.c.source == source)
        names = ("source", "source_ref", "outcome", "reason", "sha256")
        with self.engine.connect() as db:
            return tuple(Refusal(**{n: row[n] for n in names}) for row in db.execute(query).mappings())


def _versions(db: sa.Connection, where: list[Any], *, every_source: bool) -> dict[str, list[Version]]:
    table = schema.version
    query = sa.select(table).join(schema.instrument).where(*where, table.c.source.not_in(withdrawals(db)))
    if not every_source:
        query = query.where(table.c.is_primary)
    rows = db.execute(query.order_by(table.c.instrument_id, table.c.key, table.c.id)).mappings().all()
    clauses = defaultdict(list)
    clause_of = schema.repeal_clause.join(table).join(schema.instrument)
    repealing = sa.select(schema.repeal_clause).select_from(clause_of).where(*where)
    for clause in db.execute(repealing.order_by(schema.repeal_clause.c.id)).mappings():
        clauses[clause["version_id"]].append(clause)
    found = defaultdict(list)
    for row in rows:
        found[row["instrument_id"]].append(read_version(row, clauses[row["id"]]))
    return found


def _repeals(db: sa.Connection, targets: Collection[str] | None) -> dict[str, list[Repeal]]:
    clause, version, instrument = schema.repeal_clause, schema.version, schema.instrument
    query = (
        sa.select(clause, version.c.instrument_id, version.c.key, version.c.dates, instrument.c.titles)
        .join(version, version.c.id == clause.c.version_id)
        .join(instrument, instrument.c.id == version.c.instrument_id)
        .where(clause.c.target_id.is_not(None) if targets is None else clause.c.target_id.in_(targets))
        .where(version.c.is_primary)
        .order_by(clause.c.id)
    )
    found = defaultdict(list)
    for row in db.execute(query).mappings():
        found[row["target_id"]].append(read_repeal(row))
    return found


__all__ = ["Corpus", "CorpusUnavailable", "Refusal"]
