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
    names = sorted({*rows, *refused})
    return tuple(_holding(name, rows.get(name), provisions.get(name, 0), refused.get(name, {})) for name in names)


def _holding(name: str, row: sa.RowMapping | None, provisions: int, refused: dict[str, int]) -> Holding:
    return Holding(
        source=name,
        instruments=row["instruments"] if row else 0,
        versions=row["versions"] if row else 0,
        provisions=provisions,
        truncated=row["truncated"] if row else 0,
        last_import=_utc(row["last_import"]) if row else None,
        refused=refused,
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
