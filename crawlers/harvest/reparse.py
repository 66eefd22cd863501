"""The corpus rebuilt from the snapshots alone.

Every reading of every run is done again in the order in which it was done first, with its own moment, by the same code
as in the harvest. So a corpus that only harvests made is rebuilt the same to the last byte of every row, numbers
included; with a parser that was changed meanwhile, it is what the harvests would have made with it.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from crawlers.crawl import Crawl
from crawlers.harvest.policy import current_time
from crawlers.harvest.reading import read_run
from crawlers.harvest.report import HarvestReport
from crawlers.harvest.snapshot_reading import Reading, Seen, readings, readings_of, run_facts
from crawlers.harvest.snapshots import RunFacts, Snapshots, sources_kept
from crawlers.importing import SourceUnavailable
from crawlers.source import CRAWLS
from law import schema
from law.corpus import Corpus
from law.corpus_content import content_sha256, last_revision, remove_sources
from law.corpus_lock import full_or_busy, only_writer

NAME: Final = "reparse"
Done = Callable[[int, int], None]
"""Called with the number of readings done and to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReparseReport:
    """What a rebuilding did. ``changed`` is false where the corpus was just what the snapshots give."""

    sources: tuple[str, ...]
    readings: int
    pages: int
    documents: int
    changed: bool
    revision: int
    seconds: float
    last: Mapping[str, HarvestReport]


@dataclass(slots=True)
class _File:
    """A run's snapshot, with its readings one after the other."""

    run: RunFacts
    snapshots: Snapshots
    readings: Iterator[tuple[Reading, Seen]]


def reparse(
    corpus: Corpus,
    *,
    home: Path,
    sources: Collection[str] = (),
    crawls: Mapping[str, Crawl] = CRAWLS,
    done: Done = lambda _done, _total: None,
    clock: Callable[[], datetime] = current_time,
) -> ReparseReport:
    """Rebuild what the sources' harvests brought, in one transaction; what was imported stays as it is.

    Without ``sources``, all that have snapshots. Raises SourceUnavailable, SnapshotDamaged, CorpusBusy, CorpusFull;
    then nothing was changed.
    """
    begun = time.monotonic()
    names = _names(home, sources, crawls)
    with only_writer(corpus.home, corpus.engine):
        try:
            with corpus.engine.begin() as db:
                before, last = content_sha256(db), last_revision(db)
                remove_sources(db, names)
                reports = list(_read_again(db, home, names, crawls, done))
                changed = content_sha256(db) != before
                _close(db, last, clock()) if changed else db.rollback()
        except OperationalError as error:
            raise full_or_busy(error) from error
    return ReparseReport(
        sources=names,
        readings=len(reports),
        pages=sum(report.counts.get("pages", 0) for report in reports),
        documents=sum(report.counts.get("documents", 0) for report in reports),
        changed=changed,
        revision=corpus.revision(),
        seconds=time.monotonic() - begun,
        last={report.source: report for report in reports},
    )


def _names(home: Path, sources: Collection[str], crawls: Mapping[str, Crawl]) -> tuple[str, ...]:
    kept = tuple(sources_kept(home))
    names = tuple(dict.fromkeys(name.replace("-", "_") for name in sources)) or kept
    without = [name for name in names if name not in kept]
    if without or not names:
        raise SourceUnavailable(
            f"there are no snapshots of {', '.join(without) or 'any source'} in {home / 'snapshots'}: harvest first, "
            "or bring the folder back from a backup"
        )
    unknown = [name for name in names if name not in crawls]
    if unknown:
        raise SourceUnavailable(f"{', '.join(unknown)} can no longer be harvested: name the sources to read again")
    return names


def _read_again(
    db: sa.Connection, home: Path, names: tuple[str, ...], crawls: Mapping[str, Crawl], done: Done
) -> Iterator[HarvestReport]:
    files: dict[Path, _File] = {}
    order: list[tuple[datetime, str, Path]] = []
    for name in names:
        snapshots = Snapshots(home, name)
        for path in snapshots.files():
            files[path] = _File(run_facts(path), snapshots, readings(path))
            order += [(reading.at, name, path) for reading in readings_of(path)]
    for count, (_, name, path) in enumerate(sorted(order), 1):
        file = files[path]
        reading, seen = next(file.readings)
        yield read_run(db, file.snapshots, crawls[name], file.run, seen, reading)
        done(count, len(order))


def _close(db: sa.Connection, last: int, at: datetime) -> None:
    """A corpus that is not what it was must not have the number that it had: indexes go by it."""
    if last and last_revision(db) <= last:
        db.execute(schema.revision.insert().values(id=last + 1, made_at=at, source=NAME, counts={}))
