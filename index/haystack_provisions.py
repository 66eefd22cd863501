"""The provisions of a data directory as a Haystack document store that is only read."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np

from index.cluster import Cluster
from index.embedding import Embedder, open_embedder
from index.embedding.elsewhere import ModelElsewhere
from index.filling import vector_folder
from index.haystack_quiet import Document, FilterError, default_from_dict, default_to_dict, document_matches_filter
from index.held_vectors import HeldVectors
from index.highlight import sought
from index.hits import Scored, hit_of
from index.plan import Keep
from index.planning import MOST_HITS
from index.records import Hit, Mode, SearchRequest
from index.search import Searcher, open_searcher
from index.widening import places_of

_PLACES = {"meta.jurisdiction": "jurisdictions", "meta.kind": "kinds", "meta.language": "languages"}


class ReadOnlyStore(TypeError):
    """Laws come into the index from the corpus: import them and run ``lexgap index``."""


class ProvisionStore:
    """The index of a data directory. ``model_id`` and ``dimensions`` name the vectors to be searched by meaning.

    Filters for retrieval are conditions (``==`` or ``in``) on jurisdiction, kind and language, joined by AND, so that
    they are exact; ``filter_documents`` takes any filter and reads everything. ``cluster`` is where an index lies that
    was built for Elasticsearch; it is not written down with a pipeline, so that no secret is: hand it in again.
    ``choice`` (as LEXGAP_EMBEDDER) is the model with which the store embeds queries itself, while it searches their
    words; so does an ``embedder`` that is handed in. Without either only queries whose embedding is handed in are.
    """

    def __init__(
        self,
        home: str,
        model_id: str | None = None,
        dimensions: int = 384,
        cluster: Cluster | None = None,
        choice: str | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self.home = home
        self.cluster = cluster
        self.model_id = model_id
        self.dimensions = dimensions
        self.choice = choice
        self._embedder = embedder

    def to_dict(self) -> dict[str, Any]:
        """The store's settings, for a serialised pipeline; an embedder that was handed in is not among them."""
        named = {"home": self.home, "model_id": self.model_id, "dimensions": self.dimensions, "choice": self.choice}
        return dict(default_to_dict(self, **named))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The store of such settings."""
        store = default_from_dict(cls, data)
        if not isinstance(store, cls):
            raise TypeError(f"the settings are of {type(store).__name__}")
        return store

    @cached_property
    def searcher(self) -> Searcher:
        """The open index. Raises IndexUnavailable, NoEmbedder."""
        return open_searcher(None, Path(self.home), embedder=self._model(), cluster=self.cluster)

    def _model(self) -> Embedder | None:
        if self._embedder is not None:
            return self._embedder
        if self.choice is not None:
            return open_embedder(Path(self.home) / "models", choice=self.choice)
        return ModelElsewhere(model_id=self.model_id, dimensions=self.dimensions) if self.model_id else None

    @cached_property
    def _vectors(self) -> HeldVectors | None:
        if self.model_id is None:
            return None
        in_engine = self.searcher.snapshot.engine.held(self.model_id, self.dimensions) is not None
        if not in_engine and not vector_folder(Path(self.home), self.model_id).is_dir():
            return None
        return HeldVectors(Path(self.home), model_id=self.model_id, dimensions=self.dimensions)

    def count_documents(self) -> int:
        """How many provisions are held."""
        return self.searcher.snapshot.manifest.provisions

    def filter_documents(self, filters: Mapping[str, Any] | None = None) -> list[Document]:
        """The provisions that match, in the order of the index. Raises FilterError."""
        documents = (_document(hit) for hit in self._hits([(row, 0.0) for row in self._rows()]))
        return [d for d in documents if not filters or document_matches_filter(dict(filters), d)]

    def write_documents(self, documents: list[Document], policy: object = None) -> int:
        """Refused: raises ReadOnlyStore."""
        del documents, policy
        raise ReadOnlyStore(ReadOnlyStore.__doc__)

    def delete_documents(self, document_ids: list[str]) -> None:
        """Refused: raises ReadOnlyStore."""
        del document_ids
        raise ReadOnlyStore(ReadOnlyStore.__doc__)

    def lexical_retrieval(
        self, query: str, *, filters: Mapping[str, Any] | None = None, top_k: int = 10
    ) -> list[Document]:
        """The provisions with the words of a query. Raises BadQuery, FilterError."""
        wanted = read_filters(filters)
        request = SearchRequest(query=query, k=min(top_k, MOST_HITS), mode=Mode.LEXICAL, **wanted)
        return [_document(hit) for hit in self.searcher.search(request).hits]

    def embedding_retrieval(
        self, query_embedding: list[float], *, filters: Mapping[str, Any] | None = None, top_k: int = 10
    ) -> list[Document]:
        """The provisions nearest to an embedding; none before ``lexgap index`` has made vectors. Raises FilterError."""
        wanted = read_filters(filters)
        if self._vectors is None:
            return []
        places = places_of(wanted.pop("jurisdictions", ()), with_parents=False)
        vector = np.array(query_embedding, dtype=np.float32)
        near = self._vectors.nearest(self.searcher.snapshot, vector, Keep(jurisdictions=places, **wanted), top_k)
        return [_document(hit) for hit in self._hits(near)]

    def hybrid_retrieval(
        self,
        query: str,
        query_embedding: list[float] | None = None,
        *,
        filters: Mapping[str, Any] | None = None,
        top_k: int = 10,
    ) -> list[Document]:
        """The provisions that ``lexgap search`` finds, best first; by words and questions where nothing is embedded.

        Raises BadQuery, FilterError.
        """
        request = SearchRequest(query=query, k=min(top_k, MOST_HITS), **read_filters(filters))
        vector = None if query_embedding is None else np.array(query_embedding, dtype=np.float32)
        return [_document(hit) for hit in self.searcher.search(request, vector=vector).hits]

    def _rows(self) -> list[int]:
        rows: list[int] = np.sort(self.searcher.snapshot.layout.rows).tolist()
        return rows

    def _hits(self, rows: Iterable[tuple[int, float]]) -> list[Hit]:
        nothing, on = sought(()), self.searcher.today()
        scored = (Scored(row=row, score=score, why={}) for row, score in rows)
        return [hit_of(self.searcher.snapshot, each, nothing, on=on, exact_script=False) for each in scored]


def read_filters(filters: Mapping[str, Any] | None) -> dict[str, Any]:
    """Filters of a search from a Haystack filter; raises FilterError for what a search cannot keep to exactly."""
    if not filters:
        return {}
    if filters.get("operator") == "AND":
        merged: dict[str, Any] = {}
        for condition in filters.get("conditions", ()):
            merged |= read_filters(condition)
        return merged
    name = _PLACES.get(str(filters.get("field")))
    value = filters.get("value")
    if name is None or filters.get("operator") not in ("==", "in"):
        fields = ", ".join(_PLACES)
        raise FilterError(f"retrieval filters by == or in on {fields}, joined by AND; not by {dict(filters)}")
    return {name: tuple(value) if isinstance(value, list | tuple) else (value,)}


def _document(hit: Hit) -> Document:
    meta = {name: getattr(hit, name) for name in _META}
    meta |= {"status": hit.status.status.value, "path": list(hit.path)}
    address = f"{hit.instrument}@{hit.version}.{hit.language}#{hit.provision_id}"
    return Document(id=address, content=hit.text, meta=meta, score=hit.score)


_META = (
    "instrument", "title", "version", "language", "jurisdiction", "kind", "provision_id", "label", "heading",
    "citation", "source", "source_url", "sha256",
)  # fmt: skip
