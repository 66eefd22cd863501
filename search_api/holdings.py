"""Counting what is held from each source."""

from collections import defaultdict
from datetime import UTC, datetime

import sqlalchemy as sa

from law import schema
from law.corpus import Corpus
from search_api.views import Holding


def holdings(corpus: Corpus) -> tuple[Holding, ...]:
    """What is held and what was refused, by source, in order of its id."""
    version = schema.version
    texts = sa.select(
        version.c.source,
        sa.func.count(sa.distinct(version.c.instrument_id)).label("instruments"),
        sa.func.count().label("versions"),
        sa.func.sum(sa.case((version.c.text_state == "truncated", 1), else_=0)).label("truncated"),
        sa.func.max(version.c.retrieved_at).label("last_import"),
    ).group_by(version.c.source)
    with corpus.engine.connect() as db:
        rows = {row["source"]: row for row in db.execute(texts).mappings()}
        provisions = _provisions(db)
        refused = _refused(db)
    return tuple(
        Holding(
            source=source,
            instruments=rows[source]["instruments"] if source in rows else 0,
            versions=rows[source]["versions"] if source in rows else 0,
            provisions=provisions.get(source, 0),
            truncated=rows[source]["truncated"] if source in rows else 0,
            last_import=_utc(rows[source]["last_import"]) if source in rows else None,
            refused=refused.get(source, {}),
        )
        for source in sorted({*rows, *refused})
    )


def _provisions(db: sa.Connection) -> dict[str, int]:
    version, provision = schema.version, schema.provision
    query = (
        sa.select(version.c.source, sa.func.count().label("provisions"))
        .join(provision, provision.c.version_id == version.c.id)
        .where(provision.c.unit != "heading")
        .group_by(version.c.source)
    )
    return {row.source: row.provisions for row in db.execute(query)}


def _refused(db: sa.Connection) -> dict[str, dict[str, int]]:
    table = schema.refusal
    number = sa.func.count().label("number")
    query = sa.select(table.c.source, table.c.outcome, number).group_by(table.c.source, table.c.outcome)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in db.execute(query):
        found[row.source][row.outcome] = row.number
    return found


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
