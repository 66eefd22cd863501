"""The whole real collection beside the project, read and judged once for the tests that measure on it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from gaps.checklist import Checklist, load_checklist
from gaps.records import Cell
from law.corpus import Corpus
from law.instrument import Instrument
from tests.relevance.held_samples import titles
from tests.relevance.judged import hold_collection, judged_foreign, judged_places


@pytest.fixture(scope="session")
def checklist() -> Checklist:
    return load_checklist()


@pytest.fixture(scope="session")
def collection(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus.open(tmp_path_factory.mktemp("collection")) as corpus:
        hold_collection(corpus, shared_dir)
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
