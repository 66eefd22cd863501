"""Searching: one request in, one answer out, from whatever generation of the index is current."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.asked_before import AskedBefore
from index.cluster import Cluster
from index.direct import Direct, Places
from index.embedding.embedder import Embedder
from index.generation import pointer_mark
from index.highlight import sought
from index.hits import hit_of, with_direct
from index.plan import SearchPlan
from index.planning import plan_of, read_request
from index.query import Query
from index.query_fields import versions_of
from index.ranking import Ranking, ranked
from index.records import FacetCount, SearchRequest, SearchResult, SemanticState, Understood
from index.rewording import reworded
from index.semantic import NO_MODEL, Meaning
from index.snapshot import Snapshot, open_snapshot
from index.sources import Sources
from index.spelling import corrected
from index.understanding import of_held_places, understood, with_understood
from index.widening import keep_of

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
        self, home: Path, *, embedder: Embedder | None, today: Callable[[], date], cluster: Cluster | None = None
    ) -> None:
        self._home = home
        self._cluster = cluster
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
        query, request = read_request(request)
        held = self._current()
        among = versions_of(held.snapshot.holdings, query.fields)
        asked_by_name = query.words and not query.literal
        direct = held.places.find(query.text, replace(keep_of(request), versions=among)) if asked_by_name else Direct()
        read = Understood() if direct.rows else understood(replace(request, query=query.text), held.places)
        read, unheld = of_held_places(read, held.snapshot.holdings.values["jurisdiction"])
        request, said = with_understood(request, read)
        typed, query = query, query if request.exact_script else reworded(query, read, held.places.names)
        plan = plan_of(query, request, direct, traditional="zh-Hant" in held.snapshot.holdings.values["language"])
        plan = replace(plan, keep=replace(plan.keep, versions=among))
        ranking = ranked(self._sources(held.snapshot, vector), request, query, plan, direct)
        answer = self._answer(request, query, plan, ranking, direct, held.snapshot)
        meant = None if direct.rows else held.places.misspelt.mended(typed.words)
        if meant is None and not direct.rows:
            meant = corrected(typed.words, held.snapshot.engine.frequencies)
        answer = replace(answer, understood=read, suggestion=meant, notes=(*said, *unheld, *answer.notes))
        return replace(answer, took_ms=(time.perf_counter() - began) * 1000)

    def close(self) -> None:
        """Release the index."""
        self._open.snapshot.engine.close()

    def _answer(
        self,
        request: SearchRequest,
        query: Query,
        plan: SearchPlan,
        ranking: Ranking,
        direct: Direct,
        snapshot: Snapshot,
    ) -> SearchResult:
        exact, on = request.exact_script, request.on or self.today()
        near = (part for each in query.near for part in each.parts)
        marked = sought([query.words, *query.phrases, *near], plan.wordings, exact_script=exact)
        shown = partial(hit_of, snapshot, on=on, exact_script=exact, headings=plan.headings)
        page = with_direct(direct, ranking.scored)[request.offset : request.offset + request.k]
        counts = snapshot.holdings.counts(ranking.found.by_version)
        facets = snapshot.holdings.facets(counts, plan.keep)
        return SearchResult(
            request=request,
            hits=tuple(shown(scored, marked) for scored in page),
            total=snapshot.holdings.total(counts, plan.keep),
            facets={name: tuple(FacetCount(value=v, count=c) for v, c in found) for name, found in facets.items()},
            semantic=self._semantic_of(snapshot),
            revision=snapshot.manifest.revision,
            took_ms=0.0,
            direct=bool(direct.rows),
            notes=(*direct.notes, *ranking.notes),
        )

    def _sources(self, snapshot: Snapshot, vector: NDArray[np.float32] | None) -> Sources:
        return Sources(snapshot=snapshot, meaning=self._meaning, asked=self._asked, vector=vector)

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
) -> Searcher:
    """Open the current index of a data directory. Raises IndexUnavailable where there is none that can be read.

    ``today`` gives the day for which a status is said where a search names none. The index carries what it answers
    with; the corpus is not read. ``cluster`` is where an index lies that was built for Elasticsearch.
    """
    del corpus
    return Searcher(home, embedder=embedder, today=today or _this_day, cluster=cluster)


def _read(home: Path, cluster: Cluster | None) -> _Open:
    snapshot = open_snapshot(home, cluster)
    return _Open(snapshot=snapshot, places=Places(snapshot=snapshot))


def _this_day() -> date:
    return datetime.now(tz=UTC).date()
