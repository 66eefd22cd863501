"""The same corpus in both engines, and vectors that cost nothing and still tell texts apart."""

import hashlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.build import build_index, fill_vectors
from index.cluster import Cluster
from index.elastic_client import connect
from index.elastic_indices import Indices
from index.engine import EngineName
from index.search import Searcher, open_searcher
from index.segment import segment
from law.corpus import Corpus
from tests.index.small_corpus import TODAY


@contextmanager
def own_index(url: str, name: str) -> Iterator[Cluster]:
    """A place for an index of one test's own; what was put there is gone at the end."""
    named = Cluster(urls=(url,), index=f"{name}{uuid.uuid4().hex[:8]}")
    yield named
    indices = Indices(connect(named))
    indices.remove([facts.name for facts in indices.listed()])


@dataclass(frozen=True, kw_only=True)
class Both:
    """One corpus in both engines."""

    embedded: Searcher
    elastic: Searcher
    corpus: Corpus
    home: Path
    cluster: Cluster


class HashedWords:
    """A vector is the sum of one drawn for each word: like a model's, near for texts that share words."""

    model_id = "hashed/1"
    dimensions = 64

    def embed_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        del progress
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.sum([_drawn(word, self.dimensions) for word in segment(text).pairs] or [np.ones(64)], axis=0)
        return (vector / np.linalg.norm(vector)).astype(np.float32)

    def count_tokens(self, text: str) -> int:
        return len(text)


@lru_cache(maxsize=100_000)
def _drawn(word: str, dimensions: int) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(dimensions)


def in_both(corpus: Corpus, home: Path, cluster: Cluster, *, batches: int | None = None) -> Both:
    """Build for tantivy in one data directory and for Elasticsearch in another, with the same vectors.

    ``batches`` is how many batches of vectors are computed; None for all.
    """
    beside = home.parent / f"{home.name}-elastic"
    build_index(corpus, home)
    build_index(corpus, beside, engine=EngineName.ELASTICSEARCH, cluster=cluster)
    stops = (None if batches is None else iter([*[False] * batches, True]).__next__ for _ in range(2))
    fill_vectors(corpus, home, HashedWords(), stop=next(stops))
    fill_vectors(corpus, beside, HashedWords(), stop=next(stops), cluster=cluster)
    return Both(
        embedded=open_searcher(corpus, home, embedder=HashedWords(), today=lambda: TODAY),
        elastic=open_searcher(corpus, beside, embedder=HashedWords(), today=lambda: TODAY, cluster=cluster),
        corpus=corpus,
        home=beside,
        cluster=cluster,
    )
