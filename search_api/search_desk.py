"""The index behind the library: opened when first asked, with the model as soon as there is one."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from index.embedding import Embedder, NoEmbedder
from index.records import IndexUnavailable, Mode, SearchRequest, SearchResult, SemanticState
from search_api.parts import Searching

_OPENING = "the model for search by meaning is still being opened"


@dataclass(slots=True, kw_only=True)
class SearchDesk:
    """Searches in words at once; by meaning when the model is open. Safe to use from several threads.

    ``wait_for_model`` opens the model before the first search that needs it, as a single command does; a service
    leaves that to ``load_model`` in the background.
    """

    open_searcher: Callable[[Embedder | None], Searching]
    open_model: Callable[[], Embedder]
    wait_for_model: bool = True
    reason: str | None = _OPENING
    model: Embedder | None = None
    _searcher: Searching | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    # Building a model takes up to a minute; searches in words do not wait behind it.
    _model_lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def searcher(self) -> Searching:
        """The open index. Raises IndexUnavailable."""
        if self._searcher is not None:
            return self._searcher
        with self._lock:
            if self._searcher is None:
                self._searcher = self.open_searcher(self.model)
            return self._searcher

    def search(self, request: SearchRequest) -> SearchResult:
        """One search. Raises BadQuery, IndexUnavailable."""
        if self.wait_for_model and request.mode is not Mode.LEXICAL:
            self.load_model()
        result = self.searcher.search(request)
        return replace(result, semantic=self._explained(result.semantic)) if self.reason else result

    def semantic(self) -> SemanticState:
        """How far the vectors are, and why there are none: no index, no model."""
        try:
            return self._explained(self.searcher.semantic)
        except IndexUnavailable as error:
            return SemanticState(held=0, total=0, reason=str(error))

    def revision(self) -> int | None:
        """The corpus revision that the index holds; None where there is no index."""
        try:
            return self.searcher.revision
        except IndexUnavailable:
            return None

    def fault(self) -> str | None:
        """Why an open index cannot be searched at the moment; None where it can, or where none is open."""
        try:
            return self.searcher.fault
        except IndexUnavailable as error:
            return str(error)

    def load_model(self) -> Embedder | None:
        """Open the model and search with it from now on; None, with ``reason`` set, where there is none."""
        with self._model_lock:
            if self.model is None and self.reason == _OPENING:
                self._load()
            return self.model

    def close(self) -> None:
        """Release the index."""
        if self._searcher is not None:
            self._searcher.close()

    def _load(self) -> None:
        try:
            model = self.open_model()
        except NoEmbedder as error:
            self.reason = str(error)
            return
        with self._lock:
            self.model = model
            self.reason = None
            if self._searcher is not None:
                # Searches that are going on keep the former one, which is released with the last of them.
                self._searcher = self.open_searcher(model)

    def _explained(self, state: SemanticState) -> SemanticState:
        return replace(state, reason=self.reason) if self.reason else state
