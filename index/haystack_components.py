"""Our search as Haystack components, and as one hybrid pipeline that can be written down and read again."""

from pathlib import Path
from typing import Any, Self

from index.cluster import Cluster
from index.embedding import Embedder, open_embedder
from index.haystack_provisions import ProvisionStore
from index.haystack_quiet import Document, Pipeline, component, default_to_dict
from index.haystack_store import ElasticDocumentStore, TantivyDocumentStore
from index.query import read_query
from index.question_map import asking

Store = TantivyDocumentStore | ElasticDocumentStore | ProvisionStore
ALLOWED_MODULES = ["index.*"]
"""What ``Pipeline.loads(…, allowed_modules=ALLOWED_MODULES)`` must be told to read a pipeline of ours."""

_STORES: dict[str, type[Store]] = {
    f"{store.__module__}.{store.__name__}": store
    for store in (TantivyDocumentStore, ElasticDocumentStore, ProvisionStore)
}


class _StoreRetriever:
    """What both retrievers keep: a store and how many documents to give."""

    def __init__(self, document_store: Store, top_k: int = 10) -> None:
        self.document_store = document_store
        self.top_k = top_k

    def to_dict(self) -> dict[str, Any]:
        """The component's settings."""
        return dict(default_to_dict(self, document_store=self.document_store.to_dict(), top_k=self.top_k))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The component of such settings."""
        settings = data["init_parameters"]
        return cls(_store_of(settings["document_store"]), top_k=settings["top_k"])


@component
class WordsRetriever(_StoreRetriever):
    """Finds documents by the words of a query."""

    @component.output_types(documents=list[Document])
    def run(
        self, query: str, filters: dict[str, Any] | None = None, top_k: int | None = None
    ) -> dict[str, list[Document]]:
        """The documents, best first."""
        found = self.document_store.lexical_retrieval(query, filters=filters, top_k=top_k or self.top_k)
        return {"documents": found}


@component
class MeaningRetriever(_StoreRetriever):
    """Finds documents by the embedding of a query."""

    @component.output_types(documents=list[Document])
    def run(
        self, query_embedding: list[float], filters: dict[str, Any] | None = None, top_k: int | None = None
    ) -> dict[str, list[Document]]:
        """The documents, best first."""
        found = self.document_store.embedding_retrieval(query_embedding, filters=filters, top_k=top_k or self.top_k)
        return {"documents": found}


@component
class HybridRetriever(_StoreRetriever):
    """Finds provisions as ``lexgap search`` does.

    That is by words, by meaning, and by questions in plain words that were answered before, fused; what the query names
    by its title or number goes first. One component, since all are ranked a thousand deep before the best are read.
    """

    def __init__(self, document_store: Store, top_k: int = 10) -> None:
        if not isinstance(document_store, ProvisionStore):
            raise TypeError("the provisions of a data directory are searched so: hand in a ProvisionStore")
        self.document_store = self._provisions = document_store
        self.top_k = top_k

    @component.output_types(documents=list[Document])
    def run(
        self,
        query: str,
        query_embedding: list[float] | None = None,
        filters: dict[str, Any] | None = None,
        top_k: int | None = None,
    ) -> dict[str, list[Document]]:
        """The documents, best first; without an embedding, handed in or the store's own, by words and questions."""
        wanted = top_k or self.top_k
        found = self._provisions.hybrid_retrieval(query, query_embedding, filters=filters, top_k=wanted)
        return {"documents": found}


@component
class QueryEmbedder:
    """The embedding of a query by the model of this machine, which lies in ``models_dir`` and is opened when needed.

    It is the one that ``lexgap search`` compares with the law: of the query's words, without what is quoted, excluded
    or a prefix, and through the map from questions to their answers where the model has one.
    """

    def __init__(self, models_dir: str, choice: str = "auto", embedder: Embedder | None = None) -> None:
        self.models_dir = models_dir
        self.choice = choice
        self._embedder = embedder

    def to_dict(self) -> dict[str, Any]:
        """The component's settings; an embedder that was handed in is not among them."""
        return dict(default_to_dict(self, models_dir=self.models_dir, choice=self.choice))

    def warm_up(self) -> None:
        """Open the model. Raises NoEmbedder."""
        if self._embedder is None:
            self._embedder = open_embedder(Path(self.models_dir), choice=self.choice)

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        """The embedding, of length 1. Raises BadQuery."""
        self.warm_up()
        if self._embedder is None:
            raise RuntimeError("the model was not opened")
        return {"embedding": asking(self._embedder)(read_query(text).words or text).tolist()}


def hybrid_pipeline(
    home: Path, *, embedder: Embedder | None = None, top_k: int = 10, cluster: Cluster | None = None
) -> Pipeline:
    """Search a data directory as ``lexgap search`` does; ``cluster`` is where its index lies, if in Elasticsearch.

    Input: ``search.query``; output: ``search.documents``. One component embeds the query while it searches the words;
    from another a pipeline would copy the embedding number by number. ``Pipeline.dumps`` writes it down, but for an
    ``embedder``; ``Pipeline.loads(text, allowed_modules=ALLOWED_MODULES)`` reads it. Raises NoEmbedder.
    """
    model = embedder or open_embedder(home / "models")
    choice = None if embedder else "auto"
    store = ProvisionStore(str(home), model.model_id, model.dimensions, cluster, choice, model)
    pipeline = Pipeline()
    pipeline.add_component("search", HybridRetriever(store, top_k=top_k))
    return pipeline


def _store_of(settings: dict[str, Any]) -> Store:
    return _STORES[settings["type"]].from_dict(settings)
