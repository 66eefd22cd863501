"""The gap report as a table: every quote with what pins it, and nothing that a spreadsheet would run."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaps.checklist import load_checklist
from gaps.csv_report import COLUMNS, render_csv
from gaps.records import Cell, Evidence, Result, Searched
from tests.gaps.held import ON, REPLY, judged, law, version

CHECKLIST = load_checklist()
EMPTY = Cell(
    requirement="DIS-08",
    jurisdiction="xs",
    on=ON,
    result=Result.NOT_FOUND,
    reasons=("read", "and not found"),
    evidence=(),
    near_misses=(),
    searched=Searched(instruments=3, provisions=40, queries=("答复",)),
)
QUOTE = Evidence(
    instrument="/akn/xs/act/甲",
    title="甲条例",
    jurisdiction="xs",
    version="2020-01-01",
    language="zh-Hans",
    provision_id="art_2",
    label="第二条",
    quote="应当答复",
    start=3,
    end=7,
    sha256="0" * 64,
    text_state="as_enacted",
    status="in_force",
    status_basis="stated",
)


def rows(*cells: Cell, language: str = "en") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(render_csv(cells, CHECKLIST, language), newline="")))


def test_reasons_are_said_in_the_language_of_the_table_and_codes_stay(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law("政府信息公开条例", version("行政机关应当依法办事。", REPLY))])
    [english], [chinese] = rows(cell), rows(cell, language="zh-Hant")
    assert english["reason"] == "; ".join(cell.reasons)
    assert chinese["reason"] == "《政府信息公开条例》第二条 對全地區作出了規定"
    assert chinese["result"] == english["result"] == "covered"


def test_a_quote_has_a_row_with_what_pins_it(tmp_path: Path) -> None:
    cell = judged(tmp_path, "DIS-08", [law("政府信息公开条例", version("行政机关应当依法办事。", REPLY))])
    [row] = rows(cell)
    [evidence] = cell.evidence
    assert tuple(row) == COLUMNS
    assert (row["requirement"], row["result"], row["label"]) == ("DIS-08", "covered", "第二条")
    assert REPLY[int(row["start"]) : int(row["end"])] == row["quote"]
    assert (row["sha256"], row["version"], row["status"]) == (evidence.sha256, "2020-01-01", "in_force")
    assert (row["instruments"], row["provisions"], row["review"]) == ("1", "2", "suggested")


def test_a_cell_without_a_quote_still_says_what_was_read() -> None:
    [row] = rows(EMPTY)
    assert row["result"] == "not_found_in_what_we_hold"
    assert row["reason"] == "read; and not found"
    assert (row["title"], row["quote"], row["source_url"]) == ("", "", "")
    assert (row["on"], row["instruments"], row["provisions"], row["review"]) == ("2026-01-02", "3", "40", "suggested")


def test_two_quotes_are_two_rows_in_order() -> None:
    cell = replace(EMPTY, result=Result.COVERED, evidence=(QUOTE, replace(QUOTE, label="第三条")))
    assert [row["label"] for row in rows(cell)] == ["第二条", "第三条"]


def test_the_name_is_in_the_language_asked_for() -> None:
    names = CHECKLIST.requirement("DIS-08").names
    assert [rows(EMPTY, language=code)[0]["name"] for code in ("en", "zh-Hans", "zh-Hant")] == [
        names.en,
        names.zh_hans,
        names.zh_hant,
    ]
    with pytest.raises(KeyError):
        render_csv([EMPTY], CHECKLIST, "fr")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_run_is_made_plain_text(begin: str) -> None:
    harm = f'{begin}HYPERLINK("http://example.org")'
    [row] = rows(replace(EMPTY, evidence=(replace(QUOTE, title=harm, quote=harm, source_url=harm),)))
    assert {row["title"], row["quote"], row["source_url"]} == {f"'{harm}"}


@given(st.text(st.one_of(st.sampled_from("=+-@\t\r\n\",;' 答"), st.characters(exclude_categories=["Cs"])), max_size=40))
def test_any_words_come_back_as_they_were_and_none_as_a_formula(words: str) -> None:
    [row] = rows(replace(EMPTY, evidence=(replace(QUOTE, quote=words),)))
    assert row["quote"].removeprefix("'") == words.removeprefix("'")
    assert not row["quote"].startswith(("=", "+", "-", "@", "\t", "\r"))
