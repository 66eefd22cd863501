"""What an embedder is, whichever library runs the model."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
MAX_TOKENS = 480
QUERY_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "


class NoEmbedder(Exception):
    """There is no embedding model on this machine; the message says why and what to do about it."""


class EmbedderChoice(StrEnum):
    """Which way to a model. ``AUTO`` tries the next three in order; the others do not fall back."""

    AUTO = "auto"
    GRAPH = "graph"
    WHEEL = "wheel"
    FETCHED = "fetched"
    HAYSTACK = "haystack"
    NONE = "none"


class Embedder(Protocol):
    """Texts in, unit vectors out. Vectors of different ``model_id`` must never meet in one index.

    Texts are cleaned (NUL, lone surrogates), prefixed as the model was trained (``query: ``, ``passage: ``) and cut
    at 480 tokens by the embedder. An embedder may be called from several threads at once.
    """

    @property
    def model_id(self) -> str:
        """Model, number format and hash of its files: ``multilingual-e5-small/int8/3f2a…``."""

    @property
    def dimensions(self) -> int:
        """Numbers in a vector: 384."""

    def embed_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Vectors of passages, shape (texts, dimensions), each of length 1, in the order of the texts.

        ``progress`` is told the number of texts finished so far, after each batch.
        """

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a query, shape (dimensions,), of length 1."""

    def count_tokens(self, text: str) -> int:
        """Tokens of a text as a passage, with the prefix and the two end marks; may exceed 480."""
