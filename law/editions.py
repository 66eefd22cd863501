"""Which source gives which text of an instrument: one instrument, all its sources listed."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from law import schema
from law.corpus_rows import in_utc
from law.instrument import Status, TextState
from law.withdrawal import Withdrawal, withdrawals


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One text as one source gives it, without its words. ``shown`` is the one of its day and language that is read.

    ``withdrawal`` is None unless the source is withdrawn; then nothing of the text may be shown.
    """

    key: str
    language: str
    source: str
    source_ref: str
    source_url: str | None
    retrieved_at: datetime
    as_of: date | None
    status: Status
    text_state: TextState
    sha256: str
    text_sha256: str
    shown: bool
    held_as: int
    withdrawal: Withdrawal | None = None


def read_editions(db: sa.Connection, instrument_id: str) -> tuple[Edition, ...]:
    """Every text of an instrument, by day, language and source."""
    table, gone = schema.version, withdrawals(db)
    order = (table.c.key, table.c.language, table.c.is_primary.desc(), table.c.source, table.c.id)
    rows = db.execute(sa.select(table).where(table.c.instrument_id == instrument_id).order_by(*order))
    return tuple(_edition(row, gone.get(row["source"])) for row in rows.mappings())


def _edition(row: sa.RowMapping, withdrawal: Withdrawal | None) -> Edition:
    same = ("key", "language", "source", "source_ref", "source_url", "as_of", "sha256", "text_sha256")
    return Edition(
        **{name: row[name] for name in same},
        retrieved_at=in_utc(row["retrieved_at"]),
        status=Status(row["status"]),
        text_state=TextState(row["text_state"]),
        shown=bool(row["is_primary"]) and withdrawal is None,
        held_as=row["id"],
        withdrawal=withdrawal,
    )
