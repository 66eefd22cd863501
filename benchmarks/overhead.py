"""``python -m benchmarks.overhead HOME``: a whole hybrid search beside its bare parts, and the same through Haystack.

The parts are what cannot be left out: the query's vector, the engine's search in words with its counts, the nearest
vectors; and, since there are written questions, the bare scan of theirs, which is told apart. The rest is ours: reading
the query, what the questions are worth, fusing, filters and facets, quotes with their highlights. Each query is asked
once of each; they have their own open index, so that none answers from what another was asked.
"""

import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.asking import ON, queries
from benchmarks.engines import Times
from benchmarks.timing import timed
from index.asked_before import AskedBefore
from index.embedding import open_embedder
from index.embedding.embedder import Embedder
from index.haystack_components import hybrid_pipeline
from index.held_vectors import HeldVectors
from index.int8_products import CoarseQuery, products
from index.plan import Keep, SearchPlan
from index.question_map import asking
from index.ranking import find
from index.records import SearchRequest
from index.search import open_searcher
from index.snapshot import open_snapshot
from index.sources import FUSED_DEPTH
from index.wording import wording_of

Ask = Callable[[str], object]
SCAN: Final = "the scan of the written questions"


def bare(home: Path, model: Embedder) -> dict[str, Ask]:
    """The parts by name."""
    snapshot, embed = open_snapshot(home), asking(model)
    vectors = HeldVectors(home, model_id=model.model_id, dimensions=model.dimensions)
    known = {}

    def embedded(query: str) -> None:
        known[query] = embed(query)

    def words(query: str) -> object:
        wording = wording_of(query)
        return find(snapshot, SearchPlan(wordings=(wording,) if wording else (), depth=FUSED_DEPTH))

    return {
        "the query's vector": embedded,
        "the engine": words,
        "the nearest vectors": lambda query: vectors.nearest(snapshot, known[query], Keep(), FUSED_DEPTH),
    }


def written(home: Path, model: Embedder) -> dict[str, Ask]:
    """The written questions: the scan of their vectors alone, and all that is made of them.

    The query's vector is remembered, as it is within a search.
    """
    snapshot, embed = open_snapshot(home), cache(asking(model))
    answers = AskedBefore().answers(snapshot.layout)
    passing, vectors = np.ones(len(answers.rows), bool), answers.questions.vectors
    for query in queries():
        embed(query)
    return {
        SCAN: lambda query: products(vectors, CoarseQuery.of(embed(query))),
        "of it the written questions, with their scan": lambda query: (
            answers.by_meaning(query, embed(query), passing),
            answers.by_words(query, passing),
        ),
    }


def through_haystack(home: Path, model: Embedder) -> Ask:
    """The pipeline of ``index.haystack_components``."""
    pipeline = hybrid_pipeline(home, embedder=model)
    return lambda query: pipeline.run({"search": {"query": query}})


def main(home: Path) -> None:
    model = open_embedder(home / "models")
    searcher = open_searcher(None, home, embedder=model, today=lambda: ON)
    parts, asked = bare(home, model), queries()
    ways: dict[str, Ask] = {**parts, **written(home, model)}
    ways["a whole search"] = lambda query: searcher.search(SearchRequest(query=query))
    ways["through Haystack"] = through_haystack(home, model)
    times = Times()
    for number, query in enumerate(asked):
        for name, ask in ways.items():
            clock, processor = timed(lambda ask=ask, query=query: ask(query))  # type: ignore[misc]
            if number >= len(asked) // 10:
                times.clock[name].append(clock)
                times.processor[name].append(processor)
    _tell(times, list(parts))


def _tell(times: Times, parts: list[str]) -> None:
    print("| | p50 / p95 ms | processor, mean ms |\n|---|---|---|")
    for name, took in times.processor.items():
        latency = times.latency(name)
        if latency is not None:
            print(f"| {name} | {latency.p50:.1f} / {latency.p95:.1f} | {sum(took) / len(took):.2f} |")
    for what, of in (("processor", times.processor), ("clock", times.clock)):
        together, scan = sum(sum(of[name]) for name in parts), sum(of[SCAN])
        for name in ("a whole search", "through Haystack"):
            whole = sum(of[name])
            print(f"{name} : its bare parts, by the {what} = {whole / together:.2f}; ", end="")
            print(f"with the scan of the written questions among them {whole / (together + scan):.2f}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
