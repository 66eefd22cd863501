"""Sources whose texts are withdrawn: a complaint, a licence that ended, texts that turned out to be wrong.

The texts stay in the corpus, so that a source can be restored; nothing that is shown, searched, exported or judged
reads them. That they exist, and why they are not shown, is still said.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from law import schema
from law.corpus_rows import in_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Since when a source is withdrawn, and the reason given."""

    source: str
    at: datetime
    reason: str


def withdrawals(db: sa.Connection) -> dict[str, Withdrawal]:
    """The sources withdrawn now, by id: the last word on a source counts."""
    table = schema.source_switch
    last = {row.source: row for row in db.execute(sa.select(table).order_by(table.c.id))}
    return {
        source: Withdrawal(source=source, at=in_utc(row.at), reason=row.reason)
        for source, row in sorted(last.items())
        if row.withdrawn
    }


def keep_switch(db: sa.Connection, *, source: str, at: datetime, withdrawn: bool, reason: str) -> bool:
    """Write a word on a source down; False where it is the same as the last one."""
    held = withdrawals(db).get(source)
    if (held is not None) == withdrawn and (held is None or held.reason == reason):
        return False
    row = {"source": source, "at": at, "withdrawn": withdrawn, "reason": reason}
    db.execute(schema.source_switch.insert().values(**row))
    return True
