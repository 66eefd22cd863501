"""Work that is long and often asked for at once: done once, in the background, and waited for within a budget."""

import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

Result = TypeVar("Result")
Key = TypeVar("Key", bound=Hashable)
Told = Callable[[int, int], None]
"""Is told how much of the work is done, and of how much."""
_DEADLINE: Final[ContextVar[float | None]] = ContextVar("_DEADLINE", default=None)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Whatever this thread waits for inside, it waits for no longer than this, all together."""
    token = _DEADLINE.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _DEADLINE.reset(token)


@dataclass(slots=True)
class Pending:
    """Work that is going on: ``name`` says on what; of ``total`` parts, 0 if not known yet, ``done`` are done."""

    name: str
    done: int = 0
    total: int = 0

    def tell(self, done: int, total: int) -> None:
        """How far it is."""
        self.done, self.total = done, total


class StillWorking(Exception):
    """The answer is being worked out and was not ready in time; ``retry_after`` is in whole seconds."""

    def __init__(self, message: str, *, retry_after: int, pending: tuple[Pending, ...] = ()) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.pending = pending


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[Result]):
    """One piece of work: ``key`` is the same for whoever wants the same, ``name`` says on what it is."""

    key: Hashable
    name: str
    work: Callable[[Told], Result]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight(Generic[Result]):
    """Work begun."""

    future: Future[Result]
    pending: Pending


@dataclass(slots=True)
class SingleFlight(Generic[Result]):
    """Runs each key's work once at a time; a caller whose ``budget_s`` has run out leaves it running."""

    name: str
    budget_s: float | None = None
    workers: int = 1
    _going_on: dict[Hashable, Flight[Result]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pool: ThreadPoolExecutor | None = None

    def run(self, task: Task[Result]) -> Result:
        """The result of the work. Raises StillWorking after the budget, and whatever the work raises."""
        return self.results({task.key: self.begin(task)})[task.key]

    def begin(self, task: Task[Result]) -> Flight[Result]:
        """Begin the work, or join it where it is going on."""
        with self._lock:
            going_on = self._going_on.get(task.key)
            if going_on is not None:
                return going_on
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self.workers, thread_name_prefix="lexgap-work")
            pending = Pending(task.name)
            flight = Flight(future=self._pool.submit(task.work, pending.tell), pending=pending)
            self._going_on[task.key] = flight
        flight.future.add_done_callback(lambda _: self._forget(task.key))
        return flight

    def results(self, flights: Mapping[Key, Flight[Result]]) -> dict[Key, Result]:
        """The results by key. Raises StillWorking where some are not ready within the budget, and what work raises."""
        left = self._left()
        late = wait([flight.future for flight in flights.values()], timeout=left).not_done
        if late:
            pending = tuple(flight.pending for flight in flights.values() if flight.future in late)
            message = f"{self.name} is still being worked out; the same request will answer when it is ready"
            raise StillWorking(message, retry_after=max(2, round((left or 0) / 2)), pending=pending)
        return {key: flight.future.result() for key, flight in flights.items()}

    def close(self) -> None:
        """Drop what has not begun; what is running ends on its own."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _left(self) -> float | None:
        """How long the caller may wait: as long as the budget says, and its own patience lasts."""
        deadline = _DEADLINE.get()
        if deadline is None:
            return self.budget_s
        left = max(0.0, deadline - time.monotonic())
        return left if self.budget_s is None else min(left, self.budget_s)

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._going_on.pop(key, None)
