"""The disclosure table, and norms that may contradict each other, on a corpus of an invented place."""

import csv
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gaps.disclosure_table import COLUMNS, Row, disclosure_table
from gaps.norm_records import HeldNorm
from gaps.norm_survey import conflicts_in, survey_norms
from gaps.table_files import cells, table_csv, table_html, table_xlsx
from law.corpus import Corpus
from law.instrument import Instrument
from tests.search_api.conftest import fill, law, text

ON = date(2026, 1, 2)
OPENNESS = text(
    date(2020, 1, 1),
    "行政机关应当通过政府网站主动公开下列信息：\n（一）规章；\n（二）财政预算。",
    "公民可以向行政机关申请获取政府信息。行政机关应当自收到政府信息公开申请之日起二十个工作日内答复。",
    "省卫生部门应当向社会公布餐饮单位检查结果。",
    in_force=date(2020, 2, 1),
)
SECRECY = text(
    date(2021, 1, 1),
    "检查人员不得泄露餐饮单位检查结果。",
    "行政机关应当自收到政府信息公开申请之日起十五个工作日内答复。",
    in_force=date(2021, 2, 1),
)


def norms(home: Path, *instruments: Instrument) -> Sequence[HeldNorm]:
    fill(home, *instruments)
    with Corpus.open(home) as corpus:
        return survey_norms(corpus, "xs", ON)


@pytest.fixture
def held(tmp_path: Path) -> Sequence[HeldNorm]:
    return norms(tmp_path, law("信息公开法", OPENNESS), law("检查保密法", SECRECY))


@pytest.fixture
def rows(held: Sequence[HeldNorm]) -> tuple[Row, ...]:
    return disclosure_table(held)


def test_a_list_is_one_row_an_item_with_its_basis_and_channel(rows: Sequence[Row]) -> None:
    listed = [row for row in rows if row.provision_id == "art_1" and row.mode == "must_publish"]
    assert [row.content for row in listed] == ["规章", "财政预算"]
    assert {row.body for row in listed} == {"行政机关"}
    assert {row.basis for row in listed} == {"《信息公开法》第一条"}
    assert all("政府网站" in row.channel for row in listed)
    assert {row.audience for row in listed} == {"public"}


def test_a_list_of_cases_is_no_list_of_what_is_published(tmp_path: Path) -> None:
    text_ = text(
        date(2020, 1, 1), "有下列情形之一的，市环保部门应当约谈，约谈情况向社会公开：\n（一）事故；\n（二）超标。"
    )
    (row,) = disclosure_table(norms(tmp_path, law("环境法", text_)))
    assert (row.content, row.body, row.body_from) == ("约谈情况", "市环保部门", "clause")


def test_a_row_says_where_the_body_stands_that_its_own_words_do_not_name(tmp_path: Path) -> None:
    words = "督导机构应当指派督学。督学的姓名应当向社会公布。"
    (row,) = disclosure_table(norms(tmp_path, law("教育法", text(date(2020, 1, 1), words))))
    assert (row.body, row.body_from) == ("督导机构", "paragraph")
    assert words[row.body_start : row.body_end] == "督导机构"
    assert row.matter_from == "clause"


def test_who_may_ask_is_the_audience_of_what_is_given_on_request(rows: Sequence[Row]) -> None:
    (row,) = [row for row in rows if row.mode == "on_request"]
    assert row.audience == "公民"
    assert row.limit == ""


def test_a_body_keeps_its_own_duties_and_those_of_all(held: Sequence[HeldNorm]) -> None:
    kept = disclosure_table(held, body="省卫生部门")
    assert {row.body for row in kept} == {"行政机关", "省卫生部门"}
    assert {row.body for row in disclosure_table(held, body="市交通局")} == {"行政机关"}


def test_publish_against_secret_and_unlike_limits_are_listed_with_both_quotes(held: Sequence[HeldNorm]) -> None:
    found = {conflict.kind: conflict for conflict in conflicts_in(held)}
    secret = found["publish_or_secret"]
    assert "公布餐饮单位检查结果" in secret.one.norm.quote.text
    assert "不得泄露餐饮单位检查结果" in secret.other.norm.quote.text
    limits = found["time_limits"]
    assert {n.norm.duration.amount for n in (limits.one, limits.other) if n.norm.duration} == {15, 20}


def test_a_duty_and_its_exception_in_one_instrument_are_no_conflict(tmp_path: Path) -> None:
    both = text(date(2020, 1, 1), "机关应当公布餐饮单位检查结果。", "机关不得泄露餐饮单位检查结果。", in_force=ON)
    assert conflicts_in(norms(tmp_path, law("检查法", both))) == ()


def test_every_form_has_the_same_rows(rows: Sequence[Row]) -> None:
    wanted = [cells(row, "zh-Hans") for row in rows]
    assert list(csv.reader(StringIO(table_csv(rows, "zh-Hans"))))[1:] == wanted
    sheet = load_workbook(BytesIO(table_xlsx(rows, "zh-Hans"))).active
    assert sheet is not None
    assert [["" if v is None else str(v) for v in line] for line in sheet.iter_rows(2, values_only=True)] == wanted
    assert table_html(rows, "zh-Hans", "t").count("<tr>") == len(rows) + 1


def test_formulas_and_markup_are_harmless(tmp_path: Path) -> None:
    bad = text(date(2020, 1, 1), '行政机关应当公布=HYPERLINK("x")<script>信息。', in_force=date(2020, 2, 1))
    rows = disclosure_table(norms(tmp_path, law("=公开法", bad)))
    assert rows
    assert "<script>" not in table_html(rows, "en", "t")
    assert not any(value.startswith("=") for line in csv.reader(StringIO(table_csv(rows, "en"))) for value in line)


def test_each_row_is_pinned(rows: Sequence[Row]) -> None:
    assert {"version", "start", "end", "sha256", "quote"} <= set(COLUMNS)
    assert all(row.end - row.start == len(row.quote) for row in rows)
