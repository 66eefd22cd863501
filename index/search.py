"""Searching: one request in, one answer out, from whatever generation of the index is current."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.asked_before import AskedBefore
from index.cluster import Cluster
from index.direct import Places
from index.embedding.embedder import Embedder
from index.engine import Found
from index.generation import pointer_mark
from index.highlight import sought
from index.hits import Scored, hit_of, with_direct
from index.plan import SearchPlan
from index.planning import Reading, plan_of, reading_of
from index.ranking import begun, ranked
from index.records import FacetCount, Hit, SearchRequest, SearchResult, SemanticState
from index.reranking import Reranker
from index.semantic import NO_MODEL, Meaning
from index.snapshot import Snapshot, open_snapshot
from index.sources import Sources
from index.spelling import corrected

if TYPE_CHECKING:
    from law.corpus import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """One generation with the names of what it holds."""

    snapshot: Snapshot
    places: Places


class Searcher:
    """Answers searches; safe to use from several threads. Notices a new index and new vectors by itself."""

    def __init__(
        self,
        home: Path,
        *,
        embedder: Embedder | None,
        today: Callable[[], date],
        cluster: Cluster | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._home = home
        self._cluster = cluster
        self._reranker = reranker
        self._meaning = Meaning(home, embedder) if embedder is not None else None
        self._asked = AskedBefore()
        self.today = today
        self._lock = threading.Lock()
        self._open = _read(home, cluster)

    @property
    def revision(self) -> int:
        """The corpus revision that the index was built from."""
        return self._current().snapshot.manifest.revision

    @property
    def snapshot(self) -> Snapshot:
        """The generation of the index that is current now."""
        return self._current().snapshot

    @property
    def fault(self) -> str | None:
        """Why searches fail at the moment and what to do; None where they work."""
        return self._current().snapshot.engine.fault()

    @property
    def semantic(self) -> SemanticState:
        """How far the vectors are, and why there are none if so."""
        return self._semantic_of(self._current().snapshot)

    def search(self, request: SearchRequest, *, vector: NDArray[np.float32] | None = None) -> SearchResult:
        """One search. Raises BadQuery (say what to change) and IndexUnavailable (say how to repair it).

        ``vector`` is that of the query's words where it was made elsewhere, by the searcher's model.
        """
        began = time.perf_counter()
        held = self._current()
        reading = reading_of(request, held.places)
        sources = self._sources(held.snapshot, vector)
        in_words = begun(sources, reading)
        plan = plan_of(reading, traditional="zh-Hant" in held.snapshot.holdings.values["language"])
        words = in_words(plan)
        # What needs no vector is done while the query is embedded.
        answer = self._besides_hits(held, reading, plan, words.found)
        shown = self._shown(held.snapshot, reading, plan)
        ranking = ranked(sources, reading, plan, words)
        page = with_direct(reading.direct, ranking.scored)[reading.request.offset :][: reading.request.k]
        return answer(
            hits=tuple(map(shown, page)),
            semantic=self._semantic_of(held.snapshot),
            notes=(*reading.notes, *reading.direct.notes, *ranking.notes),
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def close(self) -> None:
        """Release the index."""
        self._open.snapshot.engine.close()

    def _besides_hits(self, held: _Open, reading: Reading, plan: SearchPlan, found: Found) -> partial[SearchResult]:
        """The answer but for its hits and what is known with them."""
        holdings, direct, snapshot = held.snapshot.holdings, reading.direct, held.snapshot
        counts = holdings.counts(found.by_version)
        facets = holdings.facets(counts, plan.keep)
        return partial(
            SearchResult,
            request=reading.request,
            total=holdings.total(counts, plan.keep),
            facets={name: tuple(FacetCount(value=v, count=c) for v, c in values) for name, values in facets.items()},
            revision=snapshot.manifest.revision,
            direct=bool(direct.rows),
            understood=reading.understood,
            suggestion=None if direct.rows else _meant(held, reading.typed.words),
        )

    def _shown(self, snapshot: Snapshot, reading: Reading, plan: SearchPlan) -> Callable[[Scored], Hit]:
        """How a row becomes a hit of this search."""
        query, request = reading.query, reading.request
        near = (part for each in query.near for part in each.parts)
        marked = sought([query.words, *query.phrases, *near], plan.wordings, exact_script=request.exact_script)
        on, exact = request.on or self.today(), request.exact_script
        return partial(hit_of, snapshot, marked=marked, on=on, exact_script=exact, headings=plan.headings)

    def _sources(self, snapshot: Snapshot, vector: NDArray[np.float32] | None) -> Sources:
        return Sources(
            snapshot=snapshot, meaning=self._meaning, asked=self._asked, vector=vector, reranker=self._reranker
        )

    def _semantic_of(self, snapshot: Snapshot) -> SemanticState:
        if self._meaning is None:
            return SemanticState(held=0, total=snapshot.manifest.passages, reason=NO_MODEL)
        return self._meaning.state(snapshot)

    def _current(self) -> _Open:
        """The open generation, or the newer one that has become current since: the first to notice opens it."""
        if pointer_mark(self._home) == self._open.snapshot.mark or not self._lock.acquire(blocking=False):
            return self._open
        try:
            if pointer_mark(self._home) != self._open.snapshot.mark:
                self._open = _read(self._home, self._cluster)
            return self._open
        finally:
            self._lock.release()


def open_searcher(
    corpus: "Corpus | None",
    home: Path,
    *,
    embedder: Embedder | None = None,
    today: Callable[[], date] | None = None,
    cluster: Cluster | None = None,
    reranker: Reranker | None = None,
) -> Searcher:
    """Open the current index of a data directory. Raises IndexUnavailable where there is none that can be read.

    ``today`` gives the day for which a status is said where a search names none. The index carries what it answers
    with; the corpus is not read. ``cluster`` is where an index lies that was built for Elasticsearch, ``reranker`` what
    puts the first hits in order.
    """
    del corpus
    return Searcher(home, embedder=embedder, today=today or _this_day, cluster=cluster, reranker=reranker)


def _meant(held: _Open, typed: str) -> str | None:
    """The words with their slips mended, where they have any."""
    return held.places.misspelt.mended(typed) or corrected(typed, held.snapshot.engine.frequencies)


def _read(home: Path, cluster: Cluster | None) -> _Open:
    snapshot = open_snapshot(home, cluster)
    return _Open(snapshot=snapshot, places=Places(snapshot=snapshot))


def _this_day() -> date:
    return datetime.now(tz=UTC).date()
