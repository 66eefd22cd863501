"""The program's results beside three readings: the shared one, ours in ``gap_reading.csv``, and ``blind_readings``.

Our first reading was made with the program's quotes at hand and then kept still: it guards against falling back, while
the shared one and the blind ones were made without them.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from gaps.records import Cell
from law.corpus import Corpus
from tests.relevance.gap_readings import blind_readings, own_readings, shared_readings
from tests.relevance.gap_scores import Reading, Scores

pytestmark = pytest.mark.shared
Cells = Mapping[tuple[str, str], Cell]


@pytest.fixture(scope="module")
def shared(shared_dir: Path) -> list[Reading]:
    return shared_readings(shared_dir)


def test_results_agree_with_the_shared_reading(shared: list[Reading], cells: Cells) -> None:
    scores = Scores(shared, cells)
    assert scores.macro_f1() >= 0.93, scores.pairs
    assert scores.precision("covered") >= 0.93, scores.pairs
    assert scores.precision("gap") >= 0.90, scores.pairs
    assert scores.pairs["unknown_truncated_source", "unknown_truncated_source"] == 2


def test_high_confidence_cells_are_hardly_ever_covered_or_missing_by_mistake(
    shared: list[Reading], cells: Cells
) -> None:
    scores = Scores([reading for reading in shared if reading.confidence == "high"], cells)
    assert scores.precision("covered") >= 0.95, scores.pairs
    assert scores.precision("gap") >= 0.90, scores.pairs


def test_the_article_read_is_among_the_first_quotes(shared: list[Reading], cells: Cells) -> None:
    assert Scores(shared, cells).first_quotes() >= 0.90


def test_results_agree_with_our_reading(cells: Cells) -> None:
    readings = own_readings()
    assert len(readings) >= 60
    scores = Scores(readings, cells)
    assert scores.precision("covered") >= 0.85, scores.pairs
    assert scores.precision("gap") >= 0.85, scores.pairs
    assert scores.macro_f1() >= 0.75, scores.pairs
    assert scores.first_quotes() >= 0.85


def test_results_agree_with_what_was_read_before_they_were_known(cells: Cells) -> None:
    readings = blind_readings()
    assert len(readings) >= 850
    scores = Scores(readings, cells)
    assert scores.precision("covered") >= 0.95, scores.pairs
    assert scores.precision("partial") >= 0.95, scores.pairs
    assert scores.precision("gap") >= 0.94, scores.pairs
    assert scores.macro_f1() >= 0.95, scores.pairs
    assert scores.first_quotes() >= 0.90


def test_every_quote_stands_in_the_held_text(collection: Corpus, cells: Cells) -> None:
    checked = 0
    for (_, place), cell in cells.items():
        if place != "cn-sh":
            continue
        for evidence in (*cell.evidence, *(miss.evidence for miss in cell.near_misses)):
            instrument = collection.instrument(evidence.instrument)
            assert instrument is not None
            version = next(v for v in instrument.versions if v.key == evidence.version)
            provision = collection.provision(version, evidence.provision_id)
            assert provision is not None
            assert provision.text[evidence.start : evidence.end] == evidence.quote
            assert provision.sha256 == evidence.sha256
            checked += 1
    assert checked > 200


def test_every_result_that_is_no_evidence_shows_what_was_searched(cells: Cells) -> None:
    for cell in cells.values():
        assert cell.reasons
        assert cell.searched.queries
        if cell.result.value in ("covered", "partial"):
            assert cell.evidence
