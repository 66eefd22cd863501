"""Runs a fetching in a process of its own, as Scrapy's reactor runs once in each, against a desk in memory."""

import logging
import os
import time
import warnings
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from crawlers.crawl import Ask, Crawl, Document, Page, Window
from crawlers.harvest.desk import Failure, FailureKind
from crawlers.harvest.fetching import fetch
from crawlers.harvest.fetching_process import READY
from crawlers.harvest.policy import Policy
from law.instrument import Instrument

# Children of a process that has imported Scrapy and done nothing else: each begins clean, and at once. All tests
# share one such process, which loads what any of them needs.
_CLEAN = get_context("forkserver")
_CLEAN.set_forkserver_preload([*READY, "tests.crawlers.harvest.fetching_child"])


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of it, by address; ``seconds`` is the time that ``fetch`` took, ``told`` what was logged."""

    pages: dict[str, Page] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    seconds: float = 0.0
    told: list[str] = field(default_factory=list)

    def kind(self, url: str) -> FailureKind:
        return self.failures[url].kind


@dataclass(slots=True, kw_only=True)
class MemoryDesk:
    """Hands out a list of requests, and those that ``leads`` names when an address was answered."""

    waiting: list[Ask]
    leads: Mapping[str, tuple[Ask, ...]] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)
    endless: bool = False
    outcome: Outcome = field(default_factory=Outcome)

    def take(self, limit: int) -> tuple[Ask, ...]:
        taken, self.waiting = self.waiting[:limit], self.waiting[limit:]
        return tuple(taken)

    def conditions(self, _: Ask) -> Mapping[str, str]:
        return self.earlier

    def answered(self, page: Page) -> None:
        self.outcome.pages[page.ask.url] = page
        self.waiting += self.leads.get(page.ask.url, ())
        if self.endless:
            self.waiting.append(Ask(url=f"{page.ask.url}x", role="page"))

    def failed(self, ask: Ask, failure: Failure) -> None:
        self.outcome.failures[ask.url] = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a source says of its crawl, in a form that passes between processes."""

    hosts: tuple[str, ...]
    delay: float = 0.0
    window: Window | None = None
    insecure_hosts: Mapping[str, str] = field(default_factory=dict)

    def crawl(self) -> Crawl:
        return Crawl(
            hosts=self.hosts,
            seeds=lambda _: (),
            parse=_never,
            delay=self.delay,
            window=self.window,
            insecure_hosts=self.insecure_hosts,
        )


def _never(_: Document) -> Instrument:
    raise AssertionError("nothing is parsed while fetching")


class _Kept(logging.Handler):
    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def emit(self, record: logging.LogRecord) -> None:
        self._told.append(f"{record.levelname} {record.name} {record.getMessage()}")


def run(desk: MemoryDesk, plan: Plan, policy: Policy, trusted: Path | None) -> Outcome:
    """In the child: warnings are errors here too, and OpenSSL trusts one certificate more where it is told to."""
    warnings.simplefilter("error")
    if trusted:
        os.environ["SSL_CERT_FILE"] = str(trusted)
    logging.getLogger().addHandler(_Kept(desk.outcome.told))
    begun = time.monotonic()
    fetch(desk, plan.crawl(), policy)
    desk.outcome.seconds = time.monotonic() - begun
    return desk.outcome


def fetched(desk: MemoryDesk | Iterable[str], plan: Plan, policy: Policy, trusted: Path | None = None) -> Outcome:
    """What a fetching brings, done in a child process."""
    if not isinstance(desk, MemoryDesk):
        desk = MemoryDesk(waiting=[Ask(url=url, role="page") for url in desk])
    with ProcessPoolExecutor(1, mp_context=_CLEAN) as pool:
        return pool.submit(run, desk, plan, policy, trusted).result(timeout=120)


def quick(**changes: object) -> Policy:
    """A policy for loopback that does not make a test wait."""
    settings: dict[str, object] = {
        "contact": "desk@example.org",
        "allow_private_addresses": True,
        "backoff": 0.02,
        "longest_backoff": 0.1,
        "deadline": 20.0,
        "breaker": 1000,
        "per_host": 8,
    }
    return Policy(**(settings | changes))  # type: ignore[arg-type]  # Checked by Policy itself when it is made.
