"""Reading a run's kept answers into the corpus: the same after a harvest and when the corpus is rebuilt.

What is read depends on the snapshots, the corpus before, and the moment of the reading, on nothing else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from crawlers.crawl import Ask, Crawl, Document, Page
from crawlers.harvest.desk import Failure, FailureKind
from crawlers.harvest.document_reading import DocumentReader
from crawlers.harvest.keeping import READING_FAULTS
from crawlers.harvest.presence import Presence
from crawlers.harvest.report import DISAPPEARED, MISSING, QUARANTINED, REFUSED, TEMPORARY, HarvestReport, Tally
from crawlers.harvest.snapshot_reading import Reading, Seen, page_of
from crawlers.harvest.snapshots import RunFacts, Snapshots
from crawlers.harvest.stops import HarvestStopped, refuse_mass_disappearance
from crawlers.page_faults import refuse_faulty_page
from crawlers.readable import Unreadable
from law import harvest_rows, schema
from law.corpus_writing import CorpusWriter

NAMED_SHARE: Final = 0.95
"""Lists that name fewer of the documents that the source says it has were not read to their end."""
Done = Callable[[int, int], None]
"""Called with the number of pages read and to read."""
_OUTCOMES: Final = {FailureKind.REFUSED: REFUSED, FailureKind.FAULTY: QUARANTINED}


@dataclass(slots=True, kw_only=True)
class RunReader:
    """One reading of one run, within the transaction of ``writer``."""

    writer: CorpusWriter
    snapshots: Snapshots
    crawl: Crawl
    run: RunFacts
    seen: Seen
    reading: Reading
    tally: Tally = field(default_factory=Tally)
    documents: DocumentReader = field(init=False)
    presence: Presence = field(init=False)

    def __post_init__(self) -> None:
        db, table = self.writer.db, schema.refusal
        refused = db.scalars(sa.select(table.c.source_ref).where(table.c.source == self.run.source))
        known = harvest_rows.known_documents(db, self.run.source)
        self.presence = Presence(known=known)
        self.documents = DocumentReader(
            source=self.run.source,
            crawl=self.crawl,
            writer=self.writer,
            tally=self.tally,
            known=known,
            refused=frozenset(refused),
            limit=self.run.limit,
        )

    @property
    def whole(self) -> bool:
        """Whether all that the source has was seen."""
        narrowed = self.run.narrowed or self.presence.named() < NAMED_SHARE * (self.tally.said_to_exist or 0)
        return self.reading.complete and self.presence.lists_read and not narrowed

    def read(self, done: Done) -> None:
        """Read every page, then compare what is there with what was known. Raises HarvestStopped."""
        if not self.run.narrowed:
            self.writer.forget_refusals()
        answers = self.seen.in_order()
        for count, answered in enumerate(answers, 1):
            self._read_page(answered.ask)
            done(count, len(answers))
        for ask, failure in self.seen.failures_in_order():
            self._note_failure(ask, failure)
        self._compare()

    def _read_page(self, ask: Ask) -> None:
        self.tally.counts["pages"] += 1
        self.presence.list(ask.ref)
        try:
            page, beside = self._page(ask.key), tuple(self._page(key) for key in ask.beside)
            self._read_lists(page)
        except READING_FAULTS as error:
            self._unreadable(ask, error)
            return
        for document in self._documents(page, beside):
            self.presence.list(document.ref)
            self.documents.take(document)

    def _read_lists(self, page: Page) -> None:
        total = self.crawl.discover(page).total
        if total is not None:
            self.tally.said_to_exist = (self.tally.said_to_exist or 0) + total
        for amendment in self.crawl.amendments(page):
            self.tally.counts["amendments"] += self.writer.keep_amendment(amendment)

    def _documents(self, page: Page, beside: tuple[Page, ...]) -> Iterator[Document]:
        # What fails while a document is taken in is raised in the caller, not here.
        try:
            yield from self.crawl.documents(page, beside)
        except READING_FAULTS as error:
            self._unreadable(page.ask, error)

    def _page(self, key: str) -> Page:
        answered = self.seen.answers.get(key)
        if answered is None:
            raise Unreadable("an answer that belongs to it did not come: see the requests that failed")
        page = page_of(answered, self.snapshots)
        refuse_faulty_page(page)
        return page

    def _unreadable(self, ask: Ask, error: Exception) -> None:
        self.presence.unread(ask)
        self.documents.unreadable_page(ask.ref, ask.url, error)

    def _note_failure(self, ask: Ask, failure: Failure) -> None:
        if failure.kind is FailureKind.MISSING:
            self._missing(ask, failure)
            return
        self.presence.unread(ask)
        if failure.kind is FailureKind.TEMPORARY:
            self.tally.trouble(TEMPORARY, ask.ref, ask.url, failure.reason)
        else:
            self.documents.quarantine(_OUTCOMES[failure.kind], ask.ref, ask.url, failure.reason)

    def _missing(self, ask: Ask, failure: Failure) -> None:
        if self.presence.missing(ask):
            return
        reason = f"the {ask.role} page was not recorded" if self.run.replay and ask.ref is None else failure.reason
        self.tally.trouble(MISSING, ask.ref, ask.url, reason)

    def _compare(self) -> None:
        said, named = self.tally.said_to_exist or 0, self.presence.named()
        if not self.run.narrowed and named < said:
            self.tally.unlisted(said, named)
        gone = self.presence.gone(whole=self.whole)
        if not self.reading.accept_disappearance:
            refuse_mass_disappearance(self.run.source, gone, self.presence.present())
        for ref in gone:
            url = str(self.presence.known[ref]["url"])
            self.tally.trouble(DISAPPEARED, ref, url, "no longer at the source; its text is kept")
        harvest_rows.keep_seen(self.writer.db, self.run.source, self.documents.all_seen())
        harvest_rows.mark_gone(self.writer.db, self.run.source, gone, self.reading.at)


def read_run(
    db: sa.Connection,
    snapshots: Snapshots,
    crawl: Crawl,
    run: RunFacts,
    seen: Seen,
    reading: Reading,
    done: Done = lambda _done, _total: None,
) -> HarvestReport:
    """Read a run within the caller's transaction. One that has to be stopped leaves nothing but its row."""
    number = harvest_rows.begin_run(db, run.source, run.began_at)
    before = db.begin_nested()
    writer = CorpusWriter(db=db, source=run.source, at=reading.at)
    writer.load()
    reader = RunReader(writer=writer, snapshots=snapshots, crawl=crawl, run=run, seen=seen, reading=reading)
    try:
        reader.read(done)
        writer.finish()
    except HarvestStopped as stop:
        before.rollback()
        report = _stopped(reader, stop)
    else:
        before.commit()
        report = _report(reader, reader.tally, harvest_rows.FINISHED)
    harvest_rows.end_run(db, number, report.row())
    return report


def _stopped(reader: RunReader, stop: HarvestStopped) -> HarvestReport:
    tally = Tally(said_to_exist=reader.tally.said_to_exist)
    tally.trouble(stop.kind, None, "", str(stop))
    return _report(reader, tally, harvest_rows.STOPPED, str(stop))


def _report(reader: RunReader, tally: Tally, state: str, why: str | None = None) -> HarvestReport:
    return HarvestReport(
        source=reader.run.source,
        began_at=reader.run.began_at,
        ended_at=reader.reading.at,
        state=state,
        whole=reader.whole and why is None,
        counts={name: count for name, count in sorted(tally.counts.items()) if count},
        said_to_exist=tally.said_to_exist,
        troubles=tuple(tally.troubles),
        stopped_because=why,
    )
