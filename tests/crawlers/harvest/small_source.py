"""A small source on loopback, and a plain fetching loop: the harvest's keeping and reading without the real crawler."""

import hashlib
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from crawlers.crawl import Ask, Crawl, Document, Found, Page
from crawlers.harvest.desk import Failure, FailureKind
from crawlers.harvest.keeping import KeepingDesk
from crawlers.harvest.policy import Policy
from crawlers.harvest.report import HarvestReport
from crawlers.harvest.run import Order, harvest
from crawlers.readable import Unreadable
from law.corpus import Corpus
from law.instrument import DatedFact, Instrument, TextState, Version
from law.provision import Provision, Unit

SOURCE = "small"
START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


class Clock:
    """Each look is a second later."""

    def __init__(self) -> None:
        self.seconds = 0

    def __call__(self) -> datetime:
        self.seconds += 1
        return datetime.fromtimestamp(START.timestamp() + self.seconds, tz=UTC)


@dataclass(slots=True)
class Site:
    """What the source publishes: texts by name. ``log`` is every path asked, ``status`` overrides answers by path."""

    base: str = ""
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    said: int | None = None
    status: dict[str, int] = field(default_factory=dict)
    raw: dict[str, bytes] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    seen_tags: list[str] = field(default_factory=list)
    wait: float = 0.0

    def put(self, *names: str, words: str = "An office publishes its budget.", day: str = "2020-01-01") -> None:
        for name in names:
            self.texts[name] = {"title": f"Act {name}", "day": day, "words": f"{words} ({name})"}

    def body(self, path: str) -> bytes | None:
        if path in self.raw:
            return self.raw[path]
        if path == "/list":
            total = len(self.texts) if self.said is None else self.said
            return json.dumps({"total": total, "names": sorted(self.texts)}).encode()
        text = self.texts.get(path.removeprefix("/doc/"))
        return json.dumps(text).encode() if text else None


@contextmanager
def serving(port: int = 0) -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.log.append(self.path)
            time.sleep(site.wait)
            body = site.body(self.path)
            status = site.status.get(self.path, 200 if body is not None else 404)
            tag = f'"{hashlib.sha256(body or b"").hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                site.seen_tags.append(self.path)
                status, body = 304, b""
            self.send_response(status)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", "application/json")
            if status != 304:
                self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def crawl_of(base: str) -> Crawl:
    def seeds(_: date | None) -> list[Ask]:
        return [Ask(url=f"{base}/list", role="list")]

    def discover(page: Page) -> Found:
        if page.ask.role != "list":
            return Found()
        told = json.loads(page.body)
        asks = tuple(Ask(url=f"{base}/doc/{name}", role="document", ref=name) for name in told["names"])
        return Found(asks=asks, total=told["total"])

    return Crawl(hosts=("127.0.0.1",), seeds=seeds, discover=discover, parse=parse, delay=0.0)


def parse(document: Document) -> Instrument:
    told = json.loads(document.raw)
    if not told.get("words"):
        raise Unreadable("no words")
    day = date.fromisoformat(told["day"])
    version = Version(
        key=told["day"],
        language="en",
        source=SOURCE,
        source_ref=document.ref,
        source_url=document.url,
        sha256=hashlib.sha256(document.raw).hexdigest(),
        retrieved_at=document.retrieved_at,
        in_force_from=DatedFact(day=day, provenance="the source's day"),
        text_state=TextState.CONSOLIDATED,
        provisions=(Provision(id="sec_1", unit=Unit.ARTICLE, label="Section 1", text=told["words"]),),
    )
    return Instrument(
        id=f"/akn/xs/act/{document.ref}", jurisdiction="xs", titles={"en": told["title"]}, versions=(version,)
    )


def fetch_plainly(in_hand: int, clock: Callable[[], datetime]) -> Callable[..., None]:
    """A fetcher that asks one thing after the other, taking so many at a time from the desk."""

    def fetch(home: Path, source: str, crawl: Crawl, _: Policy, look: Callable[[], None]) -> None:
        with KeepingDesk(home, source, crawl, clock=clock) as desk:
            while asks := desk.take(in_hand):
                for ask in asks:
                    _fetch_one(desk, ask, clock)
                    look()

    return fetch


def _fetch_one(desk: KeepingDesk, ask: Ask, clock: Callable[[], datetime]) -> None:
    request = urllib.request.Request(ask.url, headers=dict(desk.conditions(ask)))  # noqa: S310  (loopback)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  (loopback)
            status, headers, body = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        status, headers, body = error.code, error.headers, b""
        error.close()
    if status in (404, 410):
        desk.failed(ask, Failure(kind=FailureKind.MISSING, reason=f"the source answers {status}", status=status))
    elif status >= 400:
        desk.failed(ask, Failure(kind=FailureKind.TEMPORARY, reason=f"the source answers {status}", status=status))
    else:
        lower = {name.lower(): value for name, value in headers.items()}
        desk.answered(Page(ask=ask, url=ask.url, status=status, headers=lower, body=body, retrieved_at=clock()))


@dataclass(slots=True)
class Harvests:
    """Harvests of a site into one data directory."""

    site: Site
    home: Path
    clock: Clock = field(default_factory=Clock)

    def run(self, in_hand: int = 2, **order: Any) -> HarvestReport:
        with Corpus.open(self.home) as corpus:
            return harvest(
                SOURCE,
                corpus,
                home=self.home,
                policy=Policy(contact="desk@example.org"),
                order=Order(**order),
                clock=self.clock,
                crawl=crawl_of(self.site.base),
                fetcher=fetch_plainly(in_hand, self.clock),
            )

    def texts(self, name: str) -> list[Version]:
        """All versions held of a document, oldest first."""
        with Corpus.open(self.home) as corpus:
            found = list(corpus.instruments(ids=[f"/akn/xs/act/{name}"], every_source=True))
            return list(found[0].versions) if found else []
