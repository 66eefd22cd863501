"""Scrapy's HTTP handler with certificates verified, but for the hosts whose certificate is known to be wrong."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from twisted.web.client import BrowserLikePolicyForHTTPS

if TYPE_CHECKING:
    from twisted.internet.interfaces import IOpenSSLClientConnectionCreator

INSECURE_HOSTS = "LEXGAP_INSECURE_HOSTS"
"""The setting that names those hosts, each with the reason."""
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


class VerifyingHandler(HTTP11DownloadHandler):
    """The handler for http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        insecure: dict[str, str] = crawler.settings.getdict(INSECURE_HOSTS)
        self._contextFactory: Any = NamedExceptions(self._contextFactory, insecure)
