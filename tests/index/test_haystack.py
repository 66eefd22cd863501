"""Haystack's own tests of document stores, and the hybrid search as a pipeline."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.build import build_index, fill_vectors
from index.cluster import Cluster
from index.embedding import NoEmbedder
from index.haystack_components import (
    ALLOWED_MODULES,
    HybridRetriever,
    MeaningRetriever,
    QueryEmbedder,
    WordsRetriever,
    hybrid_pipeline,
)
from index.haystack_provisions import ProvisionStore, ReadOnlyStore
from index.haystack_quiet import Document, DuplicateDocumentError, DuplicatePolicy, FilterError, Pipeline
from index.haystack_store import TantivyDocumentStore
from index.records import SearchRequest
from index.search import open_searcher
from index.snapshot import open_snapshot
from index.written_questions import WrittenQuestions
from tests.index.small_corpus import TopicEmbedder, corpus_of, small_corpus

contract = pytest.importorskip("haystack.testing.document_store")
ROOT = Path(__file__).resolve().parents[2]

NOT_APPLICABLE = {
    "CountUniqueMetadataByFilterTest": "values are counted by the facets of a search, exactly and under filters",
    "GetMetadataFieldsInfoTest": "meta is free-form and not typed by the store",
    "GetMetadataFieldMinMaxTest": "meta is free-form and not typed by the store",
    "GetMetadataFieldUniqueValuesTest": "values are listed by the facets of a search",
}
"""Haystack's optional groups that this store leaves out, and why; its two base groups apply as a whole."""


@pytest.fixture
def document_store(tmp_path: Path) -> TantivyDocumentStore:
    return TantivyDocumentStore(str(tmp_path / "documents"))


class TestTheContractOfHaystack(contract.DocumentStoreBaseExtendedTests, contract.CountDocumentsByFilterTest):  # type: ignore[misc, name-defined]  # loaded by name
    @pytest.fixture
    def document_store(self, tmp_path: Path) -> TantivyDocumentStore:
        return TantivyDocumentStore(str(tmp_path / "documents"))

    def test_write_documents(self, document_store: TantivyDocumentStore) -> None:
        documents = [Document(id="1", content="公开"), Document(id="2", content="同意")]
        assert document_store.write_documents(documents) == 2
        assert document_store.filter_documents() == documents
        with pytest.raises(DuplicateDocumentError, match="held already: 1"):
            document_store.write_documents(documents[:1])


def test_every_group_of_haystack_applies_or_has_a_reason() -> None:
    covered = {base.__name__ for base in TestTheContractOfHaystack.__mro__}
    groups = {name for name in vars(contract) if name.endswith("Test") and name[0].isupper()}
    assert groups - covered == set(NOT_APPLICABLE)


def test_documents_outlive_the_store_object(document_store: TantivyDocumentStore) -> None:
    document_store.write_documents([Document(id="1", content="公开", meta={"n": 1}, embedding=[0.1, 0.2])])
    again = TantivyDocumentStore.from_dict(document_store.to_dict())
    assert again.filter_documents() == document_store.filter_documents()
    assert again.path == document_store.path


def test_documents_are_found_by_words_in_either_script(document_store: TantivyDocumentStore) -> None:
    document_store.write_documents(
        [
            Document(id="1", content="政府信息應當公開", meta={"place": "cn"}),
            Document(id="2", content="取得个人同意", meta={"place": "tw"}),
        ]
    )
    assert [d.id for d in document_store.lexical_retrieval("公开信息")] == ["1"]
    assert [d.id for d in document_store.lexical_retrieval("個人同意")] == ["2"]
    not_there = {"field": "meta.place", "operator": "==", "value": "cn"}
    assert document_store.lexical_retrieval("個人同意", filters=not_there) == []
    assert document_store.lexical_retrieval("，") == []


def test_documents_are_found_by_their_embeddings(document_store: TantivyDocumentStore) -> None:
    document_store.write_documents(
        [Document(id=str(n), content="x", embedding=[1.0, n / 10]) for n in range(5)] + [Document(id="none")]
    )
    found = document_store.embedding_retrieval([1.0, 0.3], top_k=2)
    assert found[0].id == "3"
    assert found[0].score == pytest.approx(1)
    assert len(found) == 2


def test_overwriting_changes_what_is_found(document_store: TantivyDocumentStore) -> None:
    document_store.write_documents([Document(id="1", content="公开")])
    document_store.write_documents([Document(id="1", content="保密")], DuplicatePolicy.OVERWRITE)
    assert document_store.lexical_retrieval("公开") == []
    assert [d.content for d in document_store.lexical_retrieval("保密")] == ["保密"]


@pytest.fixture
def laws(home: Path) -> Path:
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home)
    fill_vectors(corpus, home, TopicEmbedder())
    return home


QUESTIONS = (
    "钱花在哪里",
    "个人信息保护法第二条",
    '"商业秘密" 政府',
    "没有这样的话",
    "how is my data used",
    "公民能申请公开什么信息",
)


def from_pipeline(home: Path, question: str, cluster: Cluster | None = None) -> list[tuple[str, float | None]]:
    pipeline = hybrid_pipeline(home, embedder=TopicEmbedder(), cluster=cluster)
    answer = pipeline.run({"search": {"query": question}})["search"]["documents"]
    return [(document.id, document.score) for document in answer]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_hybrid_pipeline_finds_what_a_search_finds(laws: Path, question: str) -> None:
    searcher = open_searcher(None, laws, embedder=TopicEmbedder())
    hits = searcher.search(SearchRequest(query=question)).hits
    expected = [(f"{h.instrument}@{h.version}.{h.language}#{h.provision_id}", h.score) for h in hits]
    assert from_pipeline(laws, question) == expected


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_embedder_before_the_retriever_finds_the_same(laws: Path, question: str) -> None:
    store = ProvisionStore(str(laws), TopicEmbedder.model_id, TopicEmbedder.dimensions)
    pipeline = Pipeline()
    pipeline.add_component("embed", QueryEmbedder(str(laws), embedder=TopicEmbedder()))
    pipeline.add_component("search", HybridRetriever(store))
    pipeline.connect("embed.embedding", "search.query_embedding")
    found = pipeline.run({"embed": {"text": question}, "search": {"query": question}})["search"]["documents"]
    assert [(document.id, document.score) for document in found] == from_pipeline(laws, question)


def test_a_store_without_a_model_of_its_own_says_that_none_can_be_had(laws: Path) -> None:
    with pytest.raises(NoEmbedder):
        HybridRetriever(ProvisionStore(str(laws), choice="none")).run("公开")


def test_questions_asked_before_help_the_pipeline(laws: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No question of the catalogue is about the laws of the small corpus: this one is answered by its last passage."""
    asked, snapshot = "狗咬人谁赔", open_snapshot(laws)
    rows, keys = snapshot.passages()
    texts = [asked, *(f"第{number}条是什么意思" for number in range(20))]
    written = WrittenQuestions.of_pairs(texts, np.ones((21, 8), np.int8), [(0, keys[-1])])
    assert HybridRetriever(ProvisionStore(str(laws))).run(asked)["documents"] == []
    monkeypatch.setattr("index.asked_before.written_questions", lambda: written)
    answer = HybridRetriever(ProvisionStore(str(laws))).run(asked)["documents"]
    assert [document.content for document in answer] == [snapshot.records.read(int(rows[-1])).provision.text]


def test_only_provisions_are_searched_as_lexgap_does(document_store: TantivyDocumentStore) -> None:
    with pytest.raises(TypeError, match="ProvisionStore"):
        HybridRetriever(document_store)


def test_the_hybrid_pipeline_is_written_down_and_read_again(laws: Path) -> None:
    pipeline = hybrid_pipeline(laws, embedder=TopicEmbedder())
    read = Pipeline.loads(pipeline.dumps(), allowed_modules=ALLOWED_MODULES)
    before, after = pipeline.to_dict(), read.to_dict()
    assert after["components"] == before["components"]
    assert after["connections"] == before["connections"]
    search: Any = read.get_component("search")
    assert search.run(query="敏感个人信息")["documents"][0].meta["provision_id"] == "art_3"


def test_retrieval_keeps_to_its_filters_exactly(laws: Path) -> None:
    store = ProvisionStore(str(laws), TopicEmbedder.model_id, TopicEmbedder.dimensions)
    place = {"field": "meta.jurisdiction", "operator": "==", "value": "tw"}
    both = {
        "operator": "AND",
        "conditions": [place, {"field": "meta.language", "operator": "in", "value": ["zh-Hant"]}],
    }
    vector = TopicEmbedder().embed_query("公开").tolist()
    for filters in (place, both):
        words = WordsRetriever(store).run("公开", filters=filters)["documents"]
        near = MeaningRetriever(store).run(vector, filters=filters)["documents"]
        assert {d.meta["jurisdiction"] for d in (*words, *near)} == {"tw"}
    with pytest.raises(FilterError, match=r"not by .*meta\.label"):
        store.lexical_retrieval("公开", filters={"field": "meta.label", "operator": "==", "value": "第1条"})


def test_laws_are_read_and_counted_but_not_written_by_pipelines(laws: Path) -> None:
    store = ProvisionStore(str(laws))
    assert store.count_documents() == len(store.filter_documents()) == 17
    in_english = store.filter_documents({"field": "meta.language", "operator": "==", "value": "en"})
    assert [d.meta["provision_id"] for d in in_english] == ["sec_1", "sec_2"]
    with pytest.raises(ReadOnlyStore, match="lexgap index"):
        store.write_documents([Document(content="x")])
    with pytest.raises(ReadOnlyStore, match="lexgap index"):
        store.delete_documents(["x"])
    assert store.embedding_retrieval([0.0] * 8) == []


def test_without_a_model_the_embedder_says_why(tmp_path: Path) -> None:
    with pytest.raises(NoEmbedder):
        QueryEmbedder(str(tmp_path), choice="none").run("公开")


def test_telemetry_is_off_and_searching_does_not_load_haystack() -> None:
    assert os.environ["HAYSTACK_TELEMETRY_ENABLED"] == "false"
    script = (
        "import sys, index.search, index.build; print([m for m in ('haystack', 'onnxruntime') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
