"""What PostgreSQL needs that SQLite does not: a driver by name, one order of characters, and a lock across machines.

Lock numbers are ours to choose (PostgreSQL, "Advisory Locks"); a session's lock goes with its connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from law.schema import metadata

NAME: Final = "postgresql"
_WRITING, _MIGRATING = 7_205_001, 7_205_002
_DRIVER: Final = "postgresql+psycopg"
_PLAIN: Final = ("postgres", "postgresql")


def with_driver(url: str) -> str:
    """A database's address with the driver that is installed, where it names none."""
    scheme, mark, rest = url.partition("://")
    return f"{_DRIVER}{mark}{rest}" if scheme in _PLAIN else url


def options(url: str) -> dict[str, Any]:
    """How to connect: days are days of UTC, and a connection that the server has closed is opened anew."""
    if not url.startswith(NAME):
        return {}
    return {"connect_args": {"options": "-c timezone=UTC", "connect_timeout": 5}, "pool_pre_ping": True}


@contextmanager
def alone(engine: sa.Engine) -> Iterator[bool]:
    """Hold the lock on writing across all machines; False where another process holds it."""
    with engine.connect() as db:
        free = bool(db.scalar(sa.select(sa.func.pg_try_advisory_lock(_WRITING))))
        # A transaction left open would keep the server from cleaning up behind a long import.
        db.commit()
        try:
            yield free
        finally:
            # A server that went away has released it.
            with suppress(OperationalError):
                db.scalar(sa.select(sa.func.pg_advisory_unlock(_WRITING)))
                db.commit()


def wait_to_migrate(db: sa.Connection) -> None:
    """Two machines that start at once make the tables one after the other."""
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))


def order_by_bytes(db: sa.Connection) -> None:
    """Sort texts as SQLite does, whatever the server's language: the order of an index follows from it."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.String):
                kind = column.type.compile(db.dialect)
                db.execute(sa.text(f'ALTER TABLE {table.name} ALTER COLUMN {column.name} TYPE {kind} COLLATE "C"'))
