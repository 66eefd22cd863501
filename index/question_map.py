"""From the vector of a question to where its answers lie: a learned linear map for the built-in model.

A multilingual model sets questions in plain words beside texts that sound like them, and the law that answers sounds
otherwise. The map was learned from 60,924 questions that we wrote and 309 of lay people with judged articles
(``tests.relevance.learned_map`` learns it anew and measures it; docs/search-quality.md has the figures on those that
it never saw). It is a matrix for the vectors of one model, whatever format its numbers have; other models and queries
without Chinese characters are left as they are.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder
from law.script import has_cjk

Vector = NDArray[np.float32]
MODEL: Final = "multilingual-e5-small/"
"""What the ids of all ways to the model begin with."""


def asking(embedder: Embedder) -> Callable[[str], Vector]:
    """How a query becomes a vector of length 1 for searching: as the model says, then through the map if it has one."""
    if not has_map(embedder.model_id):
        return embedder.embed_query
    return lambda text: mapped(embedder.embed_query(text), text)


def has_map(model_id: str) -> bool:
    """Whether the map, and the vectors of the written questions, are of this model."""
    return model_id.startswith(MODEL)


def mapped(vector: Vector, text: str) -> Vector:
    """The vector of a Chinese query through the map, of length 1; any other as it is."""
    if not has_cjk(text):
        return vector
    moved = vector + vector @ _difference()
    return np.asarray(moved / np.linalg.norm(moved), np.float32)


@cache
def _difference() -> Vector:
    """The map less the identity, shape (384, 384)."""
    with (files("corpora") / "catalogue" / "question_map.npy").open("rb") as file:
        return np.asarray(np.load(file, allow_pickle=False), np.float32)
