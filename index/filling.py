"""Vectors for the passages of an index, computed behind a running search."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.embedding.embedder import Embedder
from law.corpus import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReport:
    """Vectors ``added``, and ``held`` of ``total`` passages afterwards; ``stopped`` if asked to end early."""

    added: int
    held: int
    total: int
    stopped: bool


def fill_vectors(
    corpus: Corpus,
    home: Path,
    embedder: Embedder,
    *,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> FillReport:
    """Compute the vectors that are missing."""
    del corpus, home, embedder, progress, stop
    raise NotImplementedError
