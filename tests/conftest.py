"""Fixtures that every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.elastic_server import running_elasticsearch
from tests.sharing_work import share_out

# A busy machine is no fault of the code under test: no property has a deadline of its own.
settings.register_profile("lexgap", deadline=None)
settings.load_profile("lexgap")


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
def elasticsearch_url(shared_dir: Path) -> Iterator[str]:
    """The address of a real Elasticsearch, started once for all tests that ask for it."""
    with running_elasticsearch(shared_dir) as url:
        yield url
