"""The model as an ONNX graph, run by onnxruntime."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from index.embedding.batching import cleaned, in_batches, padded
from index.embedding.common_tokenizer import TokenIds, token_ids
from index.embedding.embedder import DIMENSIONS, MAX_TOKENS, PASSAGE_PREFIX, QUERY_PREFIX
from index.embedding.model_folder import DamagedModel

if TYPE_CHECKING:
    import onnxruntime

GRAPH_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
_PADDING_ID = 1


class GraphEmbedder:
    """An ``Embedder`` over an int8 graph. Safe to call from several threads.

    A text is one thread's, since threads that share one wait for each other; as many passages are embedded at once as
    there are threads. Each is alone: activations are quantised over a whole batch, so that a vector would depend on
    the texts beside it (cosine .998), and in threads of their own batches are hardly faster.
    """

    dimensions = DIMENSIONS

    def __init__(self, graph: bytes | str, tokens: TokenIds, *, model_id: str, threads: int | None) -> None:
        self.model_id = model_id
        self._tokens = tokens
        self._threads = threads or os.cpu_count() or 1
        self._session = _session(graph)

    @classmethod
    def load(cls, folder: Path, *, model_id: str, threads: int | None) -> Self:
        """Load the files of a model's folder. Raises ``DamagedModel`` where the libraries cannot read them."""
        try:
            tokens = token_ids(folder / TOKENIZER_FILE, model_id)
            return cls(str(folder / GRAPH_FILE), tokens, model_id=model_id, threads=threads)
        except Exception as error:  # both libraries raise bare Exception
            raise DamagedModel(f"{folder} cannot be loaded ({error}).") from error

    def embed_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors of passages, in the order of the texts."""
        ids = [self._ids(PASSAGE_PREFIX, text) for text in texts]
        return in_batches(
            [len(text) for text in ids],
            lambda group: _run(self._session, [ids[row] for row in group]),
            progress,
            dimensions=self.dimensions,
            tokens=1,
            at_once=self._threads,
        )

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a query."""
        vector: NDArray[np.float32] = _run(self._session, [self._ids(QUERY_PREFIX, text)])[0]
        return vector

    def count_tokens(self, text: str) -> int:
        """Tokens of a passage before it is cut, with prefix and end marks."""
        return len(self._tokens(PASSAGE_PREFIX + cleaned(text)))

    def _ids(self, prefix: str, text: str) -> list[int]:
        ids = self._tokens(prefix + cleaned(text))
        return ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], ids[-1]]


def _run(session: "onnxruntime.InferenceSession", ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    tokens, mask = padded(ids, _PADDING_ID)
    vectors: NDArray[np.float32] = session.run(None, {"input_ids": tokens, "attention_mask": mask})[0]
    return vectors


def _session(graph: bytes | str) -> "onnxruntime.InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
