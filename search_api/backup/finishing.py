"""A restore that was decided gets finished: whoever opens the data directory next carries on with it first."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from index.durable_file import flush_directory
from search_api.backup.records import BackupRefused

READY: Final = ".restore-ready"
"""The unpacked folder once it is decided to put it in place."""
_MOVING: Final = ".restore-moving"
"""The same folder once everything old is out of the way."""
ASIDE: Final = "aside.txt"
CONTENT: Final = "content"
_WAIT_S: Final = 60.0


def finish_restoring(home: Path) -> None:
    """Carry on with a restore that was decided and then interrupted; nothing to do in almost every case."""
    if (home / READY).exists() or (home / _MOVING).exists():
        with nobody_writes(home):
            carry_on(home)


@contextmanager
def nobody_writes(home: Path) -> Iterator[None]:
    """Hold the lock of whoever writes to the corpus (`law.corpus_lock`). Raises BackupRefused."""
    lock = FileLock(home / "corpus.lock", timeout=_WAIT_S if (home / READY).exists() else 0)
    try:
        lock.acquire()
    except Timeout:
        raise BackupRefused(f"another lexgap process is writing to {home}: wait until it has finished") from None
    try:
        yield
    finally:
        lock.release()


def carry_on(home: Path) -> None:
    """Move the old aside, then the new in; every step can be done again from wherever it stopped."""
    ready, moving = home / READY, home / _MOVING
    if ready.exists():
        aside, *names = (ready / ASIDE).read_text(encoding="utf-8").splitlines()
        for name in names:
            if (home / name).exists():
                (home / aside).mkdir(mode=0o700, exist_ok=True)
                (home / name).rename(home / aside / name)
        flush_directory(home)
        ready.rename(moving)
    for path in sorted((moving / CONTENT).glob("*")):
        path.rename(home / path.name)
    flush_directory(home)
    shutil.rmtree(moving, ignore_errors=True)
