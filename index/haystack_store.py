"""Haystack document stores on our engines, for documents of anyone's pipelines.

The laws themselves are read through ``haystack_provisions``: they come from the corpus; no pipeline writes them.
"""

from pathlib import Path
from typing import Any, Self

from index.cluster import Cluster
from index.haystack_documents import WritableStore
from index.haystack_quiet import default_from_dict, default_to_dict
from index.tantivy_documents import DocumentIndex


class TantivyDocumentStore(WritableStore):
    """Documents in one folder, found by words in any Chinese script or English, or by their embeddings.

    Nothing to run beside it. Every write is on the disk when it returns.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(DocumentIndex(Path(path)))

    def to_dict(self) -> dict[str, Any]:
        """The store's settings, for a serialised pipeline."""
        return dict(default_to_dict(self, path=self.path))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The store of such settings."""
        store = default_from_dict(cls, data)
        if not isinstance(store, cls):
            raise TypeError(f"the settings are of {type(store).__name__}")
        return store


class ElasticDocumentStore(WritableStore):
    """The same in one index of Elasticsearch, which several machines may read and write.

    ``name`` is the index, made when it is first needed. ``cluster`` is where it lies; it is not written down with a
    pipeline, so that no secret is: hand it in again, or have the one of this machine.
    """

    def __init__(self, name: str, cluster: Cluster | None = None) -> None:
        from index.elastic_stored import ElasticDocuments

        self.name = name
        self.cluster = cluster or Cluster()
        super().__init__(ElasticDocuments(self.cluster, name))

    def to_dict(self) -> dict[str, Any]:
        """The store's settings, for a serialised pipeline."""
        return dict(default_to_dict(self, name=self.name))

    @classmethod
    def from_dict(cls, data: dict[str, Any], cluster: Cluster | None = None) -> Self:
        """The store of such settings, in a cluster."""
        return cls(**data["init_parameters"], cluster=cluster)
