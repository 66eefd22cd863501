"""One writer at a time, and what a failed write means."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.exc import OperationalError

from law import postgresql


class CorpusBusy(Exception):
    """Another process is writing to this data directory."""


class CorpusFull(Exception):
    """The disk is full or the database refused to grow; the run was taken back as a whole."""


@contextmanager
def only_writer(home: Path | None, engine: sa.Engine) -> Iterator[None]:
    """Hold the lock on writing, of the data directory or of the database; a process that is killed releases it."""
    if home is None:
        with _only_writer_of_a_database(engine):
            yield
        return
    lock = FileLock(home / "corpus.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise CorpusBusy(
            f"another lexgap process is writing to {home}: wait until it has finished, or choose another data "
            "directory with LEXGAP_HOME"
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _only_writer_of_a_database(engine: sa.Engine) -> Iterator[None]:
    if engine.dialect.name != postgresql.NAME:
        yield
        return
    with postgresql.alone(engine) as free:
        if not free:
            raise CorpusBusy(
                "another lexgap process, here or on another machine, is writing to this database: wait until it has "
                "finished"
            )
        yield


def full_or_busy(error: OperationalError) -> Exception:
    """What a failed write means to the person who ran it."""
    if "locked" in str(error.orig):
        return CorpusBusy("the corpus is locked by another program: close it and run the command again")
    if getattr(error, "connection_invalidated", False):
        return CorpusBusy(
            f"the database went away ({error.orig}): nothing of this run was kept. "
            "Run the command again when it is back"
        )
    return CorpusFull(
        f"the corpus could not be written ({error.orig}): nothing of this run was kept. Free disk space "
        "and run the command again"
    )
