"""Any Haystack embedder by a file: a served model (OpenAI-compatible), sentence-transformers, fastembed, one's own.

The file is YAML in Haystack's own form of a component (``type`` and ``init_parameters``), once for queries and once for
passages; keys of services are named there by environment variable, never written down:

    model: bge-m3
    query:
      type: haystack.components.embedders.openai_text_embedder.OpenAITextEmbedder
      init_parameters:
        api_key: {type: env_var, env_vars: [EMBEDDING_KEY], strict: false}
        api_base_url: http://127.0.0.1:8080/v1
        model: bge-m3
    passages:
      type: haystack.components.embedders.openai_document_embedder.OpenAIDocumentEmbedder
      init_parameters: …
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from index.embedding.batching import cleaned, shortened
from index.embedding.embedder import NoEmbedder
from index.haystack_described import MODEL_NAME, Described, Runs, made, read_described

_BATCH: Final = 32
_CHARACTERS_A_TOKEN: Final = 1.5


class EmbedderFile(BaseModel):
    """What the file says. ``model`` names the vectors; other settings of the same model are other vectors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str = Field(pattern=MODEL_NAME)
    query: Described
    passages: Described


class HaystackEmbedder:
    """An ``Embedder`` over two Haystack components, one for queries and one for passages."""

    def __init__(self, *, query: Runs, passages: Runs, model_id: str) -> None:
        self._query = query
        self._passages = passages
        self.model_id = model_id
        self.dimensions = len(self._ask("信息"))

    def embed_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors of passages, in the order of the texts. Raises ``NoEmbedder`` where the model fails."""
        from index.haystack_quiet import Document

        vectors: list[Sequence[float]] = []
        for start in range(0, len(texts), _BATCH):
            batch = [Document(content=self._fit(text)) for text in texts[start : start + _BATCH]]
            vectors += [document.embedding for document in _run(self._passages, documents=batch)["documents"]]
            if progress is not None:
                progress(len(vectors))
        return self._checked(vectors, len(texts))

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a query. Raises ``NoEmbedder`` where the model fails."""
        vector: NDArray[np.float32] = self._checked([self._ask(self._fit(text))], 1)[0]
        return vector

    def count_tokens(self, text: str) -> int:
        """Tokens of a passage, estimated from above: a served model's tokenizer is not here."""
        return int(len(text) / _CHARACTERS_A_TOKEN) + 2

    def _fit(self, text: str) -> str:
        return shortened(cleaned(text), self.count_tokens)

    def _ask(self, text: str) -> Sequence[float]:
        vector: Sequence[float] = _run(self._query, text=text)["embedding"]
        return vector

    def _checked(self, vectors: Sequence[Sequence[float]], count: int) -> NDArray[np.float32]:
        """Vectors of length 1. A model that answers other sizes, or fewer vectors, must not fill an index."""
        if len(vectors) != count or any(v is None or len(v) != self.dimensions for v in vectors):
            raise NoEmbedder(
                f"the embedder {self.model_id} answered vectors of another number or size: check its model"
            )
        array = np.asarray(vectors, np.float32).reshape(count, self.dimensions)
        lengths = np.linalg.norm(array, axis=1, keepdims=True)
        if not np.isfinite(array).all() or (lengths == 0).any():
            raise NoEmbedder(f"the embedder {self.model_id} answered a vector that is no direction: check its model")
        scaled: NDArray[np.float32] = array / lengths
        return scaled


def open_haystack(path: Path | None) -> HaystackEmbedder:
    """The embedder of a file. Raises ``NoEmbedder`` with what to correct; the model is asked once, for its size."""
    if path is None:
        raise NoEmbedder("No file names the Haystack embedder: set LEXGAP_EMBEDDER_FILE to it.")
    said = read_described(path, EmbedderFile, what="an embedder", fault=NoEmbedder)
    digest = hashlib.sha256(said.model_dump_json().encode()).hexdigest()[:12]
    query = made(said.query, what="query embedder", fault=NoEmbedder)
    passages = made(said.passages, what="passages embedder", fault=NoEmbedder)
    return HaystackEmbedder(query=query, passages=passages, model_id=f"{said.model}/haystack/{digest}")


def _run(component: Runs, **asked: object) -> dict[str, Any]:
    try:
        answer = component.run(**asked)
    except Exception as error:  # the libraries beneath raise whatever they meet
        raise NoEmbedder(f"The embedding service failed ({type(error).__name__}: {error}).") from error
    return answer
