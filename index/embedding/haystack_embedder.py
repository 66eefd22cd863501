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
from typing import Any, Final, Protocol

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.embedding.batching import cleaned, shortened
from index.embedding.embedder import NoEmbedder

_BATCH: Final = 32
_CHARACTERS_A_TOKEN: Final = 1.5


class _Component(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    init_parameters: dict[str, Any] = Field(default_factory=dict)


class EmbedderFile(BaseModel):
    """What the file says. ``model`` names the vectors; other settings of the same model are other vectors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str = Field(pattern=r"^[A-Za-z0-9._-]{1,60}$")
    query: _Component
    passages: _Component


class _Runs(Protocol):
    """A Haystack component."""

    def run(self, **asked: object) -> dict[str, Any]: ...


class HaystackEmbedder:
    """An ``Embedder`` over two Haystack components, one for queries and one for passages."""

    def __init__(self, *, query: _Runs, passages: _Runs, model_id: str) -> None:
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
    try:
        text = path.read_text(encoding="utf-8")
        said = EmbedderFile.model_validate(yaml.safe_load(text))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise NoEmbedder(f"{path.name} does not describe an embedder ({error}); see docs/settings.md.") from error
    digest = hashlib.sha256(said.model_dump_json().encode()).hexdigest()[:12]
    query, passages = _component(said.query, "query"), _component(said.passages, "passages")
    return HaystackEmbedder(query=query, passages=passages, model_id=f"{said.model}/haystack/{digest}")


def _component(said: _Component, name: str) -> _Runs:
    from index.haystack_quiet import component_from_dict, import_class_by_name

    try:
        made: _Runs = component_from_dict(import_class_by_name(said.type), said.model_dump(), name)
        if hasattr(made, "warm_up"):
            made.warm_up()
    except Exception as error:  # the libraries beneath raise whatever they meet
        raise NoEmbedder(f"The {name} embedder {said.type} cannot be made ({error}): install or correct it.") from error
    return made


def _run(made: _Runs, **asked: object) -> dict[str, Any]:
    try:
        answer = made.run(**asked)
    except Exception as error:  # the libraries beneath raise whatever they meet
        raise NoEmbedder(f"The embedding service failed ({type(error).__name__}: {error}).") from error
    return answer
