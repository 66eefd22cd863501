"""Searching: one request in, one answer out, from whatever generation of the index is current."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.cluster import Cluster
from index.direct import Direct, Places
from index.embedding.embedder import Embedder
from index.generation import pointer_mark
from index.glossary import other_wordings
from index.highlight import sought
from index.hits import hit_of
from index.lay_terms import with_legal_terms
from index.plan import SearchPlan
from index.query import Query, read_query
from index.ranking import FUSED_DEPTH, Ranking, ranked, with_direct
from index.records import BadQuery, FacetCount, Mode, SearchRequest, SearchResult, SemanticState, Understood
from index.regional import regional_wordings
from index.semantic import NO_MODEL, Meaning
from index.snapshot import Snapshot, open_snapshot
from index.spelling import corrected
from index.understanding import understood, with_understood
from index.widening import keep_of
from index.wording import phrases_of, wording_of

if TYPE_CHECKING:
    from law.corpus import Corpus

MOST_HITS: Final = 100
DEEPEST: Final = 10_000


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

    def search(self, request: SearchRequest) -> SearchResult:
        """One search. Raises BadQuery (say what to change) and IndexUnavailable (say how to repair it)."""
        began = time.perf_counter()
        query = _checked(request)
        held = self._current()
        asked_by_name = query.words and not (query.phrases or query.excluded)
        direct = held.places.find(query.text, keep_of(request)) if asked_by_name else Direct()
        read = Understood() if direct.rows else understood(request)
        request, said = with_understood(request, read)
        plan = _plan(query, request, direct, traditional="zh-Hant" in held.snapshot.holdings.values["language"])
        ranking = ranked(held.snapshot, request, query, plan, self._meaning, direct)
        answer = self._answer(request, query, plan, ranking, direct, held.snapshot)
        meant = None if direct.rows else corrected(query.words, held.snapshot.engine.frequencies)
        answer = replace(answer, understood=read, suggestion=meant, notes=(*said, *answer.notes))
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
        marked = sought([query.words, *query.phrases], plan.wordings, exact_script=exact)
        page = with_direct(direct, ranking.scored)[request.offset : request.offset + request.k]
        counts = snapshot.holdings.counts(ranking.found.by_version)
        facets = snapshot.holdings.facets(counts, plan.keep)
        return SearchResult(
            request=request,
            hits=tuple(hit_of(snapshot, scored, marked, on=on, exact_script=exact) for scored in page),
            total=snapshot.holdings.total(counts, plan.keep),
            facets={name: tuple(FacetCount(value=v, count=c) for v, c in found) for name, found in facets.items()},
            semantic=self._semantic_of(snapshot),
            revision=snapshot.manifest.revision,
            took_ms=0.0,
            direct=bool(direct.rows),
            notes=(*direct.notes, *ranking.notes),
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


def _checked(request: SearchRequest) -> Query:
    if not 0 < request.k <= MOST_HITS:
        raise BadQuery(f"k is {request.k}: ask for 1 to {MOST_HITS} hits at a time")
    if request.offset < 0 or request.offset + request.k > DEEPEST:
        raise BadQuery(f"hits are numbered from 0 and given up to the {DEEPEST:,}th: narrow the search by a filter")
    query = read_query(request.query)
    dates = (request.promulgated_from, request.promulgated_to)
    if query.empty and not any((request.jurisdictions, request.kinds, request.languages, *dates)):
        raise BadQuery("nothing is asked for: type words to find, or choose a place, a kind, a language or dates")
    return query


def _plan(query: Query, request: SearchRequest, direct: Direct, *, traditional: bool) -> SearchPlan:
    exact = request.exact_script
    own = wording_of(query.words, exact_script=exact)
    if own is not None and not exact:
        own = with_legal_terms(own, query.words)
    others = (
        () if exact else (*regional_wordings(query.words, traditional_held=traditional), *other_wordings(query.words))
    )
    fuses = request.mode is not Mode.LEXICAL
    return SearchPlan(
        wordings=(*((own,) if own else ()), *others),
        phrases=phrases_of(query.phrases, exact_script=exact),
        excluded=phrases_of(query.excluded, exact_script=exact),
        also=direct.rows,
        keep=keep_of(request),
        exact_script=exact,
        depth=max(request.offset + request.k, FUSED_DEPTH if fuses else 0),
    )


def _this_day() -> date:
    return datetime.now(tz=UTC).date()
