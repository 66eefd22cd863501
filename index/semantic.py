"""Search by meaning: the passages of an index whose vectors are nearest to the query's."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder
from index.engine import Near
from index.held_vectors import HeldVectors
from index.ordered import Ordered
from index.plan import Keep
from index.question_map import asking, has_map
from index.records import SemanticState
from index.snapshot import Snapshot

NO_MODEL: Final = "no embedding model is open: search is by words"
_QUERIES_KEPT: Final = 512


class Meaning:
    """Search by meaning with one embedder; the vectors of the last queries are kept."""

    def __init__(self, home: Path, embedder: Embedder) -> None:
        self._vectors = HeldVectors(home, model_id=embedder.model_id, dimensions=embedder.dimensions)
        self._model_id = embedder.model_id
        self._vector_of = lru_cache(_QUERIES_KEPT)(asking(embedder))
        self._failure: str | None = None

    def state(self, snapshot: Snapshot) -> SemanticState:
        """How far the vectors are, and why meaning takes no part if so."""
        state = self._vectors.state(snapshot)
        return replace(state, reason=self._failure) if self._failure else state

    def asked(
        self, snapshot: Snapshot, text: str, depth: int, vector: NDArray[np.float32] | None = None
    ) -> Near | None:
        """What to ask of the vectors for a text, whose ``vector`` may be known; None where none are held yet.

        A model that fails takes no part either, and ``state`` says so: the search goes on in words.
        """
        if not self._vectors.state(snapshot).held:
            return None
        try:
            vector = self._vector_of(text) if vector is None else vector
        except Exception as error:  # noqa: BLE001  (whatever the model's library raises, words still answer)
            self._failure = f"the embedding model failed ({type(error).__name__}: {error}): search is by words"
            return None
        self._failure = None
        return Near(model_id=self._model_id, vector=vector, depth=depth)

    def without(self, snapshot: Snapshot, rows: Sequence[int]) -> frozenset[int]:
        """Those of some rows that have no vector yet."""
        return self._vectors.without(snapshot, rows)

    def nearest(self, snapshot: Snapshot, near: Near, keep: Keep) -> Ordered:
        """Rows of the index with their scores (cosines), best first."""
        return self._vectors.nearest(snapshot, near.vector, keep, near.depth)

    def goes_along(self, snapshot: Snapshot) -> bool:
        """Whether the engine holds the vectors, so that they are asked along with the words."""
        return self._vectors.kept_by_engine(snapshot)

    @property
    def knows_questions(self) -> bool:
        """Whether a query's vector can be compared with those of the written questions."""
        return has_map(self._model_id)
