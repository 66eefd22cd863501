"""How often results are right stands in every report, with n and interval, and says of which checklist it speaks."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from docx import Document
from pydantic import ValidationError

from gaps.accuracy import Figures, Share, accuracy_notice, accuracy_of, measured, share_words
from gaps.assess import METHOD
from gaps.checklist import load_checklist
from gaps.export import write_report
from gaps.records import Cell, Result, Searched
from gaps.report_data import GapReport, gap_report
from gaps.report_form import Form
from gaps.report_words import LANGUAGES
from tests.gaps.held import ON

CHECKLIST = load_checklist()
CELL = Cell(
    requirement="DIS-08",
    jurisdiction="cn-sh",
    on=ON,
    result=Result.COVERED,
    reasons=(),
    evidence=(),
    near_misses=(),
    searched=Searched(instruments=3, provisions=40, queries=("答复",)),
    corpus_revision=7,
    checklist_fingerprint=CHECKLIST.fingerprint,
)
READERS: list[tuple[Form, Callable[[bytes], str]]] = [
    (Form.HTML, lambda content: content.decode()),
    (Form.REPORT, lambda content: json.dumps(json.loads(content), ensure_ascii=False)),
    (Form.DOCX, lambda content: "\n".join(t.text or "" for t in Document(BytesIO(content)).element.iter() if t.text)),
    (Form.XLSX, lambda content: "\n".join(values(openpyxl.load_workbook(BytesIO(content))))),
]


def values(book: Any) -> list[str]:
    return [str(v) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for v in row if v]


def report(language: str = "en") -> GapReport:
    return gap_report((CELL,), CHECKLIST, on=ON, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("form", "read"), READERS, ids=[form.value for form, _ in READERS])
def test_every_figure_is_in_every_form_with_its_number_and_interval(
    form: Form, read: Callable[[bytes], str], language: str
) -> None:
    made = report(language)
    shown = read(write_report(made, form))
    rows = made.table("accuracy").rows
    assert len(rows) == sum(len(group.figures) + 1 for group in measured().groups) > 10
    for row in rows:
        for value in (row[0], row[3]):
            assert value in shown.replace("&#39;", "'"), (form, value)
    assert made.notices[2] in shown


def test_a_row_of_the_table_for_spreadsheets_says_how_sure_and_of_which_corpus_and_checklist() -> None:
    [row] = csv.DictReader(StringIO(write_report(report(), Form.CSV).decode("utf-8-sig")))
    assert row["accuracy"].startswith(accuracy_of(Result.COVERED, "cn-sh", measured()))
    assert "(" in row["accuracy"]
    pins = (row["corpus_revision"], row["checklist_version"], row["checklist_fingerprint"])
    assert pins == ("7", CHECKLIST.version, CHECKLIST.fingerprint)


def test_a_share_comes_with_its_interval_and_what_it_was_counted_from() -> None:
    assert share_words(Share(right=32, number=33), "en") == "0.97 (0.85 to 0.99; 32 of 33)"
    assert share_words(Share(right=0, number=0), "zh-Hans") == "无"
    assert Share(right=0, number=0).interval == (0.0, 1.0)
    with pytest.raises(ValidationError, match="no share"):
        Share(right=3, number=2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_another_checklist_or_method_are_called_that(language: str) -> None:
    figures = measured().model_copy(update={"checklist_fingerprint": CHECKLIST.fingerprint, "method": METHOD})
    same = accuracy_notice(figures, CHECKLIST, METHOD, language)
    edited = accuracy_notice(figures, replace(CHECKLIST, fingerprint="f" * 64), METHOD, language)
    other = accuracy_notice(figures, CHECKLIST, "elements/99", language)
    assert len({same, edited, other}) == 3
    assert "ffffffffffff" in edited
    assert "elements/99" in other


def test_each_place_is_told_the_reading_of_its_own_law() -> None:
    figures = measured()
    foreign = figures.for_place("tw")
    chinese = figures.for_place("cn-gd+cn-gd-shenzhen")
    assert foreign is not None
    assert chinese is not None
    assert foreign.key == "foreign"
    assert chinese.key in ("blind", "eight_places")


def test_a_figure_that_nobody_counted_is_refused() -> None:
    record = json.loads(measured().model_dump_json())
    record["groups"][0]["figures"][0]["said"]["right"] = 10_000
    with pytest.raises(ValidationError):
        Figures.model_validate(record)
