"""From a plan to a ranking: by words, by meaning, or both; then what the query names goes before all else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from index.direct import Direct
from index.engine import Found, Near, Ranked
from index.fusion import fused, weight_of_meaning
from index.hits import Scored
from index.plan import SearchPlan
from index.query import Query
from index.records import Mode, SearchRequest, SemanticState
from index.semantic import NO_MODEL, Meaning
from index.snapshot import Snapshot
from index.standing import with_standing
from index.wording import loosened, settled, words_of_wordings
from index.written_questions import Like

FUSED_DEPTH: Final = 1000
"""How many of each ranking are fused; what is deeper follows in the order of the words."""

_LOOSENED: Final = "no provision has enough of the words: shown are those with at least one of them"
_WORDS_ONLY: Final = "quoted words, exclusions, headings and the exact script are matched by words alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The hits in order, from the first to the last asked for; what was counted; and what a reader should know."""

    scored: Sequence[Scored]
    found: Found
    notes: tuple[str, ...] = ()


def ranked(
    snapshot: Snapshot, request: SearchRequest, query: Query, plan: SearchPlan, meaning: Meaning | None, direct: Direct
) -> Ranking:
    """Run a plan in the mode asked for."""
    alone = _why_by_words_alone(request, query, direct, meaning)
    semantic = request.mode is Mode.SEMANTIC
    near = None
    if meaning is not None and alone is None:
        near = meaning.asked(snapshot, query.words, max(FUSED_DEPTH, plan.depth if semantic else 0))
    found, loose = find(snapshot, plan, near, may_loosen=not direct.cited)
    notes = (_LOOSENED,) if loose and found.by_version else ()
    if meaning is None or alone is not None:
        return Ranking(scored=_by_words(found.hits), found=found, notes=(*notes, *(alone or ())))
    nearest, like = _nearest(meaning, snapshot, query, near, plan, found)
    state = meaning.state(snapshot)
    if not nearest:
        scored = _by_words(found.hits)
    elif semantic:
        scored = _by_meaning(nearest, like)
    else:
        best = [row for row, _ in found.hits[:FUSED_DEPTH] if row not in like]
        without = frozenset() if state.complete else meaning.without(snapshot, best)
        weight = weight_of_meaning(query.words)
        both = fused(found.hits[:FUSED_DEPTH], raised(nearest, like), weight=weight, without=without)
        wanted = request.offset + request.k + len(direct.rows)
        scored = list(islice(_together(snapshot, found, nearest, both, like), wanted))
    return Ranking(scored=scored, found=found, notes=(*notes, *_how_far(state)))


def _why_by_words_alone(
    request: SearchRequest, query: Query, direct: Direct, meaning: Meaning | None
) -> tuple[str, ...] | None:
    """What to tell where meaning takes no part; None where it does."""
    if request.mode is Mode.LEXICAL or not query.words or direct.cited:
        return ()
    if query.literal or request.exact_script:
        return (_WORDS_ONLY,)
    return (NO_MODEL,) if meaning is None else None


def _nearest(
    meaning: Meaning, snapshot: Snapshot, query: Query, near: Near | None, plan: SearchPlan, found: Found
) -> tuple[Ranked, Mapping[int, Like]]:
    """What the engine answered along with the words, else what the vectors say; and what written questions add."""
    if near is None:
        return (), {}
    nearest = meaning.nearest(snapshot, near, plan.keep) if found.near is None else found.near
    return nearest, meaning.like(snapshot, near, query.words, plan.keep) if nearest else {}


def raised(near: Ranked, like: Mapping[int, Like]) -> Ranked:
    """Rows nearest in meaning, with what written questions add. A row too far to be among them counts as the last."""
    if not near or not like:
        return near
    scores, last = dict(near), near[-1][1]
    for row, each in like.items():
        scores[row] = scores.get(row, last) + each.added
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _how_far(state: SemanticState) -> tuple[str, ...]:
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


def with_direct(direct: Direct, ranking: Sequence[Scored]) -> Sequence[Scored]:
    """What the query names, then the rest."""
    if not direct.rows:
        return ranking
    best = ranking[0].score if ranking else 0.0
    named = [Scored(row=row, score=best + 1.0, why={"direct": "named in the query"}) for row in direct.rows]
    return [*named, *(scored for scored in ranking if scored.row not in direct.rows)]


def _by_words(hits: Ranked) -> list[Scored]:
    return [Scored(row=row, score=score, why={"lexical": score}) for row, score in hits]


def _by_meaning(near: Ranked, like: Mapping[int, Like]) -> list[Scored]:
    cosines = dict(near)
    return [
        Scored(row=row, score=score, why=_why(None, cosines.get(row), 0.0, like.get(row)))
        for row, score in raised(near, like)
    ]


def _together(
    snapshot: Snapshot, found: Found, near: Ranked, both: Ranked, like: Mapping[int, Like]
) -> Iterator[Scored]:
    """The fused ranking, then the rest of the words' one."""
    by_words, by_meaning = dict(found.hits[:FUSED_DEPTH]), dict(near)
    for row, score, added in with_standing(snapshot, both):
        yield Scored(row=row, score=score, why=_why(by_words.get(row), by_meaning.get(row), added, like.get(row)))
    for row, score in found.hits[FUSED_DEPTH:]:
        if row not in by_meaning:
            yield Scored(row=row, score=0.0, why={"lexical": score})


def _why(lexical: float | None, semantic: float | None, standing: float, like: Like | None) -> dict[str, float | str]:
    question = like.question if like else None
    named = {"lexical": lexical, "semantic": semantic, "question": question, "standing": standing or None}
    return {name: score for name, score in named.items() if score is not None}
