"""One request to a source from its address to its page: checks, robots.txt, turns, attempts, redirects."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol
from urllib.parse import urldefrag, urlsplit

from crawlers.crawl import Ask, Crawl, Page
from crawlers.harvest.desk import FailureKind
from crawlers.harvest.guard import why_refused
from crawlers.harvest.policy import Policy
from crawlers.harvest.politeness import Host, Hosts
from crawlers.harvest.redirects import redirected
from crawlers.harvest.robots import Robots
from crawlers.harvest.status import refuse_status
from crawlers.harvest.transfer import Answer, Request, whole_body
from crawlers.harvest.unanswered import Unanswered, refused

_OF_THE_TRANSFER = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})
"""Headers that are no longer true of a body that was unpacked."""


class Transport(Protocol):
    """What carries one request to the server and its answer back."""

    async def send(self, request: Request) -> Answer:
        """The answer, whatever its status; raises Unanswered when none came."""
        ...


class Conversation:
    """Everything that is said to the hosts of one source in one run."""

    def __init__(self, crawl: Crawl, policy: Policy, transport: Transport) -> None:
        self._crawl = crawl
        self._policy = policy
        self._transport = transport
        self._hosts = Hosts(crawl, policy)
        self._robots = Robots(policy, self._hosts, self._robots_body)

    async def page(self, ask: Ask, conditions: Mapping[str, str]) -> Page:
        """The page that a source gives for a request; raises Unanswered."""
        headers = {**ask.headers, **conditions}
        request = Request(url=urldefrag(ask.url).url, method=ask.method, body=ask.body, headers=headers)
        answer = await self._followed(request, obeying_robots=True)
        return Page(
            ask=ask,
            url=ask.url if answer.url == request.url else answer.url,
            status=answer.status,
            headers={name: value for name, value in answer.headers.items() if name not in _OF_THE_TRANSFER},
            body=b"" if answer.status == 304 else answer.body,
            retrieved_at=self._policy.now(),
        )

    async def _robots_body(self, request: Request) -> bytes:
        return (await self._followed(request, obeying_robots=False)).body

    async def _followed(self, request: Request, *, obeying_robots: bool) -> Answer:
        seen: set[tuple[str, str]] = set()
        while (request.method, request.url) not in seen:
            if len(seen) > self._policy.redirects:
                raise refused(f"more than {self._policy.redirects} redirects")
            seen.add((request.method, request.url))
            answer = await self._permitted(request, obeying_robots=obeying_robots)
            onward = redirected(request, answer)
            if onward is None:
                return answer
            request = onward
        raise refused("the redirects lead back to where they began")

    async def _permitted(self, request: Request, *, obeying_robots: bool) -> Answer:
        policy = self._policy
        reason = why_refused(
            request.url,
            hosts=self._crawl.hosts,
            longest=policy.longest_address,
            allow_private=policy.allow_private_addresses,
        )
        if reason is not None:
            raise refused(reason)
        if obeying_robots:
            await self._robots.refuse(request.url)
        return await self._attempted(request, self._hosts[urlsplit(request.url).hostname or ""])

    async def _attempted(self, request: Request, host: Host) -> Answer:
        for attempt in range(1, self._policy.attempts + 1):
            async with host.turn():
                try:
                    return await self._answered(request, host)
                except Unanswered as problem:
                    if not problem.again or attempt == self._policy.attempts:
                        raise
        raise AssertionError("a policy allows at least one attempt")

    async def _answered(self, request: Request, host: Host) -> Answer:
        """One attempt, of whose outcome the host's turns take note."""
        try:
            answer = await self._whole(request)
        except Unanswered as problem:
            if problem.failure.kind is FailureKind.MISSING:
                host.answered()
            else:
                host.failed(problem)
            raise
        host.answered()
        return answer

    async def _whole(self, request: Request) -> Answer:
        answer = await self._transport.send(request)
        refuse_status(answer, self._policy.now(), request.headers)
        body = whole_body(answer, largest=self._policy.largest_body, ratio=self._policy.compression_ratio)
        return replace(answer, body=body)
