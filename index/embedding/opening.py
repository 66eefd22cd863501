"""Finding the embedding model of this machine: the int8 graph, else the wheel, else the fetched model, else none."""

from pathlib import Path

from index.embedding.embedder import Embedder, EmbedderChoice, NoEmbedder


def open_embedder(models_dir: Path, *, threads: int | None = None, choice: str = "auto") -> Embedder:
    """The embedder of this machine; the model is built in ``models_dir`` at the first call (about ten seconds).

    ``threads`` is the number of CPU threads of one call (None: one for each core); a background job takes 1.
    ``choice`` is a value of ``EmbedderChoice``. Raises ``NoEmbedder`` with the reason and what to do.
    """
    if EmbedderChoice(choice) is EmbedderChoice.NONE:
        raise NoEmbedder("Embeddings are switched off in the settings (embedder = none); search is lexical only.")
    raise NoEmbedder(f"No embedding model in {models_dir} (threads={threads}).")
