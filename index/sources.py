"""What a ranking is made from: words, meaning, and the questions that were asked before."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.asked_before import AskedBefore, Gains
from index.engine import Found, Near
from index.meanwhile import meanwhile
from index.ordered import Ordered
from index.plan import SearchPlan
from index.query import Query
from index.records import Mode, SearchRequest
from index.reranking import Reranker
from index.semantic import Meaning
from index.snapshot import Snapshot

FUSED_DEPTH: Final = 1000
"""How many of each ranking are fused; what is deeper follows in the order of the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a ranking is made from: an index, a model if there is one, and the questions asked before.

    ``vector`` is that of the query's words where it was made elsewhere. ``reranker`` puts the first hits in order.
    """

    snapshot: Snapshot
    meaning: Meaning | None
    asked: AskedBefore
    vector: NDArray[np.float32] | None = None
    reranker: Reranker | None = None


def near_of(of: Sources, request: SearchRequest, query: Query) -> Callable[[], Near | None]:
    """What will be asked of the vectors; the query is embedded while all is done that needs no vector."""
    meaning = of.meaning
    if meaning is None:
        return nothing_near
    depth = max(FUSED_DEPTH, request.offset + request.k if request.mode is Mode.SEMANTIC else 0)
    return cache(meanwhile(lambda: meaning.asked(of.snapshot, query.words, depth, of.vector)))


def nothing_near() -> None:
    """Nothing is asked of the vectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """The rows ``nearest`` in meaning, and what written questions add to nearness and to the words' scores."""

    nearest: Ordered
    by_meaning: Gains
    by_words: Gains

    def question(self, row: int) -> str | None:
        """The written question that is nearest to the one asked, of those that a row answers."""
        return self.by_meaning.question(row) or self.by_words.question(row)


def helped_by(of: Sources, asked: Callable[[], Near | None], query: Query, plan: SearchPlan, found: Found) -> Helped:
    """What is near in meaning, and what the written questions add, under a plan's filters."""
    answers = of.asked.answers(of.snapshot.layout)
    passing = of.snapshot.holdings.passing(plan.keep)[answers.versions]
    by_words = answers.by_words(query.words, passing)
    near = asked()
    if near is None or of.meaning is None:
        return Helped(nearest=Ordered.of(), by_meaning=answers.nothing, by_words=by_words)
    known = of.meaning.knows_questions
    alike = meanwhile(lambda: answers.by_meaning(query.words, near.vector, passing) if known else answers.nothing)
    # What the engine answered along with the words, else what the vectors say.
    nearest = of.meaning.nearest(of.snapshot, near, plan.keep) if found.near is None else found.near
    by_meaning = alike() if len(nearest) else answers.nothing
    return Helped(nearest=nearest, by_meaning=by_meaning, by_words=by_words)
