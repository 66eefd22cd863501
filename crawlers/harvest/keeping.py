"""The desk of a real harvest: a journal of what to ask, and snapshots of what was answered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Final, Self

from crawlers.crawl import Ask, Crawl, Page
from crawlers.harvest.asks import answer_json
from crawlers.harvest.desk import Failure, FailureKind
from crawlers.harvest.frontier import Frontier, Kept
from crawlers.harvest.snapshots import Snapshots
from crawlers.harvest.warc_records import digest_of

FULL_CHECK_EVERY: Final = timedelta(days=30)
"""A source that says "not modified" is asked for the whole answer again after this time: it may be wrong."""
READING_FAULTS: Final = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What reading a page may raise: the source's own refusals, and what a page of an unforeseen form makes of a parser."""


class NothingBegun(Exception):
    """There is no run in the journal to fetch for."""


class KeepingDesk:
    """Keeps each answer in the snapshot, then notes it in the journal together with what it leads to.

    Whatever moment the process is killed at, an answer that was acknowledged is in the snapshot and is not asked again.
    """

    def __init__(self, home: Path, source: str, crawl: Crawl, *, clock: Callable[[], datetime]) -> None:
        self._frontier = Frontier(home, source)
        self._snapshots = Snapshots(home, source)
        self._crawl = crawl
        self._clock = clock
        begun = self._frontier.run()
        if begun is None:
            self._frontier.close()
            raise NothingBegun(f"no harvest of {source} was begun in {home}")
        self._run = begun[0]
        self._file = self._snapshots.begin(self._run)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._frontier.close()

    def take(self, limit: int) -> tuple[Ask, ...]:
        """Requests not yet answered and not in flight, oldest first; () when none is waiting now."""
        return self._frontier.take(limit, self._run.limit)

    def conditions(self, ask: Ask) -> Mapping[str, str]:
        """If-None-Match and If-Modified-Since from an earlier answer, unless that is too long ago to be believed."""
        kept = self._frontier.kept(ask.key)
        if kept is None or ask.method != "GET" or self._clock() - kept.whole_at > FULL_CHECK_EVERY:
            return {}
        headers = kept.answer["headers"]
        names = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return {name: headers[said] for name, said in names if said in headers}

    def answered(self, page: Page) -> None:
        """Keep an answer, durable on return, and queue what it leads to. Status 304 has an empty body."""
        if page.status == HTTPStatus.NOT_MODIFIED:
            self._unmodified(page)
            return
        position = self._file.keep(page, self._frontier.place_of(digest_of(page.body)))
        kept = Kept(answer=answer_json(page), position=position, whole_at=page.retrieved_at)
        self._frontier.answered(page.ask.key, kept, self._found(page), self._run.limit)

    def failed(self, ask: Ask, failure: Failure) -> None:
        """Note that a request has no answer."""
        self._file.failed(ask, failure, at=self._clock())
        self._frontier.failed(ask.key, failure)

    def _unmodified(self, page: Page) -> None:
        kept = self._frontier.kept(page.ask.key)
        if kept is None:
            why = "the source says that nothing changed since an answer that was never given"
            self.failed(page.ask, Failure(kind=FailureKind.FAULTY, reason=why, status=page.status))
            return
        headers = {**kept.answer["headers"], **page.headers}
        whole = replace(
            page, status=kept.answer["status"], headers=headers, body=self._snapshots.payload(kept.position)
        )
        self._file.keep(whole, kept.position, unmodified=True)
        renewed = Kept(answer=answer_json(whole), position=kept.position, whole_at=kept.whole_at)
        self._frontier.answered(page.ask.key, renewed, self._found(whole), self._run.limit)

    def _found(self, page: Page) -> Iterable[Ask]:
        # What cannot be read now cannot be read later either: the reading of the run names it with its reason.
        try:
            return self._crawl.discover(page).asks
        except READING_FAULTS:
            return ()
