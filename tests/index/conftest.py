"""The small corpus, indexed once for all tests that only search it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
