"""Harvests that were begun and not read into the corpus: broken off, stopped, or still under way."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from crawlers.harvest.frontier import READ, Frontier


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """``done`` of the ``known`` requests need no more asking; ``under_way`` while a process works on it."""

    source: str
    began_at: datetime
    done: int
    known: int
    under_way: bool

    @property
    def hint(self) -> str:
        """What it is, and what to do about it."""
        begun = f"the harvest of {self.source} begun {self.began_at:%Y-%m-%d %H:%M}"
        far = f"{begun}, {self.done} of {self.known} pages asked"
        if self.under_way:
            return f"{far}, is under way"
        return f"{far}, was not taken in: go on with `lexgap harvest {self.source} --resume`"


def unfinished(home: Path) -> dict[str, Unfinished]:
    """The unfinished harvest of each source that has one, by source."""
    found = (_last(home, path.stem) for path in sorted((home / "harvest").glob("*.sqlite")))
    return {each.source: each for each in found if each is not None}


def _last(home: Path, source: str) -> Unfinished | None:
    with closing(Frontier(home, source)) as frontier:
        last, counts = frontier.run(), frontier.counts()
    if last is None or last[1] == READ:
        return None
    run, under_way = last[0], _is_held(home / "harvest" / f"{source}.lock")
    return Unfinished(source=source, began_at=run.began_at, done=counts.done, known=counts.known, under_way=under_way)


def _is_held(path: Path) -> bool:
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    lock.release()
    return False
