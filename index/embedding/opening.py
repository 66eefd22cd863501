"""Finding the embedding model of this machine: the int8 graph, else the wheel, else the fetched model, else none."""

import logging
from pathlib import Path

from index.embedding.embedder import Embedder, EmbedderChoice, NoEmbedder

_AUTO = (EmbedderChoice.GRAPH, EmbedderChoice.WHEEL, EmbedderChoice.FETCHED)
_log = logging.getLogger(__name__)


def open_embedder(
    models_dir: Path, *, threads: int | None = None, choice: str = "auto", file: Path | None = None
) -> Embedder:
    """The embedder of this machine; the model is built in ``models_dir`` at the first call (some seconds).

    ``threads`` is the number of CPU threads of one call (None: one for each core); a background job takes 1.
    ``choice`` is a value of ``EmbedderChoice`` (``ValueError`` for any other); ``file`` describes the embedder where it
    is ``haystack``. Raises ``NoEmbedder`` with the reason and what to do.
    """
    wanted = EmbedderChoice(choice)
    if wanted is EmbedderChoice.NONE:
        raise NoEmbedder("Embeddings are switched off in the settings (embedder: none); search is lexical only.")
    if wanted is EmbedderChoice.HAYSTACK:
        from index.embedding.haystack_embedder import open_haystack

        return open_haystack(file)
    reasons: list[str] = []
    for way in _AUTO if wanted is EmbedderChoice.AUTO else (wanted,):
        try:
            return _open(way, models_dir, threads)
        except NoEmbedder as reason:
            _log.warning("Embedding by %s is not possible: %s", way, reason)
            reasons.append(str(reason))
    raise NoEmbedder(" ".join([*dict.fromkeys(reasons), "Until then search is lexical only."]))


def _open(way: EmbedderChoice, models_dir: Path, threads: int | None) -> Embedder:
    """The libraries come with the way that needs them, so that a command without a model starts at once."""
    if way is EmbedderChoice.GRAPH:
        from index.embedding.building import open_graph

        return open_graph(models_dir, threads=threads)
    if way is EmbedderChoice.WHEEL:
        from index.embedding.wheel_embedder import WheelEmbedder

        return WheelEmbedder(threads=threads)
    from index.embedding.fetched_embedder import open_fetched

    return open_fetched(models_dir, threads=threads)
