"""Running blocking work beside the event loop: bounded in number and in time, refused at once when too much waits."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


class Overloaded(Exception):
    """Too much is asked at the moment, or (``late``) an answer took too long; ``retry_after`` is in whole seconds."""

    def __init__(self, message: str, *, retry_after: int = 1, late: bool = False) -> None:
        super().__init__(f"{message} Try again in {retry_after} s.")
        self.retry_after = retry_after
        self.late = late


class Budget:
    """A pool of ``threads`` where at most ``waiting`` more requests queue, each answered within ``seconds``."""

    def __init__(self, *, name: str, threads: int, waiting: int, seconds: float) -> None:
        self.seconds = seconds
        self._most = threads + waiting
        self._asked = 0
        self._count = threading.Lock()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=f"lexgap-{name}")

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """The work's result, or whatever it raises. Raises Overloaded.

        Work that is late is dropped if it has not begun; a search that has begun ends on its own and still counts.
        """
        self._begin()
        future = self._pool.submit(work)
        future.add_done_callback(lambda _: self._done())
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self.seconds)
        except TimeoutError:
            if future.done() and not future.cancelled():
                raise
            message = f"No answer within {self.seconds:g} s: too much is asked of this service at the moment."
            raise Overloaded(message, retry_after=2, late=True) from None

    def close(self) -> None:
        """Drop what waits and end the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self) -> None:
        with self._count:
            if self._asked >= self._most:
                raise Overloaded("Too many requests are waiting.")
            self._asked += 1

    def _done(self) -> None:
        with self._count:
            self._asked -= 1
