"""Both engines answer alike: the same totals and facets, the same order, the same scores but for rounding."""

import json
import math
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from crawlers.lawrefbook import import_lawrefbook
from index.cluster import Cluster
from index.elastic_client import connect
from index.haystack_components import hybrid_pipeline
from index.haystack_provisions import ProvisionStore
from index.records import Mode, SearchRequest, SearchResult
from law.corpus import Corpus
from tests.index.elastic_samples import Both, HashedWords, in_both, own_index
from tests.index.small_corpus import corpus_of, law_with_chapters, small_corpus

pytestmark = pytest.mark.shared
QUERIES = (
    "个人信息",
    "政府信息公开",
    "公民可以在多少天内得到政府信息公开申请的答复呢",
    "個人資料應予保護",
    "consent of the person concerned",
    "信",
    '"商业秘密"',
    '"行政机关 公开"~8',
    "title:信息公开 应当",
    "heading:权利 登记机关",
    "章节：查 事项",
    "政府 -申请",
    "个人信息保护法第二条",
    "政府信息公开条例",
    "没有这样的话",
)
FILTERS: Sequence[Mapping[str, Any]] = (
    {},
    {"on": date(2010, 1, 1)},
    {"jurisdictions": ("cn-sh",), "with_parents": True},
    {"kinds": ("law", "act")},
    {"languages": ("zh-Hant",)},
    {"promulgated_from": date(2007, 1, 1), "promulgated_to": date(2019, 12, 31)},
    {"offset": 2, "k": 3},
)
LAWS = ("民法典", "劳动合同法", "著作权法", "商标法", "政府信息公开条例", "农村土地承包法", "旅游法")


@pytest.fixture(scope="session")
def cluster(elasticsearch_url: str) -> Iterator[Cluster]:
    with own_index(elasticsearch_url, "parity") as named:
        yield named


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, cluster: Cluster) -> Both:
    home = tmp_path_factory.mktemp("both") / "home"
    return in_both(corpus_of(home, [*small_corpus(), law_with_chapters()]), home, cluster)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("mode", list(Mode))
def test_both_engines_answer_alike(small: Both, query: str, mode: Mode) -> None:
    for named in FILTERS:
        request = SearchRequest(query=query, mode=mode, **named)
        assert_alike(small.embedded.search(request), small.elastic.search(request))


def test_both_engines_answer_alike_while_vectors_are_missing(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.filling._BATCH", 7)
    named = Cluster(urls=cluster.urls, index=f"{cluster.index}-part")
    partly = in_both(corpus_of(tmp_path / "home", small_corpus()), tmp_path / "home", named, batches=1)
    assert 0 < partly.embedded.semantic.held < partly.embedded.semantic.total
    for query in QUERIES:
        assert_alike(*(each.search(SearchRequest(query=query)) for each in (partly.embedded, partly.elastic)))


@pytest.mark.parametrize("query", QUERIES)
def test_the_exact_script_finds_the_same_in_both(small: Both, query: str) -> None:
    """Scores may differ there: tantivy counts how rare a word is among all texts, Lucene among those in that field."""
    request = SearchRequest(query=query, exact_script=True)
    embedded, elastic = small.embedded.search(request), small.elastic.search(request)
    assert sorted(places(elastic)) == sorted(places(embedded))
    assert (elastic.total, elastic.facets) == (embedded.total, embedded.facets)


def test_filters_alone_find_the_same_in_both(small: Both) -> None:
    request = SearchRequest(query="，", jurisdictions=("cn",), k=20)
    assert_alike(small.embedded.search(request), small.elastic.search(request))


def assert_alike(embedded: SearchResult, elastic: SearchResult) -> None:
    assert elastic.total == embedded.total
    assert elastic.facets == embedded.facets
    assert elastic.notes == embedded.notes
    assert elastic.semantic == embedded.semantic
    assert [h.score for h in elastic.hits] == pytest.approx([h.score for h in embedded.hits], abs=2e-3)
    assert places(elastic) == places(embedded)


def places(result: SearchResult) -> list[tuple[str, str, str]]:
    return [(hit.instrument, hit.version, hit.provision_id) for hit in result.hits]


def asked(shared: Path) -> list[dict[str, Any]]:
    """Every sixth question whose answers are in the laws that most are about."""
    lines = (shared / "relevance" / "lay_questions_dev.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    return [q for q in questions if all(gold.split("|")[0] in LAWS for gold in q["gold"])][::6]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, cluster: Cluster, shared_dir: Path) -> Both:
    """The laws that the questions of lay people are about."""
    base = tmp_path_factory.mktemp("real")
    collection = shared_dir / "corpora" / "LawRefBook-Laws"
    shutil.copytree(collection / "民法典", base / "laws" / "民法典")
    for file in collection.rglob("*.md"):
        if file.stem.split("(")[0].removeprefix("中华人民共和国") in LAWS and file.parent.name != "案例":
            (base / "laws" / file.parent.name).mkdir(exist_ok=True)
            shutil.copy(file, base / "laws" / file.parent.name)
    corpus = Corpus.open(base / "home")
    import_lawrefbook(corpus, base / "laws", at=datetime(2026, 1, 2, tzinfo=UTC), as_of=date(2025, 4, 19))
    return in_both(corpus, base / "home", Cluster(urls=cluster.urls, index=f"{cluster.index}-real"))


@pytest.mark.parametrize("mode", [Mode.LEXICAL, Mode.HYBRID])
def test_both_engines_rank_the_answers_to_lay_questions_alike(real: Both, shared_dir: Path, mode: Mode) -> None:
    gains: list[tuple[float, float]] = []
    overlaps = []
    for question in asked(shared_dir):
        request = SearchRequest(query=question["query"], mode=mode)
        results = real.embedded.search(request), real.elastic.search(request)
        assert results[0].total == results[1].total
        found = [set(places(result)) for result in results]
        overlaps.append(len(found[0] & found[1]) / len(found[0]) if found[0] else float(not found[1]))
        gains.append((gain(results[0], question["gold"]), gain(results[1], question["gold"])))
    embedded, elastic = (mean(column) for column in zip(*gains, strict=True))
    assert embedded > 0.2
    assert abs(embedded - elastic) < 0.01
    assert mean(overlaps) >= 0.9


def gain(result: SearchResult, gold: Sequence[str]) -> float:
    """NDCG at 10 with one grade of relevance."""
    wanted = set(gold)
    names = [f"{hit.title.removeprefix('中华人民共和国')}|{hit.label}" for hit in result.hits]
    score = sum(1 / math.log2(place + 2) for place, name in enumerate(names) if name in wanted)
    return score / sum(1 / math.log2(place + 2) for place in range(min(10, len(wanted))))


def test_haystack_reads_the_provisions_in_elasticsearch_as_it_reads_the_embedded_ones(small: Both) -> None:
    store = ProvisionStore(str(small.home), HashedWords.model_id, HashedWords.dimensions, cluster=small.cluster)
    beside = ProvisionStore(str(small.home.parent / "home"), HashedWords.model_id, HashedWords.dimensions)
    here = {"field": "meta.jurisdiction", "operator": "==", "value": "cn"}
    vector = HashedWords().embed_query("申请公开政府信息").tolist()
    assert store.count_documents() == beside.count_documents() == 21
    for filters in (None, here):
        words = [s.lexical_retrieval("政府信息", filters=filters) for s in (store, beside)]
        near = [s.embedding_retrieval(vector, filters=filters, top_k=5) for s in (store, beside)]
        assert [d.id for d in words[0]] == [d.id for d in words[1]] != []
        assert [d.id for d in near[0]] == [d.id for d in near[1]] != []


def test_a_haystack_pipeline_on_elasticsearch_finds_what_a_search_finds(small: Both) -> None:
    pipeline = hybrid_pipeline(small.home, embedder=HashedWords(), cluster=small.cluster)
    for query in QUERIES:
        found = pipeline.run({"search": {"query": query}})["search"]["documents"]
        answered = small.elastic.search(SearchRequest(query=query)), small.embedded.search(SearchRequest(query=query))
        ids = [tuple(document.meta[name] for name in ("instrument", "version", "provision_id")) for document in found]
        assert ids == places(answered[0]) == places(answered[1])


def test_other_programs_find_provisions_and_passages_under_their_aliases(small: Both) -> None:
    """What a generic client reads: the text, its citation and its place, but neither our words nor the vectors."""
    words, passages = small.cluster.index, f"{small.cluster.index}-passages"
    ask = connect(small.cluster).ask
    found = ask(lambda client: client.search(index=words, query={"multi_match": {"query": "商业 业秘 秘密"}}))
    source = found["hits"]["hits"][0]["_source"]
    assert source["citation"] == "《政府信息公开条例》第三条"
    assert "商业秘密" in source["content"]
    assert not {"pairs", "units", "context", "embedding"} & set(source)
    knn = {"field": "embedding", "query_vector": HashedWords().embed_query("商业秘密").tolist(), "k": 3}
    near = ask(lambda client: client.search(index=passages, knn={**knn, "num_candidates": 50}))
    assert near["hits"]["hits"][0]["_source"]["id"].endswith("#art_3")
