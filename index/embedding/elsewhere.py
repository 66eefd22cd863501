"""A model that somebody else runs: the vectors of queries come with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelElsewhere:
    """A model that another component runs: the vectors of queries are handed in."""

    model_id: str
    dimensions: int

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """None was handed in: raises LookupError."""
        del text
        raise LookupError("no embedding of the query was handed in")

    def embed_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Nothing is embedded here: raises LookupError."""
        del texts, progress
        raise LookupError("passages are embedded by `lexgap index`")

    def count_tokens(self, text: str) -> int:
        """Nothing is embedded here: raises LookupError."""
        del text
        raise LookupError("passages are embedded by `lexgap index`")
