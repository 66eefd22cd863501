"""What the fetching and the keeping of a harvest say to each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from crawlers.crawl import Ask, Page


class FailureKind(StrEnum):
    """Why a request has no answer that can be read; what the run does differs by kind."""

    MISSING = "missing"
    """404, 410: the source says that there is none."""
    TEMPORARY = "temporary"
    """DNS, reset, timeout, 429 or 5xx after all retries, breaker open, outside the window: ask again, never "gone"."""
    REFUSED = "refused"
    """robots.txt, host not allowed, private address, bad certificate, redirect rules: we do not ask."""
    FAULTY = "faulty"
    """Too large, a compression bomb, cut off, wrong length: the answer cannot be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A request without an answer; ``reason`` is for the person who reads the table, ``status`` the HTTP status."""

    kind: FailureKind
    reason: str
    status: int | None = None


class Desk(Protocol):
    """Hands out what is to be asked and keeps the answers. Used from one thread."""

    def take(self, limit: int) -> tuple[Ask, ...]:
        """Requests not yet answered and not in flight, oldest first; () when none is waiting now."""
        ...

    def conditions(self, ask: Ask) -> Mapping[str, str]:
        """If-None-Match and If-Modified-Since from an earlier harvest, or {}."""
        ...

    def answered(self, page: Page) -> None:
        """Keep an answer, durable on return, and queue what it leads to. Status 304 has an empty body."""
        ...

    def failed(self, ask: Ask, failure: Failure) -> None:
        """Note that a request has no answer."""
        ...
