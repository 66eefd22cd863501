"""The whole real collection beside the project, read and judged once for the tests that measure on it."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from gaps.checklist import Checklist, load_checklist
from gaps.records import Cell
from index.build import build_index
from law.corpus import Corpus
from law.instrument import Instrument
from tests.relevance.foreign_texts import hold_foreign
from tests.relevance.held_samples import titles
from tests.relevance.judged import hold_collection, judged_foreign, judged_places


@pytest.fixture(scope="session")
def checklist() -> Checklist:
    return load_checklist()


@pytest.fixture(scope="session")
def indexed_collection(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that nothing has open any more, so that it can be copied."""
    home = tmp_path_factory.mktemp("collection")
    with Corpus.open(home) as corpus:
        hold_collection(corpus, shared_dir)
        build_index(corpus, home)
    return home


@pytest.fixture(scope="session")
def collection_and_foreign(
    shared_dir: Path, indexed_collection: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The same with the recordings of other places beside it: the index grows by them."""
    home = tmp_path_factory.mktemp("asked") / "home"
    shutil.copytree(indexed_collection, home)
    with Corpus.open(home) as corpus:
        hold_foreign(corpus, shared_dir / "sources")
        build_index(corpus, home)
    return home


@pytest.fixture(scope="session")
def collection(indexed_collection: Path) -> Iterator[Corpus]:
    with Corpus.open(indexed_collection) as corpus:
        yield corpus


@pytest.fixture(scope="session")
def by_title(collection: Corpus) -> dict[str, list[Instrument]]:
    return titles(collection)


@pytest.fixture(scope="session")
def cells(collection: Corpus, checklist: Checklist) -> Mapping[tuple[str, str], Cell]:
    return judged_places(collection, checklist)


@pytest.fixture(scope="session")
def foreign_cells(
    shared_dir: Path, checklist: Checklist, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[tuple[str, str], Cell]:
    with Corpus.open(tmp_path_factory.mktemp("foreign")) as corpus:
        return judged_foreign(corpus, shared_dir, checklist)
