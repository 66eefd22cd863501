"""Haystack's own tests of document stores on the one in Elasticsearch, and what it shares with the embedded one."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.cluster import Cluster
from index.elastic_client import connect
from index.haystack_components import ALLOWED_MODULES, WordsRetriever
from index.haystack_quiet import Document, DuplicateDocumentError, DuplicatePolicy, Pipeline
from index.haystack_store import ElasticDocumentStore, TantivyDocumentStore

contract = pytest.importorskip("haystack.testing.document_store")
pytestmark = pytest.mark.shared
TEXTS = ("政府信息應當公開", "取得个人同意", "公开政府信息，公开程序", "The data subject consents", "申请公开")


@contextmanager
def opened(url: str) -> Iterator[ElasticDocumentStore]:
    store = ElasticDocumentStore(f"documents{uuid.uuid4().hex[:8]}", Cluster(urls=(url,)))
    yield store
    connect(store.cluster).ask(lambda client: client.indices.delete(index=store.name, ignore_unavailable=True))


@pytest.fixture(scope="module")
def kept(elasticsearch_url: str) -> Iterator[ElasticDocumentStore]:
    with opened(elasticsearch_url) as store:
        yield store


@pytest.fixture
def document_store(kept: ElasticDocumentStore) -> ElasticDocumentStore:
    """One index for all tests, which is quicker than one for each; empty before each."""
    kept.delete_all_documents()
    return kept


class TestTheContractOfHaystack(contract.DocumentStoreBaseExtendedTests, contract.CountDocumentsByFilterTest):  # type: ignore[misc, name-defined]  # loaded by name
    @pytest.fixture
    def document_store(self, kept: ElasticDocumentStore) -> ElasticDocumentStore:
        kept.delete_all_documents()
        return kept

    def test_write_documents(self, document_store: ElasticDocumentStore) -> None:
        documents = [Document(id="1", content="公开"), Document(id="2", content="同意")]
        assert document_store.write_documents(documents) == 2
        assert document_store.filter_documents() == documents
        with pytest.raises(DuplicateDocumentError, match="held already: 1"):
            document_store.write_documents(documents[:1])


def test_both_stores_find_the_same_with_the_same_scores(elasticsearch_url: str, tmp_path: Path) -> None:
    """In an index of its own: deleted documents count in the scores until the server merges them away."""
    beside = TantivyDocumentStore(str(tmp_path))
    documents = [Document(id=str(n), content=text, embedding=[1.0, n / 10]) for n, text in enumerate(TEXTS)]
    with opened(elasticsearch_url) as kept:
        for store in (kept, beside):
            store.write_documents(documents)
        for query in ("公开信息", "個人同意", "consent", "，"):
            one, other = (store.lexical_retrieval(query) for store in (kept, beside))
            assert [d.id for d in one] == [d.id for d in other]
            assert [d.score for d in one] == pytest.approx([d.score for d in other], abs=1e-3)
        assert kept.embedding_retrieval([1.0, 0.3]) == beside.embedding_retrieval([1.0, 0.3])


def test_more_documents_than_a_page_are_all_given(document_store: ElasticDocumentStore) -> None:
    documents = [Document(id=f"{n:04}", content="公开") for n in range(1_200)]
    document_store.write_documents(documents)
    assert [d.id for d in document_store.filter_documents()] == [d.id for d in documents]
    assert len(document_store.lexical_retrieval("公开", top_k=2_000)) == 1_200


def test_ids_that_elasticsearch_would_refuse_are_kept(document_store: ElasticDocumentStore) -> None:
    long = Document(id="x" * 2_000, content="公开")
    document_store.write_documents([long])
    document_store.write_documents([long], DuplicatePolicy.OVERWRITE)
    assert document_store.filter_documents() == [long]
    document_store.delete_documents([long.id, "absent"])
    assert document_store.count_documents() == 0


def test_a_pipeline_is_written_down_without_secrets(document_store: ElasticDocumentStore) -> None:
    pipeline = Pipeline()
    store = ElasticDocumentStore(document_store.name, Cluster(urls=document_store.cluster.urls, api_key="s3cret"))
    pipeline.add_component("words", WordsRetriever(store))
    written = pipeline.dumps()
    assert "s3cret" not in written
    read = Pipeline.loads(written, allowed_modules=ALLOWED_MODULES).get_component("words")
    assert read.document_store.name == document_store.name  # type: ignore[attr-defined]  # a component of ours
