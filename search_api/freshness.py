"""Since when answers have been as they are: the moment that Last-Modified gives."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Freshness:
    """Notes when the process first saw each generation of what answers rest on.

    That is never before the change itself, so a caller who asks again with it misses nothing. A second is never used
    twice: the header tells no smaller unit.
    """

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _generation: str = ""
    _since: datetime = _NEVER
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def since(self, generation: str) -> datetime:
        """When this generation was first seen, in whole seconds."""
        with self._lock:
            if generation != self._generation:
                after = self._since + timedelta(seconds=1) if self._generation else self._since
                self._since = max(self.now().replace(microsecond=0), after)
                self._generation = generation
            return self._since


def http_date(moment: datetime) -> str:
    """A moment as HTTP writes it (RFC 9110, 5.6.7)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def unchanged_since(header: str | None, since: datetime) -> bool:
    """Whether If-Modified-Since names this moment or a later one; what is no date is passed over (RFC 9110, 13.1.3)."""
    if header is None:
        return False
    try:
        given = parsedate_to_datetime(header)
    except ValueError:
        return False
    return given.tzinfo is not None and given >= since
