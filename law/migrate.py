"""Bringing a database to the current tables. Alembic is only loaded when there is something to do."""

from pathlib import Path

import sqlalchemy as sa

from law import postgresql

HEAD = "0002"


def migrate(engine: sa.Engine) -> None:
    """Apply the missing migrations in one transaction; a current database is left alone."""
    with engine.connect() as db:
        if _current(db) == HEAD:
            return
    with engine.begin() as db:
        _upgrade(db)


def _current(db: sa.Connection) -> str | None:
    if not sa.inspect(db).has_table("alembic_version"):
        return None
    found: str | None = db.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def _upgrade(db: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    on_postgresql = db.dialect.name == postgresql.NAME
    if on_postgresql:
        postgresql.wait_to_migrate(db)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = db
    command.upgrade(config, "head")
    if on_postgresql:
        postgresql.order_by_bytes(db)
