"""The corpus as it was after an earlier change, in memory, for comparison with what is held now.

Texts carry the revision that brought them, so later ones can be left out and the choice among sources made anew. What
is corrected in place has no revision and is shown as it now is: what a source states of a text, names of instruments,
amendments by feed. A new reading of the same bytes replaces the old one, and so belongs to the later revision.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from law import schema
from law.corpus import Corpus
from law.primary_text import choose_primary

_AT_ONCE: Final = 5_000
_NO_SUCH: Final = "there is no revision {asked}: the corpus has been changed {now} times, so name 0 to {now}"


class NoSuchRevision(ValueError):
    """A revision that the corpus never had; the message names those that it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose words are wanted of an earlier corpus: instruments of these places, and those with these ids.

    The others are there too, with their titles, dates and repeals, but without provisions.
    """

    jurisdictions: Collection[str]
    ids: Collection[str] = ()


@contextmanager
def earlier_corpus(corpus: Corpus, revision: int, *, wanted: Wanted | None = None) -> Iterator[Corpus]:
    """The corpus after a revision (0: before anything was taken in). Raises NoSuchRevision.

    Its words are copied first, by far the longest part: ``wanted`` says whose are needed, by default all.
    """
    now = corpus.revision()
    if not 0 <= revision <= now:
        raise NoSuchRevision(_NO_SUCH.format(asked=revision, now=now))
    engine = sa.create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    try:
        schema.metadata.create_all(engine)
        with corpus.engine.connect() as old, engine.begin() as new:
            _copy(old, new, revision, wanted)
            choose_primary(new)
        yield Corpus(engine, None)
    finally:
        engine.dispose()


def changed_since(corpus: Corpus, revision: int) -> frozenset[str]:
    """The ids of the instruments that later revisions brought texts of, or whose repeal such texts state."""
    version, clause = schema.version, schema.repeal_clause
    later = version.c.revision > revision
    own = sa.select(version.c.instrument_id).where(later)
    repealed = sa.select(clause.c.target_id).join(version, version.c.id == clause.c.version_id).where(later)
    with corpus.engine.connect() as db:
        return frozenset(name for query in (own, repealed) for name in db.scalars(query) if name is not None)


def _copy(old: sa.Connection, new: sa.Connection, revision: int, wanted: Wanted | None) -> None:
    version = schema.version
    made = sa.select(schema.revision.c.made_at).where(schema.revision.c.id == revision)
    moment = old.scalar(made)
    held = sa.select(version.c.id).where(version.c.revision <= revision)
    queries = {
        schema.revision: sa.select(schema.revision).where(schema.revision.c.id <= revision),
        schema.instrument: sa.select(schema.instrument),
        version: sa.select(version).where(version.c.revision <= revision),
        schema.provision: sa.select(schema.provision).where(schema.provision.c.version_id.in_(_of(held, wanted))),
        schema.repeal_clause: sa.select(schema.repeal_clause).where(schema.repeal_clause.c.version_id.in_(held)),
        schema.source_document: sa.select(schema.source_document),
        schema.amendment: sa.select(schema.amendment),
    }
    if moment is not None:
        queries |= {
            schema.harvest_run: sa.select(schema.harvest_run).where(schema.harvest_run.c.began_at <= moment),
            schema.source_switch: sa.select(schema.source_switch).where(schema.source_switch.c.at <= moment),
        }
    for table, query in queries.items():
        rows = old.execute(query).mappings()
        while part := rows.fetchmany(_AT_ONCE):
            new.execute(table.insert(), [dict(row) for row in part])


def _of(held: "sa.Select[tuple[int]]", wanted: Wanted | None) -> "sa.Select[tuple[int]]":
    """Those of the texts whose words are wanted."""
    if wanted is None:
        return held
    instrument = schema.instrument
    theirs = sa.or_(instrument.c.jurisdiction.in_(wanted.jurisdictions), instrument.c.id.in_(wanted.ids))
    return held.join(instrument, instrument.c.id == schema.version.c.instrument_id).where(theirs)
