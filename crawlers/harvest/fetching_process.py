"""Fetching in a process of its own: Scrapy's reactor runs once a process, and what it breaks is not ours."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from pathlib import Path
from threading import Thread
from typing import Final

from filelock import FileLock

from crawlers.crawl import Crawl
from crawlers.harvest.policy import Policy
from crawlers.importing import SourceUnavailable

Fetcher = Callable[[Path, str, Crawl, Policy, Callable[[], None]], None]
"""Fetches for the run that the journal in a home holds; calls the last argument every so often."""
_GLANCE: Final = 0.25
_TO_DIE: Final = 30.0
READY: Final = ["crawlers.harvest.fetching", "crawlers.harvest.keeping", "crawlers.source"]


def make_ready() -> ForkServerContext:
    """Start the process of whose copies each fetches once, so that it loads Scrapy and the sources while others work.

    It takes the environment of this moment, and ends with this process.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(READY)
    # Ctrl-C is for this process alone, which ends the others; what is blocked here stays blocked in them.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context


def fetch_in_process(home: Path, source: str, _: Crawl, policy: Policy, look: Callable[[], None]) -> None:
    """Fetch in a child process, which ends with this one. Raises SourceUnavailable if it broke off."""
    child = make_ready().Process(target=_fetch, args=(home.absolute(), source, policy), daemon=True)
    child.start()
    try:
        while child.is_alive():
            child.join(_GLANCE)
            look()
    finally:
        if child.is_alive():
            child.terminate()
            child.join(_TO_DIE)
    if child.exitcode:
        raise SourceUnavailable(
            f"the fetching of {source} broke off (exit code {child.exitcode}); what was answered is kept. Go on with "
            f"`lexgap harvest {source} --resume`"
        )


def _fetch(home: Path, source: str, policy: Policy) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    from crawlers.harvest.fetching import fetch
    from crawlers.harvest.keeping import KeepingDesk
    from crawlers.source import CRAWLS

    crawl = CRAWLS[source]
    # A child of a process that was killed is gone in a moment; only one writes to the journal and the snapshot.
    with (
        FileLock(home / "harvest" / f"{source}.fetching.lock", timeout=_TO_DIE),
        KeepingDesk(home, source, crawl, clock=policy.now) as desk,
    ):
        fetch(desk, crawl, policy)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
