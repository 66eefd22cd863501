"""The index as the gap analysis asks it: of the running service, or opened for one process of a command."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from index.records import SearchRequest, SearchResult
from search_api.search_desk import SearchDesk
from search_api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaps.index_search import IndexSearcher
    from index.readiness import Readiness


@dataclass(frozen=True, slots=True, kw_only=True)
class _AtTheDesk:
    """The index behind a search desk, with its model opened."""

    desk: SearchDesk

    @property
    def model(self) -> str | None:
        model = self.desk.load_model()
        return model.model_id if model is not None else None

    def search(self, request: SearchRequest) -> SearchResult:
        return self.desk.search(request)


def gap_index(settings: Settings, desk: SearchDesk) -> "IndexSearcher":
    """Asks the index of a desk."""
    from gaps.index_search import IndexSearcher

    return IndexSearcher(
        readiness=_readiness(settings.home), open=lambda: _AtTheDesk(desk=desk), embedder=_embedder(settings)
    )


def _embedder(settings: Settings) -> str:
    """The choice of the settings, with the hash of the file that describes it if one does."""
    file = settings.embedder_file if settings.embedder == "haystack" else None
    content = file.read_bytes() if file is not None and file.is_file() else b""
    return f"{settings.embedder} {sha256(content).hexdigest()}" if content else settings.embedder


@lru_cache(maxsize=1)
def _readiness(home: Path) -> "Readiness":
    """One a process: a command that judges ahead and then reads back looks at the files once."""
    from index.readiness import Readiness

    return Readiness(home)


def gap_index_opener(settings: Settings, today: date) -> "Callable[[], IndexSearcher]":
    """For another process: what makes the searcher there, from the settings alone."""
    return partial(_opened, settings, today)


def _opened(settings: Settings, today: date) -> "IndexSearcher":
    from search_api.opening import open_desk

    return gap_index(settings, open_desk(settings.model_copy(update={"threads": 1}), lambda: today))
