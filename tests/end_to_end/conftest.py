"""A data directory that the command line itself filled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.cli import run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory with the sample imported and indexed through the command line itself."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEXGAP_HOME", str(folder))
        patch.setenv("LEXGAP_EMBEDDER", "none")
        assert run(["import", "sample", "--json"]) in (0, 3)
        assert run(["index", "--json"]) == 0
        yield folder
