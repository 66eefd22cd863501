"""What a corpus holds, as one hash that does not depend on the numbers of its rows; and taking a source out of it."""

import hashlib
import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from law import schema

_VERSION: Final = ("instrument_id", "key", "language", "source", "source_ref", "text_sha256")
_NUMBERS: Final = frozenset({"id", "revision", "version_id"})
_BY_SOURCE: Final = (schema.refusal, schema.harvest_run, schema.source_document, schema.amendment)


def content_sha256(db: sa.Connection) -> str:
    """A hash of everything that sources brought: equal for equal content, whatever the order it came in."""
    found = hashlib.sha256()
    for query in _queries():
        for row in db.execute(query).mappings():
            values = {str(name): _plain(value) for name, value in row.items() if name not in _NUMBERS}
            found.update(json.dumps(values, sort_keys=True, default=str).encode())
    return found.hexdigest()


def remove_sources(db: sa.Connection, sources: Collection[str]) -> None:
    """Take out all that these sources brought; instruments that only they have texts of go too. Switches stay."""
    version = schema.version
    texts = sa.select(version.c.id).where(version.c.source.in_(sources))
    for table in (schema.provision, schema.repeal_clause):
        db.execute(table.delete().where(table.c.version_id.in_(texts)))
    db.execute(version.delete().where(version.c.source.in_(sources)))
    for table in (*_BY_SOURCE, schema.revision):
        db.execute(table.delete().where(table.c.source.in_(sources)))
    without_text = schema.instrument.c.id.not_in(sa.select(version.c.instrument_id))
    db.execute(schema.instrument.delete().where(without_text))


def last_revision(db: sa.Connection) -> int:
    """The number of the last change; 0 for an empty corpus."""
    return db.scalar(sa.select(sa.func.coalesce(sa.func.max(schema.revision.c.id), 0))) or 0


def _queries() -> Iterator[sa.Select[Any]]:
    version = schema.version
    natural = [version.c[name] for name in _VERSION]
    yield sa.select(schema.instrument).order_by(schema.instrument.c.id)
    yield sa.select(version).order_by(*natural)
    provision, clause = schema.provision, schema.repeal_clause
    yield sa.select(provision, *_named(natural)).join(version).order_by(*natural, provision.c.seq)
    places = (clause.c.provision_id, clause.c.start, clause.c.id)
    yield sa.select(clause, *_named(natural)).join(version).order_by(*natural, *places)
    yield sa.select(schema.refusal).order_by(schema.refusal.c.source, schema.refusal.c.source_ref)
    run, seen, amendment = schema.harvest_run, schema.source_document, schema.amendment
    yield sa.select(run).order_by(run.c.source, run.c.began_at)
    yield sa.select(seen).order_by(seen.c.source, seen.c.source_ref)
    yield sa.select(amendment).order_by(amendment.c.source, amendment.c.source_id)


def _plain(value: object) -> object:
    """A moment as SQLite keeps it, so that every database has the same hash of the same content."""
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value


def _named(columns: list[sa.Column[Any]]) -> list[sa.Label[Any]]:
    return [column.label(f"of_{column.name}") for column in columns]
