"""Changing the corpus: one writer, one transaction a run, a new revision only where something changed."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from law import schema
from law.amendment import Amendment
from law.amendment_derivation import derive_amendments
from law.amendment_rows import amendment_row, put_row, rows_of_source
from law.corpus import Corpus, Refusal
from law.corpus_lock import CorpusBusy, CorpusFull, full_or_busy, only_writer
from law.corpus_rows import clause_rows, provision_rows, version_row
from law.held_versions import HeldVersions
from law.instrument import Instrument, Version
from law.instrument_keeping import Works
from law.primary_text import choose_primary
from law.repeal_links import link_repeals
from law.withdrawal import keep_switch


class Outcome(StrEnum):
    """What adding a document did."""

    NEW = "new"
    NEW_VERSION = "new_version"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class CorpusWriter:
    """Adds documents within one transaction. Not for use outside of ``writing``."""

    db: sa.Connection
    source: str
    at: datetime
    counts: Counter[str] = field(default_factory=Counter)
    _revision: int | None = None
    _held: HeldVersions = field(default_factory=HeldVersions)
    _amendments: dict[str, dict[str, Any]] | None = None
    _works: Works = field(init=False)

    def __post_init__(self) -> None:
        self._works = Works(db=self.db, source=self.source)

    def load(self) -> None:
        """Read what is held, so that each document is compared without a query."""
        for row in self.db.execute(sa.select(schema.version).where(schema.version.c.source == self.source)).mappings():
            self._held.remember(dict(row))
        self._works.load()

    def add(self, instrument: Instrument) -> Outcome:
        """Take in an instrument with its versions' texts; says the most that any of its versions changed."""
        known = instrument.id in self._works.rows
        if self._works.keep(instrument):
            self._touch()
        outcomes = {self._add_version(instrument.id, version) for version in instrument.versions}
        outcome = _strongest(outcomes, known=known)
        self.counts[outcome] += 1
        return outcome

    def keep_amendment(self, amendment: Amendment) -> bool:
        """Take in a change of the law by the id that this source gives it; says whether that changed anything."""
        if self._amendments is None:
            self._amendments = rows_of_source(self.db, self.source)
        row = amendment_row(amendment, self.source)
        held = self._amendments.get(amendment.source_id)
        if held == row:
            return False
        self._touch()
        put_row(self.db, row, held)
        self._amendments[amendment.source_id] = row
        return True

    def switch(self, *, withdrawn: bool, reason: str) -> bool:
        """Withdraw the texts of this source from everything that reads them, or restore them; False if they are so."""
        changed = keep_switch(self.db, source=self.source, at=self.at, withdrawn=withdrawn, reason=reason)
        if changed:
            self._touch()
        return changed

    def refuse(self, refusal: Refusal) -> None:
        """Record a document that was not taken in."""
        table = schema.refusal
        same = sa.and_(table.c.source == refusal.source, table.c.source_ref == refusal.source_ref)
        self.db.execute(table.delete().where(same))
        row = {name: getattr(refusal, name) for name in ("source", "source_ref", "outcome", "reason", "sha256")}
        self.db.execute(table.insert().values(**row, seen_at=self.at))
        self.counts[refusal.outcome] += 1

    def forget_refusals(self) -> None:
        """Begin a whole run of the source: what was refused before is judged anew."""
        self.db.execute(schema.refusal.delete().where(schema.refusal.c.source == self.source))

    def finish(self) -> None:
        """Bring what follows from the texts into step with them, and close the revision."""
        if self._works.remove_textless():
            self._touch()
        if derive_amendments(self.db):
            self._touch()
        if self._revision is None:
            return
        choose_primary(self.db)
        link_repeals(self.db)
        counts = {str(name): count for name, count in self.counts.items()}
        table = schema.revision
        self.db.execute(table.update().where(table.c.id == self._revision).values(counts=counts))

    def _add_version(self, instrument_id: str, version: Version) -> Outcome:
        row = version_row(instrument_id, version)
        held = self._held.find(row)
        if held is None:
            self._insert(row, version)
            self._held.remember(row)
            return Outcome.NEW_VERSION
        changes = self._held.changes(held, row)
        if not changes:
            return Outcome.UNCHANGED
        self._touch()
        table = schema.version
        self.db.execute(table.update().where(table.c.id == held["id"]).values(**changes))
        held.update(changes)
        return Outcome.CHANGED

    def _insert(self, row: dict[str, Any], version: Version) -> None:
        self._touch()
        self._drop_former_reading(row)
        table = schema.version
        made = self.db.execute(table.insert().values(**row, is_primary=False, revision=self._revision))
        key = made.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no number for a new version")
        row["id"] = key[0]
        if version.provisions:
            self.db.execute(schema.provision.insert(), provision_rows(key[0], version.provisions))
        if version.repeal_clauses:
            self.db.execute(schema.repeal_clause.insert(), clause_rows(key[0], version.repeal_clauses))

    def _drop_former_reading(self, row: dict[str, Any]) -> None:
        """The same bytes read by an older parser: its reading is not a version of the law.

        What was read from them in this run stays: a document may hold several instruments.
        """
        for held in self._held.former_readings(row):
            for table in (schema.repeal_clause, schema.provision):
                self.db.execute(table.delete().where(table.c.version_id == held["id"]))
            self.db.execute(schema.version.delete().where(schema.version.c.id == held["id"]))

    def _touch(self) -> None:
        if self._revision is None:
            made = self.db.execute(schema.revision.insert().values(made_at=self.at, source=self.source, counts={}))
            self._revision = made.inserted_primary_key[0] if made.inserted_primary_key else None


@contextmanager
def writing(corpus: Corpus, *, source: str, at: datetime) -> Iterator[CorpusWriter]:
    """One import run: everything is kept, or on any error nothing. Raises CorpusBusy, CorpusFull."""
    with only_writer(corpus.home, corpus.engine):
        try:
            with corpus.engine.begin() as db:
                writer = CorpusWriter(db=db, source=source, at=at)
                writer.load()
                yield writer
                writer.finish()
        except OperationalError as error:
            raise full_or_busy(error) from error


def _strongest(outcomes: set[Outcome], *, known: bool) -> Outcome:
    if not known:
        return Outcome.NEW
    return next((o for o in (Outcome.NEW_VERSION, Outcome.CHANGED) if o in outcomes), Outcome.UNCHANGED)


__all__ = ["CorpusBusy", "CorpusFull", "CorpusWriter", "Outcome", "writing"]
