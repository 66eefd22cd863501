"""The whole real collection beside the project, read and judged once for the tests that measure on it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawlers.lawrefbook import import_lawrefbook
from gaps.assess import assess
from gaps.checklist import Checklist, load_checklist
from gaps.records import Cell
from law.corpus import Corpus
from law.instrument import Instrument
from tests.relevance.held_samples import titles

SNAPSHOT = date(2025, 4, 19)
PLACES = ("cn", "cn-bj", "cn-sh", "cn-ha", "cn-cq", "cn-zj", "cn-sd", "cn-gd+cn-gd-shenzhen")


@pytest.fixture(scope="session")
def checklist() -> Checklist:
    return load_checklist()


@pytest.fixture(scope="session")
def collection(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus.open(tmp_path_factory.mktemp("collection")) as corpus:
        folder = shared_dir / "corpora" / "LawRefBook-Laws"
        import_lawrefbook(corpus, folder, at=datetime(2026, 1, 2, tzinfo=UTC), as_of=SNAPSHOT)
        yield corpus


@pytest.fixture(scope="session")
def by_title(collection: Corpus) -> dict[str, list[Instrument]]:
    return titles(collection)


@pytest.fixture(scope="session")
def cells(collection: Corpus, checklist: Checklist) -> Mapping[tuple[str, str], Cell]:
    judged = (cell for place in PLACES for cell in assess(collection, checklist, jurisdiction=place, on=SNAPSHOT))
    return {(cell.requirement, cell.jurisdiction): cell for cell in judged}
