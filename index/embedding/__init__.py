"""Embeddings: texts become vectors of meaning, offline by default.

``open_embedder`` gives the model of this machine, or raises ``NoEmbedder`` with the reason and the way out; the
search is then lexical only. Importing this package loads no model library.
"""

from index.embedding.embedder import Embedder, EmbedderChoice, NoEmbedder
from index.embedding.opening import open_embedder

__all__ = ["Embedder", "EmbedderChoice", "NoEmbedder", "open_embedder"]
