"""Middleware: how many requests one address may send to the API, told in advance and refused with Retry-After."""

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.problem import Problem
from search_api.problems import API_PREFIX, problem_response

_MOST_CALLERS = 10_000
_IPV6_NETWORK = 64


@dataclass(slots=True)
class Allowance:
    """A bucket a caller: it holds ``burst`` requests and is filled with ``per_minute``."""

    per_minute: int
    burst: int
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, caller: str) -> tuple[int, float]:
        """What is left after this request, and how many seconds to wait; the wait is 0 where it may go on."""
        now = self.clock()
        with self._lock:
            left, at = self._left.pop(caller, (float(self.burst), now))
            left = min(self.burst, left + (now - at) * self.per_minute / 60)
            allowed = left >= 1
            self._left[caller] = (left - allowed, now)
            while len(self._left) > _MOST_CALLERS:
                self._left.popitem(last=False)
        return int(left - allowed), 0.0 if allowed else (1 - left) * 60 / self.per_minute


class RateLimit:
    """Counts requests to the API by address; the machine itself and Unix sockets are not counted."""

    def __init__(self, app: ASGIApp, *, per_minute: int) -> None:
        self.app = app
        self.allowance = Allowance(per_minute=per_minute, burst=max(1, per_minute // 2))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        caller = caller_of(scope) if scope["type"] == "http" and scope["path"].startswith(API_PREFIX) else None
        if caller is None:
            await self.app(scope, receive, send)
            return
        left, wait = self.allowance.take(caller)
        if wait:
            await problem_response(_refused(self.allowance, wait), scope["path"])(scope, receive, send)
            return

        async def send_with_rest(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["RateLimit-Remaining"] = str(left)
            await send(message)

        await self.app(scope, receive, send_with_rest)


def caller_of(scope: Scope) -> str | None:
    """Whose request it is: the place that it comes from; None for this machine."""
    client = scope.get("client")
    try:
        address = ipaddress.ip_address(client[0]) if client else None
    except ValueError:
        return None
    return None if address is None or address.is_loopback else place_of(scope)


def place_of(scope: Scope) -> str:
    """Where a request comes from, for limits: an address, of IPv6 its network, which one household or office has."""
    host: str = client[0] if (client := scope.get("client")) else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False))
    return str(address)


def _refused(allowance: Allowance, wait: float) -> Problem:
    detail = f"At most {allowance.per_minute} requests a minute are answered: wait, or fetch lists in larger pages."
    return Problem(status=429, detail=detail, kind="rate-limit", headers={"Retry-After": str(math.ceil(wait))})
