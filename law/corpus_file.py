"""Where a corpus is kept and how its database is opened; what a failure means to the person who opens it."""

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from law import postgresql
from law.corpus_presence import keep_to_the_file
from law.migrate import migrate


class CorpusUnavailable(Exception):
    """The corpus cannot be opened or read; the message says why and what to do."""


def open_database(where: Path | str) -> tuple[sa.Engine, Path | None]:
    """The database of a data directory, or one by URL, made and migrated where needed; raises CorpusUnavailable."""
    url, home = _location(where)
    engine = sa.create_engine(url, **postgresql.options(url))
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
    try:
        migrate(engine)
        if engine.dialect.name == "sqlite":
            keep_to_the_file(engine)
    except (DatabaseError, OperationalError) as error:
        engine.dispose()
        raise CorpusUnavailable(_explain(url, error)) from error
    return engine, home


def _location(where: Path | str) -> tuple[str, Path | None]:
    if isinstance(where, str) and "://" in where:
        return postgresql.with_driver(where), None
    home = Path(where)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusUnavailable(f"the data directory {home} cannot be made: {error.strerror or error}") from error
    if not os.access(home, os.W_OK):
        raise CorpusUnavailable(f"the data directory {home} cannot be written to: choose another with LEXGAP_HOME")
    return f"sqlite:///{home / 'corpus.sqlite'}", home


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  (the driver's own type is not public)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _explain(url: str, error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    shown = sa.make_url(url).render_as_string(hide_password=True)
    if url.startswith(postgresql.NAME):
        return (
            f"the corpus at {shown} cannot be opened: {cause}. Start PostgreSQL, or set LEXGAP_DATABASE to where it "
            "runs and who may read it; nothing was changed."
        )
    return (
        f"the corpus at {shown} cannot be read: {cause}. "
        "Move the file away and run `lexgap import` again, or restore a backup; nothing was changed."
    )
