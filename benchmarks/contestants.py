"""Those that are measured against each other: ours on either engine, and what a Python user would write instead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.asking import ON
from index.cluster import Cluster
from index.elastic_client import connect
from index.embedding import open_embedder
from index.embedding.embedder import Embedder
from index.haystack_quiet import Document, Pipeline
from index.plan import SearchPlan
from index.ranking import find
from index.records import Mode, SearchRequest
from index.search import Searcher, open_searcher
from index.segment import segment
from index.snapshot import Snapshot, open_snapshot
from index.wording import wording_of

if TYPE_CHECKING:
    from haystack.document_stores.types import DocumentStore

Run = Callable[[str], object]
WORDS, FILTERED, FACETS, HYBRID, ALONE = "words", "words, filtered", "facets alone", "hybrid", "engine alone, words"
KINDS = (WORDS, FILTERED, FACETS, HYBRID, ALONE)
_K = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """What it can do, by kind. ``pid`` is of the server that does it, if any; ``most`` queries a kind are enough."""

    name: str
    runs: Mapping[str, Run]
    pid: int | None = None
    most: int = 1_000
    facts: Mapping[str, str] = field(default_factory=dict)


def ours(name: str, home: Path, cluster: Cluster | None = None, pid: int | None = None) -> Contestant:
    """Lexgap itself: whole answers with their facets, highlights and citations, and parts of it alone."""
    model = open_embedder(home / "models")
    searcher = open_searcher(None, home, embedder=model, today=lambda: ON, cluster=cluster)

    def run(asked: SearchRequest) -> Run:
        return lambda query: searcher.search(replace(asked, query=query))

    words = SearchRequest(query="", k=_K, mode=Mode.LEXICAL)
    runs = {
        WORDS: run(words),
        FILTERED: run(replace(words, jurisdictions=("cn",), kinds=("law", "administrative_regulation"), on=ON)),
        HYBRID: run(replace(words, mode=Mode.HYBRID)),
        FACETS: lambda query: _facets(searcher, query),
        ALONE: lambda query: find(searcher.snapshot, _plan(query, depth=_K)),
    }
    if not searcher.semantic.complete:
        del runs[HYBRID]
    return Contestant(name=name, runs=runs, pid=pid)


def elasticsearch(home: Path, url: str, index: str) -> Contestant:
    """Lexgap on a server whose index was built from ``home``."""
    cluster = Cluster(urls=(url,), index=index)
    nodes: Any = connect(cluster).ask(lambda client: client.nodes.info(metric="process").body)["nodes"]
    return ours("Elasticsearch", home, cluster, pid=int(next(iter(nodes.values()))["process"]["id"]))


def _plan(query: str, *, depth: int) -> SearchPlan:
    wording = wording_of(query)
    return SearchPlan(wordings=(wording,) if wording else (), depth=depth)


def _facets(searcher: Searcher, query: str) -> object:
    snapshot, plan = searcher.snapshot, _plan(query, depth=0)
    found, _ = find(snapshot, plan)
    return snapshot.holdings.facets(snapshot.holdings.counts(found.by_version), plan.keep)


def bm25s_index(home: Path) -> Contestant | None:
    """The package bm25s on the same words; None where it is not installed."""
    try:
        import bm25s
    except ImportError:
        return None
    snapshot = open_snapshot(home)
    retriever = bm25s.BM25(method="lucene")
    retriever.index([_words(snapshot, row) for row in range(len(snapshot.records))], show_progress=False)

    def run(query: str) -> object:
        words = [word for word in dict.fromkeys(segment(query).pairs) if word in retriever.vocab_dict]
        return retriever.retrieve([words], k=_K, show_progress=False) if words else None

    return Contestant(name="bm25s", runs={WORDS: run, ALONE: run})


def haystack(home: Path, *, most: int) -> Contestant:
    """Haystack's store in memory with its own retrievers and joiner, on the same words and drawn vectors."""
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    model, store = open_embedder(home / "models"), InMemoryDocumentStore(bm25_tokenization_regex=r"(?u)\S+")
    _fill(store, open_snapshot(home), model)
    words, both = Pipeline(), Pipeline()
    words.add_component("words", InMemoryBM25Retriever(store, top_k=_K))
    both.add_component("words", InMemoryBM25Retriever(store, top_k=_K))
    both.add_component("meaning", InMemoryEmbeddingRetriever(store, top_k=_K))
    both.add_component("join", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=_K))
    both.connect("words.documents", "join.documents")
    both.connect("meaning.documents", "join.documents")

    def cut(query: str) -> str:
        return " ".join(dict.fromkeys(segment(query).pairs)) or query

    def filtered(query: str) -> object:
        here = {"field": "meta.jurisdiction", "operator": "==", "value": "cn"}
        return words.run({"words": {"query": cut(query), "filters": here}})

    def hybrid(query: str) -> object:
        vector = model.embed_query(query).tolist()
        return both.run({"words": {"query": cut(query)}, "meaning": {"query_embedding": vector}})

    runs = {WORDS: lambda query: words.run({"words": {"query": cut(query)}}), FILTERED: filtered, HYBRID: hybrid}
    return Contestant(name="Haystack in memory", runs=runs, most=most)


def _fill(store: "DocumentStore", snapshot: Snapshot, model: Embedder) -> None:
    drawn = np.random.default_rng(1).standard_normal((len(snapshot.records), model.dimensions)).astype(np.float32)
    for row in range(len(snapshot.records)):
        instrument, _ = snapshot.holdings.numbered[snapshot.records.read(row).version]
        content, vector = " ".join(_words(snapshot, row)), drawn[row].tolist()
        meta = {"jurisdiction": instrument.jurisdiction}
        store.write_documents([Document(id=str(row), content=content, embedding=vector, meta=meta)])


def _words(snapshot: Snapshot, row: int) -> list[str]:
    record = snapshot.records.read(row)
    provision, (instrument, _) = record.provision, snapshot.holdings.numbered[record.version]
    above = (instrument.title, *provision.path, provision.label, provision.heading)
    return [word for text in (*above, provision.text) for word in segment(text).pairs]
