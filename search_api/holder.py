"""The library of a running service: opened at the start, and tried again while it cannot be opened."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from index.records import IndexUnavailable
from law.corpus import CorpusUnavailable
from search_api.library import Library

_TRY_AGAIN_S = 2.0


@dataclass(slots=True)
class LibraryHolder:
    """Gives the library, or the reason why there is none; a service recovers without being restarted.

    ``pages`` reads what the first pages would wait for, once the library is warm.
    """

    open: Callable[[], Library]
    library: Library | None = None
    pages: Callable[[], None] | None = None
    _reason: Exception | None = None
    _tried_at: float = -_TRY_AGAIN_S
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self) -> Library:
        """The open library. Raises IndexUnavailable, CorpusUnavailable."""
        if self.library is not None:
            return self.library
        with self._lock:
            return self._opened_by_another() or self._open()

    def close(self) -> None:
        """Close the library if there is one."""
        if self.library is not None:
            self.library.close()

    def _opened_by_another(self) -> Library | None:
        return self.library

    def _open(self) -> Library:
        if self._reason is not None and time.monotonic() - self._tried_at < _TRY_AGAIN_S:
            raise self._reason
        self._tried_at = time.monotonic()
        try:
            self.library = self.open()
        except (IndexUnavailable, CorpusUnavailable) as error:
            self._reason = error
            raise
        threading.Thread(target=self._warm, args=(self.library,), name="lexgap-warm", daemon=True).start()
        self.library.start_behind()
        return self.library

    def _warm(self, library: Library) -> None:
        library.warm()
        if self.pages is not None:
            self.pages()
