"""What docs/accuracy.md says is what the program does, in other places as well."""

from pathlib import Path

import pytest

from gaps.accuracy import measured, wilson
from gaps.checklist import Checklist
from tests.relevance.accuracy import accuracy_figures, accuracy_page
from tests.relevance.gap_readings import blind_readings, foreign_readings, second_reading
from tests.relevance.gap_scores import Scores
from tests.relevance.judged import Cells

DOCS = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"


def test_an_interval_lies_around_its_share_and_narrows_with_number() -> None:
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-3)
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-3)
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-3)
    assert wilson(500, 1000)[0] > wilson(5, 10)[0]


def test_a_cell_that_the_second_reader_read_otherwise_is_corrected() -> None:
    labels = {(reading.requirement, reading.jurisdiction): reading.label for reading in blind_readings()}
    otherwise = [row for row in second_reading() if row["first"] != row["second"]]
    assert otherwise
    for row in otherwise:
        assert labels[row["requirement"], row["jurisdiction"]] == row["second"], row


def test_every_gap_and_every_covered_cell_that_leaves_doubt_is_read_twice() -> None:
    twice = {(row["requirement"], row["jurisdiction"]) for row in second_reading()}
    asked = [r for r in blind_readings() if r.label == "gap" or (r.label == "covered" and r.confidence != "high")]
    assert len(asked) > 200
    assert [r for r in asked if (r.requirement, r.jurisdiction) not in twice] == []


@pytest.mark.shared
def test_law_in_english_and_in_traditional_characters_is_judged_as_we_read_it(foreign_cells: Cells) -> None:
    readings = foreign_readings()
    assert len(readings) >= 60
    scores = Scores(readings, foreign_cells)
    assert scores.precision("covered") >= 0.95, scores.pairs
    assert scores.precision("partial") >= 0.90, scores.pairs
    assert scores.precision("gap") >= 0.95, scores.pairs
    assert scores.macro_f1() >= 0.93, scores.pairs
    assert scores.first_quotes() >= 0.88


@pytest.mark.shared
def test_the_page_of_figures_is_in_step(
    shared_dir: Path, cells: Cells, foreign_cells: Cells, checklist: Checklist
) -> None:
    page = accuracy_page(shared_dir, cells, foreign_cells, checklist)
    assert DOCS.read_text(encoding="utf-8") == page, "python -m tests.relevance.accuracy > docs/accuracy.md"
    figures = accuracy_figures(shared_dir, cells, foreign_cells, checklist)
    assert measured() == figures, "python -m tests.relevance.accuracy writes corpora/accuracy/figures.json as well"
