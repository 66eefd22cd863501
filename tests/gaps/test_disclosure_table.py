"""The disclosure table, and norms that may contradict each other, on a corpus of an invented place."""

import csv
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gaps.disclosure_table import COLUMNS, Row, disclosure_table
from gaps.norm_conflicts import Conflict, conflicts_in
from gaps.norm_records import HeldNorm
from gaps.norm_survey import survey_norms
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


def test_what_the_paragraph_before_lists_is_the_content_of_a_duty_that_refers_to_it(tmp_path: Path) -> None:
    words = "公司登记事项包括：\n（一）名称；\n（二）住所。\n登记机关应当将前款规定的事项向社会公示。"
    rows = disclosure_table(norms(tmp_path, law("公司法", text(date(2020, 1, 1), words))))
    assert [(row.content, row.content_from, row.body) for row in rows] == [
        ("名称", "paragraph_before", "登记机关"),
        ("住所", "paragraph_before", "登记机关"),
    ]
    other = words.replace("前款规定的事项", "登记结果")
    (row,) = disclosure_table(norms(tmp_path / "other", law("公司法", text(date(2020, 1, 1), other))))
    assert (row.content, row.content_from) == ("登记结果", "matter")


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


def test_publish_against_secret_is_listed_with_both_quotes_and_which_is_the_later(held: Sequence[HeldNorm]) -> None:
    (secret,) = conflicts_in(held)
    assert secret.kind == "publish_or_secret"
    assert "公布餐饮单位检查结果" in secret.one.norm.quote.text
    assert "不得泄露餐饮单位检查结果" in secret.other.norm.quote.text
    assert (secret.higher, secret.later) == (None, "other")


REPORT = "经营者应当在销售后{}，将所销售的化学品的品种、数量以及流向信息报公安机关。"
KEEP = "销售记录的保存期限{}。"


def conflicts(home: Path, higher: str, lower: str, *, lower_kind: str = "administrative_regulation") -> list[Conflict]:
    first = law("化学品安全法", text(date(2025, 1, 1), higher, in_force=date(2025, 2, 1)))
    second = law("化学品安全条例", text(date(2013, 1, 1), lower, in_force=date(2013, 2, 1)), kind=lower_kind)
    return list(conflicts_in(norms(home, first, second)))


def test_unlike_limits_for_one_act_in_a_higher_and_a_lower_instrument_are_listed(tmp_path: Path) -> None:
    (found,) = conflicts(tmp_path, REPORT.format("三日内"), REPORT.format("5日内"))
    assert (found.kind, found.higher, found.later) == ("time_limits", "one", "one")
    assert [n.norm.words.text for n in (found.one, found.other)] == ["三日内", "5日内"]


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("不得少于三年", "不少于2年"),
        ("不少于六个月", "至少六十日"),
        ("至少三年", "不得少于24个月"),
        ("为三年", "为一年"),
    ],
)
def test_records_that_may_be_thrown_away_before_the_higher_law_allows_it_are_listed(
    tmp_path: Path, higher: str, lower: str
) -> None:
    (found,) = conflicts(tmp_path, KEEP.format(higher), KEEP.format(lower))
    assert (found.kind, found.matter, found.higher) == ("time_limits", "keep", "one")
    item = f"企业应当遵守下列规定：\n（一）登记；\n（二）{KEEP.format(higher)}"
    listed = conflicts(tmp_path / "listed", item, KEEP.format(lower))
    assert [one.kind for one in listed] == ["time_limits"]


def test_a_limit_is_held_against_the_one_that_says_most_nearly_the_same(tmp_path: Path) -> None:
    resold = "使用单位应当在转让后三日内，将所转让的化学品的品种、数量以及流向信息报公安机关。"
    (found,) = conflicts(tmp_path, f"{resold}\n{REPORT.format('三日内')}", REPORT.format("5日内"))
    assert "销售后三日内" in found.one.norm.quote.text


@pytest.mark.parametrize(
    ("higher", "lower", "kind"),
    [
        (REPORT.format("三日内"), REPORT.format("3日内"), "administrative_regulation"),
        (REPORT.format("三日内"), REPORT.format("5日内"), "law"),
        (REPORT.format("三日内"), REPORT.format("5日内，至迟在三日内"), "administrative_regulation"),
        (REPORT.format("三日内"), REPORT.format("两日内"), "administrative_regulation"),
        (REPORT.format("24个月内"), REPORT.format("二年内"), "administrative_regulation"),
        (REPORT.format("两个月内"), REPORT.format("60日内"), "administrative_regulation"),
        (KEEP.format("不得少于二年"), KEEP.format("不少于三年"), "administrative_regulation"),
        (REPORT.format("三日内"), "餐饮单位应当在停业后五日内向社会公告停业信息。", "administrative_regulation"),
        ("公司应当公告年度财务会计报告。", "任何人在公司公告前不得泄露年度财务会计报告。", "administrative_regulation"),
        ("主管部门应当公布监督检查情况。", "人员对监督检查中知悉的商业秘密应当保密。", "administrative_regulation"),
    ],
)
def test_norms_that_go_together_are_no_conflict(tmp_path: Path, higher: str, lower: str, kind: str) -> None:
    assert conflicts(tmp_path, higher, lower, lower_kind=kind) == []


def test_a_need_that_a_later_norm_does_not_ask_for_is_listed(tmp_path: Path) -> None:
    later = text(date(2019, 4, 3), "公民可以向行政机关申请获取政府信息。", in_force=date(2019, 5, 15))
    earlier = text(date(2011, 7, 29), "公民可以根据自身生产、生活、科研等特殊需要申请获取政府信息。", in_force=ON)
    (found,) = conflicts_in(norms(tmp_path, law("信息公开条例", later), law("信息公开案件规定", earlier)))
    assert (found.kind, found.matter, found.later) == ("need", "政府信息", "one")
    assert "特殊需要" in found.other.norm.quote.text


def test_a_need_asked_for_what_a_higher_law_says_is_published_is_listed(tmp_path: Path) -> None:
    higher = text(date(2024, 9, 13), "统计机构取得的统计资料应当及时公开，供公众查询。", in_force=date(2024, 9, 13))
    lower = text(
        date(2015, 11, 27),
        "无法获取的统计资料，个人可以根据自身生产、生活、科研等合理需要，依法向统计机构提出申请。",
        in_force=date(2016, 3, 1),
    )
    given = law("统计法", higher), law("统计条例", lower, kind="administrative_regulation")
    (found,) = conflicts_in(norms(tmp_path, *given))
    assert (found.kind, found.matter, found.higher) == ("need", "统计资料", "one")
    assert "提出申请" in found.other.norm.quote.text


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
