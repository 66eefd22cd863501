"""A harvest of one source: ask, keep, read, compare, and say what came of it.

Fetching writes only to the journal and the snapshots; the corpus changes in one transaction at the end.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy.exc import OperationalError

from crawlers.crawl import Ask, Crawl
from crawlers.harvest.fetching_process import Fetcher, fetch_in_process
from crawlers.harvest.frontier import FETCHED, READ, Counts, Frontier
from crawlers.harvest.one_harvest import only_harvest
from crawlers.harvest.policy import Policy, current_time
from crawlers.harvest.reading import read_run
from crawlers.harvest.replay import replaying
from crawlers.harvest.report import HarvestReport
from crawlers.harvest.snapshot_reading import Reading, last_read, seen_in
from crawlers.harvest.snapshots import RunFacts, Snapshots
from crawlers.source import CRAWLS, UnknownSource
from law import harvest_rows
from law.corpus import Corpus
from law.corpus_lock import CorpusBusy, full_or_busy, only_writer

FETCHING, READING = "fetching", "reading"
_PATIENCE: Final = 600.0
_GLANCE: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a harvest is: requests while fetching, pages while reading. ``total`` grows as pages name others."""

    stage: str
    done: int
    total: int
    failed: int = 0


Watch = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a harvest is to do. ``resume`` goes on with an unfinished one, if there is one.

    ``replay`` is a folder of recorded answers to harvest instead of the source; ``accept_disappearance`` says that a
    person has looked at a mass disappearance.
    """

    limit: int | None = None
    since: date | None = None
    resume: bool = False
    replay: Path | None = None
    accept_disappearance: bool = False


def crawl_of(source: str) -> Crawl:
    """How a source is harvested, by its id. Raises UnknownSource, also for one that is imported instead."""
    name = source.replace("-", "_")
    if name not in CRAWLS:
        raise UnknownSource(f"there is no source {source!r} to harvest: use one of {', '.join(CRAWLS)}")
    return CRAWLS[name]


def harvest(
    source: str,
    corpus: Corpus,
    *,
    home: Path,
    policy: Policy | None = None,
    order: Order = Order(),
    watch: Watch = lambda _: None,
    clock: Callable[[], datetime] = current_time,
    crawl: Crawl | None = None,
    fetcher: Fetcher = fetch_in_process,
) -> HarvestReport:
    """Harvest one source. ``policy`` may be left out for a replay only.

    Raises UnknownSource, HarvestBusy, NothingRecorded, ContactMissing, SourceUnavailable, CorpusBusy, CorpusFull,
    SnapshotDamaged; what was answered by then is kept, and ``order.resume`` goes on with it.
    """
    begun, plan, name = time.monotonic(), crawl or crawl_of(source), source.replace("-", "_")
    with only_harvest(home, name), _answering(plan, policy, order) as (rules, recorded):
        one = _Harvest(name=name, home=home, corpus=corpus, crawl=plan, order=order, watch=watch, clock=clock)
        report = one.run(lambda look: fetcher(home, name, plan, rules, look), recorded)
    return replace(report, seconds=time.monotonic() - begun, revision=corpus.revision())


@contextmanager
def _answering(crawl: Crawl, policy: Policy | None, order: Order) -> Iterator[tuple[Policy, tuple[Ask, ...]]]:
    """The rules of the run, and the requests that are recorded where it is a replay."""
    if order.replay is None:
        yield policy or Policy(), ()
        return
    with replaying(order.replay, crawl) as server:
        rules = replace(policy, replay=server.base) if policy else Policy(replay=server.base)
        yield rules, server.asks


@dataclass(frozen=True, slots=True, kw_only=True)
class _Harvest:
    name: str
    home: Path
    corpus: Corpus
    crawl: Crawl
    order: Order
    watch: Watch
    clock: Callable[[], datetime]

    @property
    def snapshots(self) -> Snapshots:
        return Snapshots(self.home, self.name)

    def run(self, fetch: Callable[[Callable[[], None]], None], recorded: tuple[Ask, ...]) -> HarvestReport:
        with closing(Frontier(self.home, self.name)) as frontier:
            run = self._begin(frontier, recorded)
            fetch(lambda: self.watch(_progress(frontier.counts())))
            frontier.mark(FETCHED)
            report = self._read(run, complete=run.narrowed or not frontier.counts().waiting)
            if report.state == harvest_rows.FINISHED:
                frontier.mark(READ)
        return report

    def _begin(self, frontier: Frontier, recorded: tuple[Ask, ...]) -> RunFacts:
        last = frontier.run()
        if last is not None and last[1] != READ:
            self._settle(last[0])
        if last is not None and self.order.resume and (last[1] != READ or frontier.has_temporary_failures()):
            frontier.resume()
            return last[0]
        order, began = self.order, self.clock()
        replay = order.replay is not None
        run = RunFacts(source=self.name, began_at=began, limit=order.limit, since=order.since, replay=replay)
        frontier.begin(run, (*self.crawl.seeds(order.since), *recorded))
        return run

    def _settle(self, run: RunFacts) -> None:
        """A process killed between the snapshot's word that a run was read and the corpus's: the corpus decides."""
        path = self.snapshots.folder / run.file
        at = last_read(path) if path.exists() else None
        if at is None:
            return
        with self.corpus.engine.connect() as db:
            kept = harvest_rows.was_read(db, self.name, at)
        if not kept:
            with closing(self.snapshots.begin(run)) as file:
                file.note({"event": "void", "of": at.isoformat()}, at=self.clock())

    def _read(self, run: RunFacts, *, complete: bool) -> HarvestReport:
        """Read the run in one transaction; the snapshot has its word of it before the corpus is changed."""
        accept = self.order.accept_disappearance
        with _patient(self.corpus), closing(self.snapshots.begin(run)) as file:
            seen = seen_in(file.path)
            reading = Reading(at=self.clock(), complete=complete, accept_disappearance=accept)
            try:
                with self.corpus.engine.begin() as db:
                    report = read_run(db, self.snapshots, self.crawl, run, seen, reading, self._pages_read)
                    file.note(reading.note(), at=reading.at)
            except OperationalError as error:
                self._settle(run)
                raise full_or_busy(error) from error
        return report

    def _pages_read(self, done: int, total: int) -> None:
        self.watch(Progress(stage=READING, done=done, total=total))


def _progress(counts: Counts) -> Progress:
    return Progress(stage=FETCHING, done=counts.done, total=counts.known, failed=counts.failed)


@contextmanager
def _patient(corpus: Corpus) -> Iterator[None]:
    """Wait for the corpus while another run of ours writes to it. Raises CorpusBusy after ten minutes."""
    until = time.monotonic() + _PATIENCE
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(only_writer(corpus.home, corpus.engine))
                break
            except CorpusBusy:
                if time.monotonic() > until:
                    raise
                time.sleep(_GLANCE)
        yield
