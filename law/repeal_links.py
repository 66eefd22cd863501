"""Resolving repeal clauses to the instruments that they name, within one jurisdiction."""

import sqlalchemy as sa

from law import schema
from law.identifier import title_key


def link_repeals(db: sa.Connection) -> None:
    """Set the target of every clause whose title is held in the same jurisdiction; the others stay unresolved.

    Resolved anew each time, so that an instrument imported later is found too.
    """
    clause, version, instrument = schema.repeal_clause, schema.version, schema.instrument
    held = {
        (row.jurisdiction, row.title_key): row.id
        for row in db.execute(sa.select(instrument.c.id, instrument.c.jurisdiction, instrument.c.title_key))
    }
    query = (
        sa.select(clause.c.id, clause.c.target_title, clause.c.target_id, instrument.c.jurisdiction)
        .join(version, version.c.id == clause.c.version_id)
        .join(instrument, instrument.c.id == version.c.instrument_id)
    )
    changes = []
    for row in db.execute(query):
        target = held.get((row.jurisdiction, title_key(row.target_title)))
        if target != row.target_id:
            changes.append({"clause": row.id, "target": target})
    if changes:
        update = clause.update().where(clause.c.id == sa.bindparam("clause")).values(target_id=sa.bindparam("target"))
        db.execute(update, changes)
