"""Which of several sources' texts of the same day and language is shown, searched and judged."""

import sqlalchemy as sa

from law import schema
from law.withdrawal import withdrawals


def choose_primary(db: sa.Connection) -> None:
    """Mark one text for each instrument, day and language: whole before cut off, with a stated status, newest read.

    The choice rests on the rows alone, so it does not depend on the order in which sources were imported. Texts of
    withdrawn sources are never chosen.
    """
    table = schema.version
    offered = table.c.source.not_in(withdrawals(db))
    rank = (
        sa.func.row_number()
        .over(
            partition_by=[table.c.instrument_id, table.c.key, table.c.language],
            order_by=[
                sa.case((table.c.text_state == "truncated", 1), else_=0),
                sa.case((table.c.status == "unknown", 1), else_=0),
                table.c.source,
                table.c.retrieved_at.desc(),
                table.c.source_ref,
                table.c.text_sha256,
            ],
        )
        .label("rank")
    )
    ranked = sa.select(table.c.id, rank).where(offered).subquery()
    first = sa.select(ranked.c.id).where(ranked.c.rank == 1)
    db.execute(table.update().values(is_primary=table.c.id.in_(first)))
