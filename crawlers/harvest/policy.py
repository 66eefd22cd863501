"""How a harvest behaves towards the sources: who it says that it is, how fast it asks, and what it accepts."""

import random
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from socket import AddressFamily, SocketKind

_PRODUCT = "Lexgap"
_CONTACT = re.compile(r"[^\s()<>;]+@[^\s()<>;]+\.[^\s()<>;]+|https?://[^\s()<>;]+")

Found = Sequence[
    tuple[AddressFamily, SocketKind, int, str, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]
]
"""What ``socket.getaddrinfo`` finds."""
Lookup = Callable[..., Found]
"""``socket.getaddrinfo``, or what stands in its place."""


class ContactMissing(ValueError):
    """A live harvest without a way for the publisher to reach whoever runs it."""


def current_time() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(tz=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules of one run. Times are in seconds, sizes in bytes.

    ``contact`` is an e-mail address or a web page; it may be left empty only for a replay, and anything else raises
    ContactMissing. ``replay`` is the base address of a replay server: requests go there instead of to the source, and
    delays, windows and crawl-delays do not apply. ``delay`` replaces the source's own. ``attempts`` counts the first
    request too; after ``breaker`` times as many failures in a row, a host is left alone for the rest of the run.
    Not more than ``per_host`` requests are on their way to one host, and ``in_hand`` wait their turn in memory.
    ``longest_wait`` bounds what a Retry-After or a crawl-delay may ask for. ``lookup`` resolves names.
    """

    contact: str = ""
    replay: str | None = None
    delay: float | None = None
    per_host: int = 2
    in_hand: int = 200
    deadline: float = 60.0
    largest_body: int = 50 * 1024 * 1024
    compression_ratio: int = 100
    redirects: int = 10
    attempts: int = 3
    backoff: float = 2.0
    longest_backoff: float = 30.0
    longest_wait: float = 300.0
    breaker: int = 5
    max_asks: int = 200_000
    longest_address: int = 2083
    allow_private_addresses: bool = False
    now: Callable[[], datetime] = current_time
    jitter: Callable[[], float] = random.random
    lookup: Lookup = socket.getaddrinfo

    def __post_init__(self) -> None:
        if self.contact or self.replay is None:
            _check_contact(self.contact)

    @property
    def user_agent(self) -> str:
        """What every request says of its sender, e.g. ``Lexgap (+mailto:desk@example.org)``."""
        return f"{_PRODUCT} (+{_as_address(self.contact)})" if self.contact else f"{_PRODUCT} (replay)"

    @property
    def robot_name(self) -> str:
        """The product token that robots.txt knows this program by (RFC 9309, 2.2.1)."""
        return _PRODUCT


def _check_contact(contact: str) -> None:
    if _CONTACT.fullmatch(contact) and contact.isascii():
        return
    said = f"{contact!r} is neither" if contact else "A live harvest needs a contact:"
    raise ContactMissing(
        f"{said} an e-mail address or a web page where a publisher can reach you. Set one, or harvest with --replay."
    )


def _as_address(contact: str) -> str:
    return contact if contact.startswith(("http://", "https://")) else f"mailto:{contact}"
