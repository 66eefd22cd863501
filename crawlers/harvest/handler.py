"""Scrapy's HTTP handler with certificates verified and headers bounded.

Certificates are verified but for the hosts whose certificate is known to be wrong. Twisted itself would read headers
for as long as a server sends them.
"""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import BODY
from twisted.web._newclient import Request as TxRequest
from twisted.web.client import BrowserLikePolicyForHTTPS
from twisted.web.iweb import IResponse

if TYPE_CHECKING:
    from twisted.internet.interfaces import IOpenSSLClientConnectionCreator

INSECURE_HOSTS = "LEXGAP_INSECURE_HOSTS"
"""The setting that names those hosts, each with the reason."""
_LONGEST_HEAD = 256 * 1024
_LOG = logging.getLogger(__name__)


class _Connections(Protocol):
    def creatorForNetloc(self, hostname: bytes, port: int) -> "IOpenSSLClientConnectionCreator": ...  # noqa: N802  # Twisted's name.


class NamedExceptions(BrowserLikePolicyForHTTPS):
    """Verifies every certificate but those of the named hosts."""

    def __init__(self, strict: _Connections, insecure: Mapping[str, str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Twisted leaves its constructor without types.
        self._strict = strict
        self._lenient: _Connections = cast("Any", _ScrapyClientContextFactory(verify_certificates=False))
        self._insecure = insecure

    def creatorForNetloc(self, hostname: bytes, port: int) -> "IOpenSSLClientConnectionCreator":  # noqa: N802  # Twisted's name.
        """What makes the TLS connection to a host."""
        host = hostname.decode("ascii")
        if host not in self._insecure:
            return self._strict.creatorForNetloc(hostname, port)
        _LOG.warning("The certificate of %s is not verified: %s", host, self._insecure[host])
        return self._lenient.creatorForNetloc(hostname, port)


class HeadersTooLong(ValueError):
    """An answer whose headers do not end."""


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """One connection; all that comes for a request outside of its body is counted."""

    _head = 0

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name.
        if self._parser is None or self._parser.state != BODY:
            self._head += len(data)
        if self._head > _LONGEST_HEAD:
            problem = Failure(HeadersTooLong(f"more than {_LONGEST_HEAD} bytes of headers"))  # type: ignore[no-untyped-call]  # Twisted leaves it without types.
            self._giveUp(problem)  # type: ignore[no-untyped-call]  # Twisted leaves it without types.
        else:
            super().dataReceived(data)  # type: ignore[no-untyped-call]  # Twisted leaves it without types.


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, _: IAddress | None) -> _BoundedProtocol:  # noqa: N802  # Twisted's name.
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted leaves it without types.


class VerifyingHandler(HTTP11DownloadHandler):
    """The handler for http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory  # noqa: SLF001  # Scrapy sets its own in the same way.
        insecure: dict[str, str] = crawler.settings.getdict(INSECURE_HOSTS)
        self._contextFactory: Any = NamedExceptions(self._contextFactory, insecure)
