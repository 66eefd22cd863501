"""Searching: one request in, one answer out, from whatever generation of the index is current."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from index.direct import Direct, Places
from index.embedding.embedder import Embedder
from index.engine import Found
from index.generation import pointer_mark
from index.glossary import other_wordings
from index.highlight import sought
from index.hits import Scored, hit_of
from index.plan import SearchPlan
from index.query import Query, read_query
from index.records import BadQuery, FacetCount, SearchRequest, SearchResult, SemanticState
from index.snapshot import Snapshot, open_snapshot
from index.widening import keep_of
from index.wording import loosened, phrases_of, settled, wording_of
from law.corpus import Corpus

MOST_HITS: Final = 100
DEEPEST: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """One generation with what was derived from it."""

    snapshot: Snapshot
    places: Places


class Searcher:
    """Answers searches; safe to use from several threads. Notices a new index by itself."""

    def __init__(self, home: Path, *, embedder: Embedder | None, today: Callable[[], date]) -> None:
        self._home = home
        self._embedder = embedder
        self._today = today
        self._lock = threading.Lock()
        self._open = _read(home)

    @property
    def revision(self) -> int:
        """The corpus revision that the index was built from."""
        return self._current().snapshot.manifest.revision

    @property
    def semantic(self) -> SemanticState:
        """How far the vectors are, and why there are none if so."""
        return self._semantic_of(self._current())

    def search(self, request: SearchRequest) -> SearchResult:
        """One search. Raises BadQuery (say what to change) and IndexUnavailable (say how to repair it)."""
        began = time.perf_counter()
        query = _checked(request)
        held = self._current()
        plan = _plan(query, request)
        found, plan, notes = _find(held.snapshot, plan)
        direct = held.places.find(query.text, plan.keep) if not query.phrases and not query.excluded else Direct()
        ranked = _ranked(direct, found)
        return self._answer(request, query, held, found, plan, direct, ranked, (*direct.notes, *notes), began)

    def close(self) -> None:
        """Release the index."""
        self._open.snapshot.engine.close()
        self._open.snapshot.records.close()

    def _answer(
        self,
        request: SearchRequest,
        query: Query,
        held: _Open,
        found: Found,
        plan: SearchPlan,
        direct: Direct,
        ranked: Sequence[Scored],
        notes: tuple[str, ...],
        began: float,
    ) -> SearchResult:
        holdings, on = held.snapshot.holdings, request.on or self._today()
        marked = sought([query.words, *query.phrases], exact_script=request.exact_script)
        page = ranked[request.offset : request.offset + request.k]
        counts = holdings.counts(found.by_version)
        facets = holdings.facets(counts, plan.keep)
        return SearchResult(
            request=request,
            hits=tuple(hit_of(held.snapshot, s, marked, on=on, exact_script=request.exact_script) for s in page),
            total=max(holdings.total(counts, plan.keep), len(direct.rows)),
            facets={n: tuple(FacetCount(value=v, count=c) for v, c in counts) for n, counts in facets.items()},
            semantic=self._semantic_of(held),
            revision=held.snapshot.manifest.revision,
            took_ms=(time.perf_counter() - began) * 1000,
            direct=bool(direct.rows),
            notes=notes,
        )

    def _semantic_of(self, held: _Open) -> SemanticState:
        return SemanticState(held=0, total=held.snapshot.manifest.passages, reason="no embedding model is open")

    def _current(self) -> _Open:
        """The open generation, or the newer one that has become current since."""
        if pointer_mark(self._home) == self._open.snapshot.mark:
            return self._open
        with self._lock:
            if pointer_mark(self._home) != self._open.snapshot.mark:
                self._open = _read(self._home)
            return self._open


def open_searcher(
    corpus: Corpus, home: Path, *, embedder: Embedder | None = None, today: Callable[[], date] | None = None
) -> Searcher:
    """Open the current index of a data directory. Raises IndexUnavailable where there is none that can be read.

    ``today`` gives the day for which a status is said where a search names none. The index carries what it answers
    with; the corpus is not read.
    """
    del corpus
    return Searcher(home, embedder=embedder, today=today or _this_day)


def _read(home: Path) -> _Open:
    snapshot = open_snapshot(home)
    return _Open(snapshot=snapshot, places=Places(snapshot=snapshot))


def _checked(request: SearchRequest) -> Query:
    if not 0 < request.k <= MOST_HITS:
        raise BadQuery(f"k is {request.k}: ask for 1 to {MOST_HITS} hits at a time")
    if request.offset < 0 or request.offset + request.k > DEEPEST:
        raise BadQuery(f"hits are numbered from 0 and given up to the {DEEPEST:,}th: narrow the search by a filter")
    query = read_query(request.query)
    filters = (
        request.jurisdictions,
        request.kinds,
        request.languages,
        request.promulgated_from,
        request.promulgated_to,
    )
    if query.empty and not any(filters):
        raise BadQuery("nothing is asked for: type words to find, or choose a place, a kind, a language or dates")
    return query


def _plan(query: Query, request: SearchRequest) -> SearchPlan:
    exact = request.exact_script
    own = wording_of(query.words, exact_script=exact)
    others = () if exact else other_wordings(query.words)
    return SearchPlan(
        wordings=(*((own,) if own else ()), *others),
        phrases=phrases_of(query.phrases, exact_script=exact),
        excluded=phrases_of(query.excluded, exact_script=exact),
        keep=keep_of(request),
        exact_script=exact,
        depth=request.offset + request.k,
    )


def _find(snapshot: Snapshot, plan: SearchPlan) -> tuple[Found, SearchPlan, tuple[str, ...]]:
    """Run the plan; where nothing has enough of the words, any of them will do, and the answer says so."""
    engine, provisions = snapshot.engine, snapshot.manifest.provisions
    plan = replace(plan, wordings=tuple(settled(w, engine.frequency, provisions) for w in plan.wordings))
    found = snapshot.engine.find(plan)
    if found.by_version or not plan.wordings:
        return found, plan, ()
    loose = replace(plan, wordings=tuple(loosened(wording) for wording in plan.wordings))
    if loose == plan:
        return found, plan, ()
    found = snapshot.engine.find(loose)
    note = "no provision has enough of the words: shown are those with at least one of them"
    return found, loose, (note,) if found.by_version else ()


def _ranked(direct: Direct, found: Found) -> list[Scored]:
    best = found.hits[0][1] if found.hits else 0.0
    named = [Scored(row=row, score=best + 1.0, why={"direct": "named in the query"}) for row in direct.rows]
    rest = [Scored(row=r, score=s, why={"lexical": s}) for r, s in found.hits if r not in direct.rows]
    return named + rest


def _this_day() -> date:
    return datetime.now(tz=UTC).date()
