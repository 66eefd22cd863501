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

    ``gone_since`` is when a harvest first found that the source no longer has the document; None if it has it, or was
    never harvested. ``withdrawal`` is None unless the source is withdrawn; then nothing of the text may be shown.
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
    gone_since: datetime | None = None
    withdrawal: Withdrawal | None = None


def read_editions(db: sa.Connection, instrument_id: str) -> tuple[Edition, ...]:
    """Every text of an instrument, by day, language and source."""
    table, seen, gone = schema.version, schema.source_document, withdrawals(db)
    order = (table.c.key, table.c.language, table.c.is_primary.desc(), table.c.source, table.c.id)
    same = sa.and_(seen.c.source == table.c.source, seen.c.source_ref == table.c.source_ref)
    texts = sa.select(table, seen.c.gone_since).select_from(table.outerjoin(seen, same))
    rows = db.execute(texts.where(table.c.instrument_id == instrument_id).order_by(*order))
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
        gone_since=row["gone_since"] and in_utc(row["gone_since"]),
        withdrawal=withdrawal,
    )
