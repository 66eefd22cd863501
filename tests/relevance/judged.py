"""The collections that figures are measured on, and their cells."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from crawlers.lawrefbook import import_lawrefbook
from gaps.assess import assess
from gaps.checklist import Checklist
from gaps.records import Cell
from law.corpus import Corpus
from tests.relevance.foreign_texts import ON, hold_foreign

SNAPSHOT = date(2025, 4, 19)
PLACES = ("cn", "cn-bj", "cn-sh", "cn-ha", "cn-cq", "cn-zj", "cn-sd", "cn-gd+cn-gd-shenzhen")
FOREIGN = ("tw", "eu", "gb", "ca", "us")
Cells = Mapping[tuple[str, str], Cell]


def hold_collection(corpus: Corpus, shared: Path) -> None:
    """Read the whole collection of Chinese law beside the project."""
    folder = shared / "corpora" / "LawRefBook-Laws"
    import_lawrefbook(corpus, folder, at=datetime(2026, 1, 2, tzinfo=UTC), as_of=SNAPSHOT)


def judged_places(corpus: Corpus, checklist: Checklist) -> Cells:
    """The cells of the places that were read, by requirement and place."""
    return _cells(corpus, checklist, PLACES, SNAPSHOT)


def judged_foreign(corpus: Corpus, shared: Path, checklist: Checklist) -> Cells:
    """Read the recordings of other places, and their cells."""
    hold_foreign(corpus, shared / "sources")
    return _cells(corpus, checklist, FOREIGN, ON)


def _cells(corpus: Corpus, checklist: Checklist, places: tuple[str, ...], on: date) -> Cells:
    judged = (cell for place in places for cell in assess(corpus, checklist, jurisdiction=place, on=on))
    return {(cell.requirement, cell.jurisdiction): cell for cell in judged}
