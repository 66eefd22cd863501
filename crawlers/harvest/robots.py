"""robots.txt, obeyed as RFC 9309 has it: absent means allowed, unreachable means not now."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from crawlers.harvest.desk import FailureKind
from crawlers.harvest.policy import Policy
from crawlers.harvest.politeness import Hosts
from crawlers.harvest.transfer import Request
from crawlers.harvest.unanswered import Unanswered, refused, temporary

_READ = 512 * 1024
"""RFC 9309, 2.5: a crawler reads at least 500 KiB."""
_KEPT = 24 * 3600.0
"""RFC 9309, 2.4: not longer than a day."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one server's robots.txt says; ``problem`` stands in its place when it could not be read."""

    read_at: float
    rules: Protego | None = None
    problem: Unanswered | None = None


class Robots:
    """The robots.txt of every server, read once a day. ``read`` fetches a page and raises Unanswered."""

    def __init__(self, policy: Policy, hosts: Hosts, read: Callable[[Request], Awaitable[bytes]]) -> None:
        self._policy = policy
        self._hosts = hosts
        self._read = read
        self._known: dict[str, asyncio.Task[_Rules]] = {}

    async def refuse(self, url: str) -> None:
        """Raise Unanswered when robots.txt does not let us ask for an address; take up its crawl-delay."""
        parts = urlsplit(url)
        kept = await self._rules(f"{parts.scheme}://{parts.netloc}/robots.txt")
        if kept.problem is not None:
            raise Unanswered(kept.problem.failure)
        if kept.rules is None:
            return
        if not kept.rules.can_fetch(url, self._policy.robot_name):
            raise refused(f"robots.txt of {parts.netloc} does not allow it")
        delay = kept.rules.crawl_delay(self._policy.robot_name)
        if delay and self._policy.replay is None:
            self._hosts[parts.hostname or ""].slow_down(delay)

    async def _rules(self, address: str) -> _Rules:
        task = self._known.get(address)
        old = task is not None and task.done() and task.result().read_at + _KEPT < _monotonic()
        if task is None or old:
            task = self._known[address] = asyncio.create_task(self._fetched(address))
        return await task

    async def _fetched(self, address: str) -> _Rules:
        try:
            body = await self._read(Request(url=address))
        except Unanswered as problem:
            return _Rules(_monotonic(), problem=_meaning(problem, address))
        return _Rules(_monotonic(), rules=Protego.parse(body[:_READ].decode("utf-8", errors="replace")))


def _monotonic() -> float:
    return asyncio.get_running_loop().time()


def _meaning(problem: Unanswered, address: str) -> Unanswered | None:
    """What it means that a robots.txt cannot be read (RFC 9309, 2.3.1): None when everything may be asked."""
    failure = problem.failure
    told_no = failure.kind in {FailureKind.MISSING, FailureKind.REFUSED} and failure.status is not None
    if told_no and 400 <= (failure.status or 0) < 500:
        return None
    if failure.kind is FailureKind.REFUSED:
        return refused(f"{address} may not be asked: {failure.reason}")
    return temporary(f"{address} cannot be read, so nothing is asked there now: {failure.reason}", failure.status)
