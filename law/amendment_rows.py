"""Changes to the law in the corpus: kept once by the id that their source gives them, read back in order of days."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from law import schema
from law.amendment import Amendment, Commencement

_PLAIN = (
    "source_id",
    "affected",
    "affected_provisions",
    "affecting",
    "affecting_title",
    "affecting_provisions",
    "action",
    "applied",
    "made_on",
    "quote",
)


def amendment_row(amendment: Amendment, source: str) -> dict[str, Any]:
    """The columns of table ``amendment``."""
    commencements = [{"day": c.day and c.day.isoformat(), "for": c.qualification} for c in amendment.commencements]
    return {**{name: getattr(amendment, name) for name in _PLAIN}, "source": source, "commencements": commencements}


def read_amendment(row: Mapping[Any, Any]) -> Amendment:
    """A change from its row."""
    commencements = tuple(_commencement(found) for found in row["commencements"])
    return Amendment(**{name: row[name] for name in _PLAIN}, source=row["source"], commencements=commencements)


def rows_of_source(db: sa.Connection, source: str) -> dict[str, dict[str, Any]]:
    """What is held from a source, by the source's own ids, without the corpus's numbers."""
    table = schema.amendment
    rows = db.execute(sa.select(table).where(table.c.source == source)).mappings()
    return {row["source_id"]: {name: value for name, value in row.items() if name != "id"} for row in rows}


def put_row(db: sa.Connection, row: dict[str, Any], held: Mapping[str, Any] | None) -> None:
    """Insert a change, or put it in the place of the one held under the same source and id."""
    table = schema.amendment
    if held is None:
        db.execute(table.insert().values(**row))
        return
    same = sa.and_(table.c.source == row["source"], table.c.source_id == row["source_id"])
    db.execute(table.update().where(same).values(**row))


def read_amendments(db: sa.Connection, instrument_id: str | None, *, without: frozenset[str]) -> Iterator[Amendment]:
    """The changes made to an instrument or by it, or all: oldest first, those without a day last."""
    table = schema.amendment
    query = sa.select(table).order_by(table.c.made_on.is_(None), table.c.made_on, table.c.source, table.c.source_id)
    if instrument_id is not None:
        query = query.where(sa.or_(table.c.affected == instrument_id, table.c.affecting == instrument_id))
    if without:
        query = query.where(table.c.source.not_in(without))
    return (read_amendment(row) for row in db.execute(query).mappings().all())


def _commencement(found: Mapping[str, Any]) -> Commencement:
    return Commencement(day=date.fromisoformat(found["day"]) if found["day"] else None, qualification=found["for"])
