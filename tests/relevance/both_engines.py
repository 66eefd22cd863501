"""Both engines on judged questions: ``python -m tests.relevance.both_engines QUESTIONS HOME ELASTIC URLS INDEX``.

QUESTIONS is a file of questions of lay people with the provisions that answer them, HOME a data directory with its
embedded index and vectors, ELASTIC a copy of it whose index was built in the cluster at URLS, under the name INDEX.
Prints for each kind of search how good either engine's first ten are, how many they share, and in how many answers
they are the same in the same order, with the same totals and facets.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from index.cluster import Cluster
from index.embedding import open_embedder
from index.haystack_components import hybrid_pipeline
from index.records import Hit, Mode, SearchRequest, SearchResult
from index.search import open_searcher
from tests.relevance.search_scores import Question, scored

Pair = tuple[SearchResult, SearchResult]


def main(file: Path, home: Path, elastic: Path, urls: str, index: str) -> None:
    cluster, model = Cluster(urls=tuple(urls.split(",")), index=index), open_embedder(home / "models")
    lines = map(json.loads, file.read_text("utf-8").splitlines())
    questions = [Question(query=line["query"], gold=frozenset(line["gold"])) for line in lines]
    _tell("| | nDCG@10 | shared | same order | same totals and facets |\n|---|---|---|---|---|")
    kinds = {"words alone": Mode.LEXICAL, "words and written questions": Mode.HYBRID, "hybrid": Mode.HYBRID}
    for kind, mode in kinds.items():
        embedder = model if kind == "hybrid" else None
        searchers = [open_searcher(None, home, embedder=embedder)]
        searchers += [open_searcher(None, elastic, embedder=embedder, cluster=cluster)]
        asked = [SearchRequest(query=question.query, mode=mode) for question in questions]
        _tell(_row(kind, questions, [(searchers[0].search(r), searchers[1].search(r)) for r in asked]))
    pipeline = hybrid_pipeline(elastic, embedder=model, cluster=cluster)
    embedded, same = open_searcher(None, home, embedder=model), 0
    for question in questions:
        run = pipeline.run({"search": {"query": question.query}})
        found = [document.id for document in run["search"]["documents"]]
        same += found == [_place(hit) for hit in embedded.search(SearchRequest(query=question.query)).hits]
    _tell(f"Haystack's pipeline on Elasticsearch and an embedded search: same order {same} of {len(questions)}")


def _row(kind: str, questions: Sequence[Question], answers: Sequence[Pair]) -> str:
    by_query = [{r.request.query: r.hits for r in column} for column in zip(*answers, strict=True)]
    gains = [scored(questions, found.__getitem__)["all"].ndcg_10 for found in by_query]
    places = [[list(map(_place, result.hits)) for result in pair] for pair in answers]
    shared = mean(len(set(one) & set(other)) / len(one) if one else float(not other) for one, other in places)
    order = sum(one == other for one, other in places)
    counted = sum((one.total, one.facets) == (other.total, other.facets) for one, other in answers)
    told = f"{gains[0]:.4f} and {gains[1]:.4f} | {shared:.4f} | {order} of {len(answers)}"
    return f"| {kind} | {told} | {counted} of {len(answers)} |"


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _place(hit: Hit) -> str:
    return f"{hit.instrument}@{hit.version}.{hit.language}#{hit.provision_id}"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), *sys.argv[4:])
