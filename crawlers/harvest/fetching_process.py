"""Fetching in a process of its own: Scrapy's reactor runs once a process, and what it breaks is not ours."""

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import wait
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


def fetch_in_process(home: Path, source: str, _: Crawl, policy: Policy, look: Callable[[], None]) -> None:
    """Fetch in a child process, which ends with this one. Raises SourceUnavailable if it broke off."""
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=_fetch, args=(home, source, policy), daemon=True)
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
