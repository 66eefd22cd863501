"""Documents of anyone's pipelines in an engine of ours: what a store does whichever engine holds them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from index.haystack_quiet import (
    Document,
    DuplicateDocumentError,
    DuplicatePolicy,
    document_matches_filter,
)
from index.plan import SearchPlan
from index.stored import HeldDocuments, Stored
from index.wording import wording_of

Filters = Mapping[str, Any]


class WritableStore:
    """A document store of Haystack on an engine; follows ``haystack.document_stores.types.DocumentStore``.

    Embeddings are compared exactly, one by one: meant for up to some tens of thousands of documents.
    """

    def __init__(self, documents: HeldDocuments) -> None:
        self._index = documents

    def count_documents(self) -> int:
        """How many documents are held."""
        return self._index.count()

    def filter_documents(self, filters: Filters | None = None) -> list[Document]:
        """The documents that match, in the order in which they were written. Raises FilterError."""
        documents = [_read(body) for body in self._index.all()]
        return [document for document in documents if _matches(filters, document)]

    def write_documents(self, documents: list[Document], policy: DuplicatePolicy = DuplicatePolicy.NONE) -> int:
        """Write documents and say how many; an id that is held already is an error unless the policy says otherwise.

        Raises DuplicateDocumentError (nothing is written then), ValueError for anything but a list of documents.
        """
        if not isinstance(documents, list) or not all(isinstance(document, Document) for document in documents):
            raise ValueError("write_documents takes a list of haystack Documents")
        held = self._index.known([document.id for document in documents])
        if policy in (DuplicatePolicy.NONE, DuplicatePolicy.FAIL) and held:
            raise DuplicateDocumentError(f"held already: {', '.join(sorted(held)[:5])}; choose a DuplicatePolicy")
        if policy is DuplicatePolicy.SKIP:
            documents = [document for document in documents if document.id not in held]
        if documents:
            self._index.replace(map(_stored, documents))
        return len(documents)

    def delete_documents(self, document_ids: list[str]) -> None:
        """Delete by id; ids that are not held are no error."""
        held = self._index.known(document_ids)
        if held:
            self._index.delete(sorted(held))

    def delete_all_documents(self) -> None:
        """Delete everything."""
        self.delete_documents([document.id for document in self.filter_documents()])

    def delete_by_filter(self, filters: Filters) -> int:
        """Delete the documents that match and say how many. Raises FilterError."""
        ids = [document.id for document in self.filter_documents(filters)]
        self.delete_documents(ids)
        return len(ids)

    def update_by_filter(self, filters: Filters, meta: dict[str, Any]) -> int:
        """Set meta fields of the documents that match and say how many. Raises FilterError."""
        found = [replace(document, meta=document.meta | meta) for document in self.filter_documents(filters)]
        return self.write_documents(found, DuplicatePolicy.OVERWRITE)

    def count_documents_by_filter(self, filters: Filters) -> int:
        """How many documents match. Raises FilterError."""
        return len(self.filter_documents(filters))

    def lexical_retrieval(self, query: str, *, filters: Filters | None = None, top_k: int = 10) -> list[Document]:
        """The documents with the words of a query, best first, with their BM25 scores."""
        wording = wording_of(query)
        if wording is None:
            return []
        found = self._index.search(SearchPlan(wordings=(wording,)))
        scored = (replace(_read(body), score=score) for body, score in found)
        return [document for document in scored if _matches(filters, document)][:top_k]

    def embedding_retrieval(
        self, query_embedding: list[float], *, filters: Filters | None = None, top_k: int = 10
    ) -> list[Document]:
        """The documents with the nearest embeddings (cosine), best first. Documents without one are not found."""
        documents = [document for document in self.filter_documents(filters) if document.embedding]
        if not documents:
            return []
        matrix = np.array([document.embedding for document in documents], dtype=np.float64)
        query = np.array(query_embedding, dtype=np.float64)
        scores = matrix @ query / (np.linalg.norm(matrix, axis=1) * np.linalg.norm(query) + 1e-12)
        best = np.argsort(-scores, kind="stable")[:top_k]
        return [replace(documents[place], score=float(scores[place])) for place in best]


def _matches(filters: Filters | None, document: Document) -> bool:
    return not filters or bool(document_matches_filter(dict(filters), document))


def _stored(document: Document) -> Stored:
    body = json.dumps(document.to_dict(flatten=False), ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Stored(id=document.id, text=document.content or "", body=body)


def _read(body: bytes) -> Document:
    return Document.from_dict(json.loads(body.decode("utf-8", "surrogatepass")))
