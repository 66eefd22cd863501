"""Our search as Haystack components, and as one hybrid pipeline that can be written down and read again."""

from pathlib import Path
from typing import Any, Self

from index.embedding import Embedder, open_embedder
from index.haystack_provisions import ProvisionStore
from index.haystack_quiet import (
    Document,
    DocumentJoiner,
    Pipeline,
    component,
    default_to_dict,
)
from index.haystack_store import ElasticDocumentStore, TantivyDocumentStore

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
class QueryEmbedder:
    """The embedding of a query by the model of this machine, which lies in ``models_dir`` and is opened when needed."""

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
        """The embedding, of length 1."""
        self.warm_up()
        if self._embedder is None:
            raise RuntimeError("the model was not opened")
        return {"embedding": self._embedder.embed_query(text).tolist()}


def hybrid_pipeline(home: Path, *, embedder: Embedder | None = None, top_k: int = 10) -> Pipeline:
    """Search a data directory in words and by meaning: two retrievers, joined by reciprocal ranks.

    Inputs: ``words.query`` and ``embed.text``; output: ``join.documents``. ``Pipeline.dumps`` writes it down;
    ``Pipeline.loads(text, allowed_modules=ALLOWED_MODULES)`` reads it. Raises NoEmbedder.
    """
    models = home / "models"
    model = embedder or open_embedder(models)
    store = ProvisionStore(home=str(home), model_id=model.model_id, dimensions=model.dimensions)
    pipeline = Pipeline()
    pipeline.add_component("words", WordsRetriever(store, top_k=top_k))
    pipeline.add_component("embed", QueryEmbedder(str(models), embedder=model))
    pipeline.add_component("meaning", MeaningRetriever(store, top_k=top_k))
    pipeline.add_component("join", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=top_k))
    pipeline.connect("embed.embedding", "meaning.query_embedding")
    pipeline.connect("words.documents", "join.documents")
    pipeline.connect("meaning.documents", "join.documents")
    return pipeline


def _store_of(settings: dict[str, Any]) -> Store:
    return _STORES[settings["type"]].from_dict(settings)
