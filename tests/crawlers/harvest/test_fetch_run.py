"""What ends a run of fetching, and what does not."""

import os
import signal
import time
from dataclasses import dataclass
from multiprocessing import get_context

import pytest
from twisted.internet.error import ReactorNotRestartable

from crawlers.crawl import Ask, Page
from crawlers.harvest.fetching import FetchingStopped, fetch
from crawlers.harvest.policy import Policy
from tests.crawlers.harvest.fetching_child import MemoryDesk, Outcome, Plan, fetched, quick
from tests.crawlers.harvest.hostile_server import answer, drip, hostile


@dataclass(slots=True, kw_only=True)
class FullDisk(MemoryDesk):
    def answered(self, page: Page) -> None:
        raise OSError(28, "No space left on device", page.url)


def test_what_the_desk_raises_ends_the_run_and_is_raised() -> None:
    with hostile({"/slow": drip}, otherwise=answer()) as server:
        asks = [Ask(url=server.url(path), role="page") for path in ("/slow", "/1")]
        with pytest.raises(OSError, match="No space left"):
            fetched(FullDisk(waiting=asks), Plan(hosts=(server.at,)), quick(deadline=60.0))


def twice(plan: Plan, policy: Policy) -> None:
    fetch(MemoryDesk(waiting=[]), plan.crawl(), policy)
    with pytest.raises(ReactorNotRestartable):
        fetch(MemoryDesk(waiting=[]), plan.crawl(), policy)


def stopped(url: str, plan: Plan) -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    # A job that a shell started in the background inherits that it ignores the interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(FetchingStopped, match="--resume"):
        fetch(MemoryDesk(waiting=[Ask(url=url, role="page")]), plan.crawl(), quick(deadline=60.0))


def test_fetching_is_done_once_a_process() -> None:
    child = get_context("forkserver").Process(target=twice, args=(Plan(hosts=()), quick()))
    child.start()
    child.join(60)
    assert child.exitcode == 0


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_run_and_is_not_taken_for_its_end(sent: signal.Signals) -> None:
    with hostile({"/slow": drip}) as server:
        child = get_context("forkserver").Process(target=stopped, args=(server.url("/slow"), Plan(hosts=(server.at,))))
        child.start()
        while not server.asked("/slow"):
            time.sleep(0.05)
        os.kill(child.pid or 0, sent)
        child.join(60)
    assert child.exitcode == 0


def test_an_empty_desk_asks_nothing() -> None:
    assert fetched([], Plan(hosts=()), quick()).pages == Outcome().pages
