"""One harvest of a source at a time, also across processes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from crawlers.importing import SourceUnavailable


class HarvestBusy(SourceUnavailable):
    """The source is being harvested already; the message names the process."""


@contextmanager
def only_harvest(home: Path, source: str) -> Iterator[None]:
    """Hold a source's lock; the system releases it even if the process is killed. Raises HarvestBusy."""
    folder = home / "harvest"
    folder.mkdir(parents=True, exist_ok=True)
    lock, owner = FileLock(folder / f"{source}.lock", timeout=0), folder / f"{source}.owner"
    try:
        lock.acquire()
    except Timeout:
        by = owner.read_text(encoding="utf-8") if owner.exists() else "another process"
        raise HarvestBusy(f"{source} is being harvested by {by}: wait until that has finished") from None
    try:
        owner.write_text(f"process {os.getpid()}", encoding="utf-8")
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()
