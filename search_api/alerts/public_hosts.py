"""Web addresses that accounts may have told: of the public internet, never a machine inside the network.

What an account saves makes this service send. Without this, whoever has an account could have it knock at doors that
are open to this machine only. Whoever runs the service may, on the command line, and may name hosts for all.
"""

import socket
from collections.abc import Collection
from http.client import HTTPSConnection
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import HTTPSHandler, Request

from crawlers.harvest.guard import is_public, literal_address
from search_api.alerts.records import BadAlert

_INSIDE: Final = "alerts of accounts go to https:// addresses of the public internet only"
_HOW: Final = "whoever runs this service may allow a host with LEXGAP_WEBHOOK_HOSTS"


def refuse_inside(to: str, allowed: Collection[str]) -> None:
    """What can be told of a web address as it is written. Raises BadAlert."""
    parts = urlsplit(to)
    host = parts.hostname or ""
    if host in allowed:
        return
    literal = literal_address(host)
    if parts.scheme != "https" or host == "localhost" or (literal is not None and not is_public(literal)):
        raise BadAlert(f"{to[:200]!r}: {_INSIDE}; {_HOW}")


class PublicOnly(HTTPSHandler):
    """Opens https addresses whose host stands for public addresses at the moment of connecting."""

    def https_open(self, req: Request) -> Any:  # noqa: ANN401  (as the standard library has it)
        """Open one address."""
        return self.do_open(_PublicConnection, req)


class _PublicConnection(HTTPSConnection):
    """What was looked up is what is connected to, so that a name cannot change in between."""

    def connect(self) -> None:
        """Connect, and compare the certificate with the name."""
        self._create_connection = _connected
        super().connect()


def _connected(place: tuple[str, int], timeout: float | None = None, *_: object) -> socket.socket:
    """A connection to a public address. Raises OSError."""
    found = socket.getaddrinfo(*place, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    inside = [address for address in addresses if not is_public(ip_address(address))]
    if inside or not addresses:
        raise OSError(f"{place[0]} stands for {', '.join(inside)}: {_INSIDE}")
    return socket.create_connection((addresses[0], place[1]), timeout)
