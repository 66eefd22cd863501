"""One writer at a time, and what a failed write means."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.exc import OperationalError


class CorpusBusy(Exception):
    """Another process is writing to this data directory."""


class CorpusFull(Exception):
    """The disk is full or the database refused to grow; the run was taken back as a whole."""


@contextmanager
def only_writer(home: Path | None) -> Iterator[None]:
    """Hold the data directory's write lock; the system releases it even if the process is killed."""
    if home is None:
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


def full_or_busy(error: OperationalError) -> Exception:
    """What a failed write means to the person who ran it."""
    if "locked" in str(error.orig):
        return CorpusBusy("the corpus is locked by another program: close it and run the command again")
    return CorpusFull(
        f"the corpus could not be written ({error.orig}): nothing of this run was kept. Free disk space "
        "and run the command again"
    )
