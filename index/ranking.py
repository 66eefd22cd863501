"""From a plan to a ranking: by words, by meaning, or both; then what the query names goes before all else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from index.direct import Direct
from index.engine import Found, Near
from index.fusion import fused, raised, weight_of_meaning, with_firsts
from index.hits import Scored
from index.ordered import ByRow, Ordered, Rows, Scores, distinct
from index.plan import SearchPlan
from index.planning import Reading
from index.query import Query
from index.records import Mode
from index.reranking import Reranker, in_order
from index.semantic import NO_MODEL, Meaning
from index.snapshot import Snapshot
from index.sources import FUSED_DEPTH, Helped, Sources, helped_by, near_of, nothing_near
from index.standing import with_standing
from index.wording import loosened, settled, words_of_wordings

_FIRST: Final = 10
_LOOSENED: Final = "no provision has enough of the words: shown are those with at least one of them"
_WORDS_ONLY: Final = "quoted words, exclusions, headings and the exact script are matched by words alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The hits in order, from the first to the last asked for; what was counted; and what a reader should know."""

    scored: Sequence[Scored]
    found: Found
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """What the words found: ``loose`` where any one of them was enough; ``near`` gives what meaning will be asked.

    ``alone`` is what to tell where neither meaning nor what was asked before takes part; None where they do.
    """

    found: Found
    loose: bool
    near: Callable[[], Near | None]
    alone: tuple[str, ...] | None


def begun(of: Sources, reading: Reading) -> Callable[[SearchPlan], Worded]:
    """Have the query embedded, if it is to be; what is returned runs a plan by words meanwhile."""
    alone = _why_by_words_alone(reading)
    near = near_of(of, reading.request, reading.query) if alone is None else nothing_near

    def in_words(plan: SearchPlan) -> Worded:
        along = near() if of.meaning is not None and of.meaning.goes_along(of.snapshot) else None
        found, loose = find(of.snapshot, plan, along, may_loosen=not reading.direct.cited)
        return Worded(found=found, loose=loose, near=near, alone=alone)

    return in_words


def ranked(of: Sources, reading: Reading, plan: SearchPlan, words: Worded) -> Ranking:
    """The ranking in the mode asked for, from what the words found."""
    request, query, direct, found = reading.request, reading.query, reading.direct, words.found
    notes = (*query.remarks, *((_LOOSENED,) if words.loose and found.by_version else ()))
    if words.alone is not None:
        return Ranking(scored=_by_words(found.hits), found=found, notes=(*notes, *words.alone))
    helped = helped_by(of, words.near, query, plan, found)
    by, asked = _reranker(of, reading), request.offset + request.k + len(direct.rows)
    if request.mode is Mode.SEMANTIC and len(helped.nearest):
        ranking = _by_meaning(helped)
    else:
        local = any("-" in code for code in plan.keep.jurisdictions)
        stood = with_standing(of.snapshot, _both(of, query, found, helped), local=local, named=direct.named)
        most = max(asked, _FIRST, by.first if by is not None else 0)
        best, standing = with_firsts(*stood, _each(found, helped), most)
        ranking = _together(found, helped, best, standing)
        notes = (*notes, *_named(of.snapshot, direct, best))
    scored, said = in_order(by, of.snapshot, query.words, ranking, asked)
    return Ranking(scored=scored, found=found, notes=(*notes, *said, *_how_far(of)))


def _reranker(of: Sources, reading: Reading) -> Reranker | None:
    """What puts the first hits in order, where any of them is asked for."""
    if of.reranker is None or reading.request.mode is not Mode.HYBRID:
        return None
    return of.reranker if reading.request.offset < of.reranker.first + len(reading.direct.rows) else None


def _named(snapshot: Snapshot, direct: Direct, ranking: Ordered) -> Iterator[str]:
    """What to tell of the instruments that the query names, where provisions of them are among the first hits."""
    if not direct.named:
        return
    versions = distinct(snapshot.row_versions()[ranking.rows[:_FIRST]]).tolist()
    hit = {snapshot.holdings.numbered[version][0].id for version in versions}
    for id_ in sorted(direct.named & hit):
        yield f"provisions of {snapshot.holdings.by_id[id_].title} come first: your words name it"


def _why_by_words_alone(reading: Reading) -> tuple[str, ...] | None:
    request, query, direct = reading.request, reading.query, reading.direct
    if request.mode is Mode.LEXICAL or not query.words or direct.cited:
        return ()
    return (_WORDS_ONLY,) if query.literal or request.exact_script else None


def _both(of: Sources, query: Query, found: Found, helped: Helped) -> ByRow:
    """The rankings by words and by meaning, each with what was asked before, in one."""
    words = raised(found.hits.part(0, FUSED_DEPTH), helped.by_words.added)
    if not len(helped.nearest) or of.meaning is None:
        return fused(words, ByRow.of(Ordered.of()))
    near = raised(helped.nearest, helped.by_meaning.added)
    without = _without(of.meaning, of.snapshot, found, helped)
    return fused(words, near, weight=weight_of_meaning(query.words), without=without)


def _each(found: Found, helped: Helped) -> Iterator[Rows]:
    """The rows of every ranking there is: by words, by meaning, and by what was asked before in either way."""
    for ranking in (found.hits, helped.nearest, helped.by_words.added, helped.by_meaning.added):
        yield ranking.rows


def _without(meaning: Meaning, snapshot: Snapshot, found: Found, helped: Helped) -> frozenset[int]:
    """The best by words that meaning could not find for want of a vector, nor by what was asked before."""
    if meaning.state(snapshot).complete:
        return frozenset()
    best = np.setdiff1d(found.hits.rows[:FUSED_DEPTH], helped.by_meaning.added.rows)
    return meaning.without(snapshot, best.tolist())


def _how_far(of: Sources) -> tuple[str, ...]:
    if of.meaning is None:
        return (NO_MODEL,)
    state = of.meaning.state(of.snapshot)
    if state.complete:
        return ()
    return (state.reason or f"search by meaning reaches {state.held:,} of {state.total:,} passages so far",)


def find(
    snapshot: Snapshot, plan: SearchPlan, near: Near | None = None, *, may_loosen: bool = True
) -> tuple[Found, bool]:
    """Run a plan by words; where nothing has enough of them, any of them will do, and the answer says so."""
    engine, provisions = snapshot.engine, snapshot.manifest.provisions
    known = engine.frequencies(words_of_wordings(plan.wordings))
    plan = replace(plan, wordings=tuple(settled(w, known.__getitem__, provisions) for w in plan.wordings))
    found = engine.find(plan, near)
    loose = replace(plan, wordings=tuple(loosened(wording) for wording in plan.wordings))
    if found.by_version or loose == plan or not may_loosen:
        return found, False
    return replace(engine.find(loose), near=found.near), True


def _by_words(hits: Ordered) -> list[Scored]:
    return [Scored(row=row, score=score, why={"lexical": score}) for row, score in hits]


def _by_meaning(helped: Helped) -> Iterator[Scored]:
    for row, score in raised(helped.nearest, helped.by_meaning.added).ordered():
        yield Scored(row=row, score=score, why=_why(None, helped.nearest.score(row), 0.0, helped.question(row)))


def _together(found: Found, helped: Helped, both: Ordered, standing: Scores) -> Iterator[Scored]:
    """The fused ranking as far as is wanted, of whose scores ``standing`` is a part, then the rest of the words'."""
    by_words, rest = found.hits.part(0, FUSED_DEPTH), found.hits.part(FUSED_DEPTH)
    for (row, score), added in zip(both, standing.tolist(), strict=True):
        why = _why(by_words.score(row), helped.nearest.score(row), added, helped.question(row))
        yield Scored(row=row, score=score, why=why)
    shown = set(both.rows.tolist())
    for row, score in rest:
        if row not in shown:
            yield Scored(row=row, score=0.0, why={"lexical": score})


def _why(
    lexical: float | None, semantic: float | None, standing: float, question: str | None
) -> dict[str, float | str]:
    named = {"lexical": lexical, "semantic": semantic, "question": question, "standing": standing or None}
    return {name: score for name, score in named.items() if score is not None}
