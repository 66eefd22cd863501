"""What is done behind a running service, such as filling in vectors: by one low-priority thread that can be stopped."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

Fill = Callable[[Callable[[], bool]], object]
"""Fills in what is missing, given a question whether to stop; does nothing where nothing is missing."""

_LOW_PRIORITY = 10
_LONGEST_BATCH_S = 30.0


@dataclass(slots=True)
class Filling:
    """The thread. It looks again every ``pause_s`` seconds: an index that was built since lacks vectors too.

    It begins ``delay_s`` after its start. ``failure`` says why the last attempt ended early, None if it did not;
    ``told`` is how that is told.
    """

    fill: Fill
    pause_s: float = 30.0
    delay_s: float = 0.0
    name: str = "lexgap-vectors"
    told: str = "vectors could not be filled in ({}); search goes on in words"
    failure: str | None = None
    running: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, unless it is already going on."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait within the work that is going on; not on, once it is to stop."""
        self._stop.wait(seconds)

    def stop(self) -> None:
        """Ask the thread to end after its batch, and wait for it."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=_LONGEST_BATCH_S)

    def _run(self) -> None:
        _lower_priority()
        self._stop.wait(self.delay_s)
        while not self._stop.is_set():
            self._fill_once()
            self._stop.wait(self.pause_s)

    def _fill_once(self) -> None:
        self.running = True
        try:
            self.fill(self._stop.is_set)
            self.failure = None
        except Exception as error:  # noqa: BLE001  (the thread's edge: search goes on in words, the health page says why)
            self.failure = self.told.format(f"{type(error).__name__}: {error}")
        finally:
            self.running = False


def _lower_priority() -> None:
    """Let searches go first. On Linux a priority belongs to a thread; elsewhere it would slow the whole process."""
    if hasattr(os, "setpriority") and os.uname().sysname == "Linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOW_PRIORITY)
