"""The index as the gap analysis asks it: of the running service, or opened for one process of a command."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from index.records import SearchRequest, SearchResult
from search_api.search_desk import SearchDesk
from search_api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaps.index_search import IndexSearcher


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
    from index.readiness import Readiness

    readiness = Readiness(settings.home)
    return IndexSearcher(readiness=readiness, open=lambda: _AtTheDesk(desk=desk), embedder=settings.embedder)


def gap_index_opener(settings: Settings, today: date) -> "Callable[[], IndexSearcher]":
    """For another process: what makes the searcher there, from the settings alone."""
    return partial(_opened, settings, today)


def _opened(settings: Settings, today: date) -> "IndexSearcher":
    from search_api.opening import open_desk

    return gap_index(settings, open_desk(settings.model_copy(update={"threads": 1}), lambda: today))
