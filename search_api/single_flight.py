"""Work that is long and often asked for at once: done once, in the background, and waited for within a budget."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Result = TypeVar("Result")


class StillWorking(Exception):
    """The answer is being worked out and was not ready in time; ``retry_after`` is in whole seconds."""

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(slots=True)
class SingleFlight(Generic[Result]):
    """Runs each key's work once at a time; a caller whose ``budget_s`` has run out leaves it running."""

    name: str
    budget_s: float | None = None
    workers: int = 1
    _going_on: dict[Hashable, Future[Result]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pool: ThreadPoolExecutor | None = None

    def run(self, key: Hashable, work: Callable[[], Result]) -> Result:
        """The result of the work. Raises StillWorking after the budget, and whatever the work raises."""
        future = self._join(key, work)
        try:
            return future.result(timeout=self.budget_s)
        except NotYet:
            if future.done():
                raise
            message = f"{self.name} is still being worked out; the same request will answer when it is ready"
            raise StillWorking(message, retry_after=max(1, round((self.budget_s or 0) / 2))) from None

    def close(self) -> None:
        """Drop what has not begun; what is running ends on its own."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _join(self, key: Hashable, work: Callable[[], Result]) -> Future[Result]:
        with self._lock:
            going_on = self._going_on.get(key)
            if going_on is not None:
                return going_on
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self.workers, thread_name_prefix="lexgap-work")
            future = self._pool.submit(work)
            self._going_on[key] = future
        future.add_done_callback(lambda _: self._forget(key))
        return future

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._going_on.pop(key, None)
