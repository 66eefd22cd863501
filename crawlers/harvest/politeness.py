"""How often a host may be asked: its delay, its hours, what it asked for, and a rest when it is in trouble."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from crawlers.crawl import Crawl, Window
from crawlers.harvest.desk import Failure, FailureKind
from crawlers.harvest.policy import Policy
from crawlers.harvest.unanswered import Unanswered, refused, temporary


def is_open(window: Window | None, now: datetime) -> bool:
    """Whether a source may be asked at this hour; a window whose two hours are the same never closes."""
    if window is None or window.opens == window.closes:
        return True
    hour = now.astimezone(ZoneInfo(window.zone)).hour
    if window.opens < window.closes:
        return window.opens <= hour < window.closes
    return hour >= window.opens or hour < window.closes


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After asks for, as a number or a date (RFC 9110, 10.2.3); None when it says neither."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:10])
    try:
        day = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = day if day.tzinfo else day.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def backoff(failures: int, policy: Policy) -> float:
    """Seconds of rest after so many failures in a row: twice as long each time, between half of it and all of it."""
    full = min(policy.longest_backoff, policy.backoff * 2.0 ** min(failures - 1, 30))
    return full * (0.5 + policy.jitter() / 2)


class Host:
    """The turns of one host. Used from one event loop."""

    def __init__(self, name: str, policy: Policy, delay: float, is_open: Callable[[], bool]) -> None:
        self._name = name
        self._policy = policy
        self._delay = delay
        self._is_open = is_open
        self._lanes = asyncio.Semaphore(policy.per_host)
        self._asked_at = -delay
        self._rests_until = 0.0
        self._failures = 0
        self._closed: Failure | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until the host may be asked again; raises Unanswered when it may not be asked in this run."""
        async with self._lanes:
            while (pause := self._pause()) > 0:
                await asyncio.sleep(pause)
            self._asked_at = asyncio.get_running_loop().time()
            yield

    def _pause(self) -> float:
        if self._closed is not None:
            raise Unanswered(self._closed)
        if not self._is_open():
            raise temporary(f"{self._name} may not be asked at this hour")
        return max(self._asked_at + self._delay, self._rests_until) - asyncio.get_running_loop().time()

    def slow_down(self, delay: float) -> None:
        """Keep at least this many seconds between two requests; raises Unanswered when that is out of proportion."""
        if delay > self._policy.longest_wait:
            raise refused(f"robots.txt of {self._name} asks for {delay:g} s between two requests")
        self._delay = max(self._delay, delay)

    def failed(self, problem: Unanswered) -> None:
        """An attempt failed: the host rests, and enough of them in a row close it for the rest of the run.

        What is not worth another attempt counts for all the attempts that it might have had.
        """
        failure, wait = problem.failure, problem.wait or 0.0
        self._failures += 1 if problem.again else self._policy.attempts
        if wait > self._policy.longest_wait:
            self._close(FailureKind.TEMPORARY, f"asks to be left alone for {wait:.0f} s")
        elif self._failures >= self._policy.breaker * self._policy.attempts:
            ours = failure.kind is FailureKind.REFUSED and failure.status is None
            kind = FailureKind.REFUSED if ours else FailureKind.TEMPORARY
            self._close(kind, f"only failed lately, last: {failure.reason}")
        elif problem.again:
            pause = max(wait, backoff(self._failures, self._policy))
            self._rests_until = max(self._rests_until, asyncio.get_running_loop().time() + pause)

    def answered(self) -> None:
        """The host is well."""
        self._failures = 0

    def _close(self, kind: FailureKind, why: str) -> None:
        if self._closed is None:
            self._closed = Failure(kind=kind, reason=f"not asked again in this run: {self._name} {why}")


class Hosts:
    """The hosts of a source, each with its own turns."""

    def __init__(self, crawl: Crawl, policy: Policy) -> None:
        source_delay = 0.0 if policy.replay else crawl.delay
        self._delay = source_delay if policy.delay is None else policy.delay
        self._window = None if policy.replay else crawl.window
        self._policy = policy
        self._hosts: dict[str, Host] = {}

    def __getitem__(self, name: str) -> Host:
        if name not in self._hosts:
            self._hosts[name] = Host(name, self._policy, self._delay, self._open_now)
        return self._hosts[name]

    def _open_now(self) -> bool:
        return is_open(self._window, self._policy.now())
