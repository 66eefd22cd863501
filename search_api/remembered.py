"""What takes a while to work out and holds until something changes: kept for the newest state only."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(slots=True)
class Remembered(Generic[Value]):
    """Values by key for one state, at most ``most`` of them; another state forgets them all."""

    most: int = 1
    _state: Hashable = None
    _values: dict[Hashable, Value] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def known(self, state: Hashable, key: Hashable) -> Value | None:
        """The value for the key in this state, if it was made."""
        with self._lock:
            if state != self._state:
                self._values.clear()
                self._state = state
            return self._values.get(key)

    def get(self, state: Hashable, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value for the key in this state, made where it is not known yet; two callers may make it at once."""
        if (kept := self.known(state, key)) is not None:
            return kept
        value = make()
        with self._lock:
            if state == self._state:
                while len(self._values) >= self.most:
                    del self._values[next(iter(self._values))]
                self._values[key] = value
        return value
