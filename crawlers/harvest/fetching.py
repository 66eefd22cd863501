"""The fetching of a harvest: Scrapy's reactor, run once a process, fed from the desk until nothing is left to ask.

Scrapy carries the requests; its middlewares for robots.txt, retries, redirects and compression are left out, as each
of them lets something pass that a harvest of law must not: an unreachable robots.txt, a retry without a rest, a
redirect to anywhere, half of a compressed page.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, MutableMapping
from typing import Any, Protocol, cast

import scrapy
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.utils.reactor import install_reactor

from crawlers.crawl import Crawl
from crawlers.harvest.conversation import Conversation
from crawlers.harvest.desk import Desk
from crawlers.harvest.drain import drain
from crawlers.harvest.guard import checked_lookup
from crawlers.harvest.handler import INSECURE_HOSTS, VerifyingHandler
from crawlers.harvest.policy import Policy
from crawlers.harvest.transport import ScrapyTransport

_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


class FetchingStopped(RuntimeError):
    """The fetching ended before the desk was empty, by a signal; what the desk keeps is good, and it can be resumed."""


class _Reactor(Protocol):
    """What is used of Twisted's reactor, with types."""

    def run(self) -> None: ...
    def stop(self) -> None: ...
    def callWhenRunning(self, begin: Callable[[], None]) -> object: ...  # noqa: N802  # Twisted's name.
    def installNameResolver(self, resolver: object) -> object: ...  # noqa: N802  # Twisted's name.


class _Spider(scrapy.Spider):
    """Asks for what the desk hands out."""

    name = "harvest"

    def __init__(self, desk: Desk, crawl: Crawl, policy: Policy, inside: MutableMapping[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self._plan = crawl
        self._policy = policy
        self._inside = inside
        self.finished = False
        self.problem: BaseException | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Fetch everything; yields nothing, as the answers go to the desk."""
        transport = ScrapyTransport(self.crawler, self._policy, self._inside)
        try:
            await drain(self._desk, Conversation(self._plan, self._policy, transport), self._policy)
            self.finished = True
        except Exception as problem:  # noqa: BLE001  # Scrapy would only log it; ``fetch`` raises it again.
            self.problem = problem
        nothing: tuple[Any, ...] = ()
        for one in nothing:
            yield one


def fetch(desk: Desk, crawl: Crawl, policy: Policy) -> None:
    """Ask for everything that the desk hands out, and give every answer or failure back to it. Blocks; once a process.

    Raises what the desk raises, FetchingStopped after a signal, and ReactorNotRestartable when called again.
    """
    _be_quiet()
    install_reactor(_REACTOR)
    reactor = _reactor()
    inside: dict[str, str] = {}
    _check_names(reactor, policy, inside)
    crawler = Crawler(_Spider, _settings(crawl, policy))
    runner = AsyncCrawlerRunner(crawler.settings)

    running: list[asyncio.Task[None]] = []

    def begin() -> None:
        running.append(runner.crawl(crawler, desk=desk, crawl=crawl, policy=policy, inside=inside))
        running[0].add_done_callback(lambda _: reactor.stop())

    reactor.callWhenRunning(begin)
    reactor.run()
    _raise_problem(crawler.spider, running)


def _reactor() -> _Reactor:
    """The reactor, which is there only once it is installed."""
    from twisted.internet import reactor

    return cast("_Reactor", reactor)


def _raise_problem(spider: scrapy.Spider | None, running: Iterable[asyncio.Task[None]]) -> None:
    for task in running:
        if task.done():
            task.result()
    if isinstance(spider, _Spider) and spider.problem is not None:
        raise spider.problem
    if not isinstance(spider, _Spider) or not spider.finished:
        raise FetchingStopped("The fetching was stopped; harvest again with --resume to go on.")


def _check_names(reactor: _Reactor, policy: Policy, inside: MutableMapping[str, str]) -> None:
    """Let no name be connected to that stands for an address inside the network."""
    from twisted.internet._resolver import GAIResolver

    lookup = policy.lookup
    if not policy.allow_private_addresses and policy.replay is None:
        lookup = checked_lookup(lookup, refused=inside)
    reactor.installNameResolver(GAIResolver(cast("Any", reactor), getaddrinfo=lookup))


def _settings(crawl: Crawl, policy: Policy) -> dict[str, Any]:
    return {
        "ADDONS": {},
        "CONCURRENT_REQUESTS": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": policy.per_host,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_HANDLERS_BASE": {"http": VerifyingHandler, "https": VerifyingHandler},
        "DOWNLOAD_MAXSIZE": policy.largest_body,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "REMOTE_CONTROL_ENABLED": False,
        "SPIDER_MIDDLEWARES_BASE": {},
        "TELNETCONSOLE_ENABLED": False,
        "TWISTED_REACTOR": _REACTOR,
        INSECURE_HOSTS: dict(crawl.insecure_hosts),
    }


def _be_quiet() -> None:
    """Scrapy and Twisted write to ``logging`` and nowhere else, from warnings upwards unless told otherwise."""
    from twisted.python.log import PythonLoggingObserver

    for name in ("scrapy", "twisted", "asyncio"):
        log = logging.getLogger(name)
        log.addHandler(logging.NullHandler())
        if log.level == logging.NOTSET:
            log.setLevel(logging.WARNING)
    PythonLoggingObserver("twisted").start()  # type: ignore[no-untyped-call]  # Twisted leaves it without types.
