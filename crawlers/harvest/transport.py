"""Scrapy as the carrier: one request over the wire, its answer or the reason why there is none."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import scrapy
from OpenSSL import SSL
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from twisted.internet.error import ConnectError, ConnectionClosed

from crawlers.harvest.policy import Policy
from crawlers.harvest.transfer import Answer, Request
from crawlers.harvest.unanswered import Unanswered, faulty, refused, temporary

_OURS = frozenset({"user-agent", "accept-encoding", "host", "connection", "content-length", "transfer-encoding"})
"""Headers that a source may not set."""


class ScrapyTransport:
    """Sends requests through a running crawler. ``inside`` says which hosts were found inside the network, and why."""

    def __init__(self, crawler: Crawler, policy: Policy, inside: Mapping[str, str]) -> None:
        self._crawler = crawler
        self._policy = policy
        self._inside = inside

    async def send(self, request: Request) -> Answer:
        """The answer, whatever its status; raises Unanswered when none came."""
        try:
            response = await self._crawler.engine.download_async(self._on_the_wire(request))
        except Exception as problem:
            host = urlsplit(request.url).hostname or ""
            raise self._inside_refusal(host) or _why_none(problem, self._policy) from problem
        headers = {_text(name).lower(): _text(b", ".join(values)) for name, values in response.headers.items()}
        return Answer(
            url=request.url,
            status=response.status,
            headers=headers,
            body=response.body,
            end_known="partial" not in response.flags,
        )

    def _inside_refusal(self, host: str) -> Unanswered | None:
        return refused(self._inside[host]) if host in self._inside else None

    def _on_the_wire(self, request: Request) -> scrapy.Request:
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _OURS}
        fixed = {"User-Agent": self._policy.user_agent, "Accept-Encoding": "gzip"}
        return scrapy.Request(
            sent_to(request.url, self._policy.replay),
            method=request.method,
            body=request.body,
            headers={"Accept": "*/*", **headers, **fixed},
            meta={"download_timeout": self._policy.deadline},
            dont_filter=True,
        )


def sent_to(url: str, replay: str | None) -> str:
    """Where a request really goes: in a replay https://host/path is asked for as {replay}/https/host/path."""
    if replay is None:
        return url
    scheme, _, rest = url.partition("://")
    return f"{replay.rstrip('/')}/{scheme}/{rest}"


def _why_none(problem: Exception, policy: Policy) -> Unanswered:
    causes = _causes(problem)
    if any(isinstance(cause, VerificationError | CertificateError) or _names_certificate(cause) for cause in causes):
        return refused(f"the certificate does not hold: {_told(causes[-1])}")
    if isinstance(problem, DownloadTimeoutError):
        return temporary(f"no whole answer within {policy.deadline:g} s", again=True)
    if isinstance(problem, DownloadCancelledError):
        return faulty(f"the answer is larger than {policy.largest_body} bytes")
    if isinstance(problem, ResponseDataLossError):
        return faulty("the answer was cut off before its end", again=True)
    if isinstance(problem, CannotResolveHostError):
        return temporary(f"the host's name is not known: {_told(problem)}", again=True)
    lost = (DownloadConnectionRefusedError, ConnectionClosed, ConnectError, SSL.Error, OSError)
    if any(isinstance(cause, lost) for cause in causes):
        return temporary(f"the connection failed: {_told(causes[-1])}", again=True)
    return faulty(f"the answer is no proper HTTP: {_told(causes[-1])}", again=True)


def _causes(problem: BaseException) -> list[BaseException]:
    """An error and what Twisted and Scrapy wrapped in it, outermost first."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [problem]
    while waiting:
        error = waiting.pop()
        if error is None or error in found:
            continue
        found.append(error)
        waiting.append(error.__cause__)
        waiting.extend(reason.value for reason in getattr(error, "reasons", ()))
    return found


def _names_certificate(error: BaseException) -> bool:
    return isinstance(error, SSL.Error) and "certificate" in str(error)


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _text(raw: bytes) -> str:
    """A header as text: UTF-8 where it is that, else byte by byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
