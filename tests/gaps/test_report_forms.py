"""HTML, Word, Excel, CSV and JSON hold the same rows, in three languages, and nothing that a spreadsheet would run."""

import csv
import json
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from bs4 import BeautifulSoup
from docx import Document

from gaps.changes import changes_between
from gaps.checklist import load_checklist
from gaps.csv_report import render_csv
from gaps.export import write_report
from gaps.priorities import priorities
from gaps.records import Cell, Completeness, Evidence, Harvest, NearMiss, Result, Review, Searched
from gaps.report import cell_record, read_cell
from gaps.report_data import GapReport, gap_report
from gaps.report_form import Form
from gaps.report_words import LANGUAGES
from gaps.review_records import PlanLine

CHECKLIST = load_checklist()
ON = date(2026, 1, 2)
QUOTE = Evidence(
    instrument="/akn/xs/act/甲",
    title='=HYPERLINK("http://example.org")',
    jurisdiction="xs",
    version="2020-01-01",
    language="zh-Hans",
    provision_id="art_2",
    label="第二条",
    quote="应当&<答复>\n二十日\x0b",
    start=3,
    end=7,
    sha256="0" * 64,
    text_state="as_enacted",
    status="in_force",
    status_basis="in force from 2020-01-01; no later end found in what we hold",
    source="invented",
    source_url="https://example.org/a?b=1&c=2",
)


def cell(requirement: str, place: str, result: Result, **facts: Any) -> Cell:
    plain: dict[str, Any] = {
        "reasons": ("only encourages", "read & not found"),
        "evidence": (),
        "near_misses": (),
        "searched": Searched(instruments=3, provisions=40, queries=("答复",), truncated=1, unread=2),
        "corpus_revision": 7,
    }
    return Cell(requirement=requirement, jurisdiction=place, on=ON, result=result, **{**plain, **facts})


CELLS = (
    cell("DIS-08", "cn", Result.COVERED, evidence=(QUOTE, replace(QUOTE, label="第三条"))),
    cell("DIS-08", "cn-sh", Result.INHERITED),
    cell(
        "PIP-01",
        "cn",
        Result.NOT_FOUND,
        near_misses=(NearMiss(evidence=QUOTE, why_not="it only encourages or promises"),),
    ),
    cell("PIP-01", "cn-sh", Result.CANNOT_SAY, harvest=Harvest(state=Completeness.COMPLETE, basis="-1+1")),
    cell("DIS-01", "cn", Result.PARTIAL, evidence=(QUOTE,), review=Review(state="stale", by="李", suggested="covered")),
    cell("DIS-01", "cn-sh", Result.NOT_APPLICABLE),
)
EARLIER = (replace(CELLS[0], result=Result.PARTIAL, evidence=()), *CELLS[1:])


def report(language: str = "en") -> GapReport:
    plan = {("PIP-01", "cn"): PlanLine(owner="法制办", due=date(2026, 6, 1), note="+1")}
    return gap_report(CELLS, CHECKLIST, on=ON, language=language, previous=EARLIER, plan=plan)


def shown(text: str) -> str:
    return text.replace("\x0b", "\ufffd")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_excel_workbook_has_every_row_of_every_table(language: str) -> None:
    made = report(language)
    book = openpyxl.load_workbook(BytesIO(write_report(made, Form.XLSX)))
    assert len(book.worksheets) == len(made.tables) + 1
    for sheet, table in zip(book.worksheets[1:], made.tables, strict=True):
        rows = [tuple("" if v is None else str(v) for v in row) for row in sheet.iter_rows(values_only=True)]
        assert rows == [table.heads, *(tuple(map(shown, row)) for row in table.rows)]
        assert made.stamp[:100].replace("&", "&&") in sheet.oddFooter.left.text


def in_excel(made: GapReport) -> dict[str, Any]:
    """The sheets by the key of their table."""
    book = openpyxl.load_workbook(BytesIO(write_report(made, Form.XLSX)))
    return {table.key: sheet for table, sheet in zip(made.tables, book.worksheets[1:], strict=True)}


def test_the_excel_map_leads_to_the_reasons_and_its_names_stay_in_sight() -> None:
    sheets = in_excel(report())
    heat, results = sheets["map"], sheets["results"]
    assert heat.freeze_panes == "C2"
    name, _, target = (heat["C2"].hyperlink.target or "").rpartition("!")
    assert name == f"#'{results.title}'"
    row = [cell.value for cell in results[int(target.removeprefix("A"))]]
    assert (row[0], row[4]) == (heat["A2"].value, heat["C1"].value)


def test_the_printed_annex_leaves_out_what_is_only_to_be_copied() -> None:
    made = report()
    table, sheet = made.table("evidence"), in_excel(made)["evidence"]
    printed = [cell.value for cell in sheet[sheet.print_area.rpartition("!")[2]][0]]
    assert "quote" in table.columns[: len(printed)]
    assert printed == list(table.heads[: len(printed)])
    assert table.heads[table.column("sha256")] not in printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_document_has_every_row_of_every_table(language: str) -> None:
    made = report(language)
    document = Document(BytesIO(write_report(made, Form.DOCX)))
    with_rows = [table for table in made.tables if table.rows]
    assert len(document.tables) == len(with_rows)
    for found, table in zip(document.tables, with_rows, strict=True):
        rows = [[cell.text for cell in row.cells] for row in found.rows]
        assert len(rows) == len(table.rows) + 1
        for cells, row in zip(rows[1:], table.rows, strict=True):
            assert cells[:6] == [shown(value) for value in row[:6]]
            assert all(shown(value) in "\n".join(cells) for value in row)
    footer = document.sections[0].footer
    assert made.stamp in footer.paragraphs[0].text
    assert "PAGE" in footer.paragraphs[0]._p.xml
    assert document.sections[0].header.paragraphs[0].text == made.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_the_same_rows(language: str) -> None:
    made = report(language)
    page = BeautifulSoup(write_report(made, Form.HTML), "html.parser")
    for key in ("warnings", "changes", "priorities", "plan", "results"):
        body = page.select(f"section[aria-labelledby=table-{key}] tbody tr")
        assert [tuple(td.text for td in tr.select("td")) for tr in body] == list(made.table(key).rows), key
    quotes = page.select("article > figure")
    rows = made.table("evidence").rows
    found = [(f.blockquote.text, f.b.text) for f in quotes if f.blockquote and f.b]
    assert sorted(found) == sorted((row[4], row[3]) for row in rows)
    near = page.select("details.near figure")
    assert len(near) == len(made.table("near_misses").rows) == 1
    tiles = [tile["title"].rpartition(": ")[2] for tile in page.select("a.tile")]
    marks = [value.partition(" ")[2] for row in made.table("map").rows for value in row[2:]]
    assert sorted(tiles) == sorted(marks)
    assert made.stamp in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_and_json_have_the_same_rows(language: str) -> None:
    made = report(language)
    record = json.loads(write_report(made, Form.REPORT))
    archive = ZipFile(BytesIO(write_report(made, Form.TABLES)))
    assert archive.namelist() == [f"{table.key}.csv" for table in made.tables]
    for table in made.tables:
        assert [tuple(row.values()) for row in record["tables"][table.key]] == list(table.rows)
        text = archive.read(f"{table.key}.csv").decode("utf-8-sig")
        rows = list(csv.reader(StringIO(text, newline="")))
        guarded = [[f"'{v}" if v.startswith(("=", "+", "-", "@")) else v for v in row] for row in table.rows]
        assert rows == [list(table.columns), *guarded]
    lines = write_report(made, Form.JSON).decode().splitlines()
    assert [read_cell(json.loads(line)) for line in lines] == list(CELLS)
    quotes = csv.DictReader(StringIO(render_csv(CELLS, CHECKLIST, language), newline=""))
    roles = [(row["requirement"], row["jurisdiction"], row["role"]) for row in quotes]
    assert len([role for role in roles if role[2] == "evidence"]) == len(made.table("evidence").rows)
    assert len([role for role in roles if role[2] == "near_miss"]) == len(made.table("near_misses").rows)
    assert {role[:2] for role in roles} == {(c.requirement, c.jurisdiction) for c in CELLS}


@pytest.mark.parametrize("form", list(Form))
def test_the_same_report_is_the_same_bytes(form: Form) -> None:
    assert write_report(report(), form) == write_report(report(), form)


def test_nothing_in_the_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(write_report(report(), Form.XLSX)))
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n", "inlineStr"}
    [harm] = [c for row in book.worksheets[-2].iter_rows() for c in row if str(c.value).startswith("=")][:1]
    assert (harm.data_type, harm.quotePrefix) in (("s", True), ("inlineStr", True))


def test_cannot_say_is_hatched_and_has_a_shape() -> None:
    made = report()
    book = openpyxl.load_workbook(BytesIO(write_report(made, Form.XLSX)))
    hatched = [c for sheet in book for row in sheet.iter_rows() for c in row if c.fill.fill_type == "lightUp"]
    assert {str(c.value) for c in hatched} == {"? cannot say"}
    xml = Document(BytesIO(write_report(made, Form.DOCX))).element.xml
    assert xml.count('w:val="thinDiagStripe"') == len(hatched) > 0


def test_where_a_service_is_known_every_quote_is_a_link_to_its_provision_in_every_form() -> None:
    made = gap_report(CELLS, CHECKLIST, on=ON, site="https://law.example")
    link = "https://law.example/akn/xs/act/甲@2020-01-01/~art_2?language=zh-Hans"
    target = link.replace("甲", "%E7%94%B2")
    assert {row[-1] for row in made.table("evidence").rows} == {link}
    sheet = in_excel(made)["evidence"]
    assert {row[-1].value for row in sheet.iter_rows(min_row=2)} == {link}
    assert {row[-1].hyperlink.target for row in sheet.iter_rows(min_row=2)} == {target}
    assert Document(BytesIO(write_report(made, Form.DOCX))).element.xml.count(f'HYPERLINK "{target}"') == 4
    page = BeautifulSoup(write_report(made, Form.HTML), "html.parser")
    assert [a["href"] for a in page.select("figcaption a")] == [link] * 4
    rows = csv.DictReader(StringIO(write_report(made, Form.CSV).decode("utf-8-sig"), newline=""))
    assert {row["address"] for row in rows if row["role"]} == {link}
    assert report().table("evidence").rows[0][-1] == "/akn/xs/act/甲@2020-01-01/~art_2"


def test_national_inherited_and_local_law_have_columns_of_their_own() -> None:
    table = report().table("results")
    at = [table.column(name) for name in ("requirement", "national", "inherited", "local")]
    rows = [tuple(row[i] for i in at) for row in table.rows]
    assert rows[0] == ("DIS-08", "● covered", "", "")
    assert rows[1] == ("DIS-08", "● covered", "↑ inherited from national law", "")
    assert rows[3] == ("PIP-01", "○ not found in what we hold", "", "? cannot say")
    alone = gap_report(CELLS[1:2], CHECKLIST, on=ON).table("results")
    assert alone.rows[0][at[1]] == "not in this report"


def test_open_cells_come_first_by_tier_demands_level_and_result() -> None:
    found = priorities(CELLS, CHECKLIST)
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    assert {p.cell.result for p in found} == {Result.NOT_FOUND, Result.PARTIAL, Result.CANNOT_SAY}
    for one in found:
        assert one.score == one.tier * (1 + one.demands) * one.level * one.result


def test_the_plan_has_an_owner_and_a_day_once_they_are_entered() -> None:
    table = report().table("plan")
    rows = {(row[1], row[5], row[6], row[7]) for row in table.rows}
    assert ("PIP-01", "法制办", "2026-06-01", "+1") in rows
    assert [row for row in rows if row[0] == "DIS-01"] == [("DIS-01", "", "", "")]


def test_the_comparison_says_what_changed_and_why() -> None:
    [row] = report().table("changes").rows
    assert row[3:5] == ("◐ partial", "● covered")
    assert "now quoted" in row[5]
    assert changes_between(CELLS, CELLS) == ()


def test_a_report_of_fewer_places_takes_nothing_back_of_the_others() -> None:
    gone = replace(CELLS[0], requirement="OLD-01")
    made = gap_report(CELLS[:1], CHECKLIST, on=ON, previous=(*CELLS, gone))
    assert [(row[0], row[5]) for row in made.table("changes").rows] == [("OLD-01", "no longer judged")]


def test_rows_of_the_workbook_are_as_tall_as_their_text() -> None:
    book = openpyxl.load_workbook(BytesIO(write_report(report("zh-Hans"), Form.XLSX)))
    sheet = book.worksheets[-2]
    assert sheet.row_dimensions[2].height == 2 * 15
    assert "\n" in QUOTE.quote
    assert all(sheet.row_dimensions[row].height for sheet in book for row in range(1, sheet.max_row + 1))


def test_a_text_that_changed_under_a_quote_is_a_change() -> None:
    changed = replace(CELLS[4], evidence=(replace(QUOTE, sha256="1" * 64),))
    [change] = changes_between([CELLS[4]], [changed])
    assert not change.result_changed
    assert change.why[0].startswith("its text changed: ")


def test_a_text_that_changed_under_a_near_miss_is_a_change_too() -> None:
    before, after = (
        replace(
            CELLS[0], near_misses=(NearMiss(evidence=replace(QUOTE, sha256=digit * 64), why_not="nothing on: time"),)
        )
        for digit in "12"
    )
    [change] = changes_between([before], [after])
    assert change.why[0].startswith("the text of a near-miss changed: ")
    assert changes_between([before], [replace(before, near_misses=())]) == ()


def test_a_cell_of_an_older_report_without_new_fields_is_read() -> None:
    record = cell_record(CELLS[0])
    del record["review"]["changed"]
    assert read_cell(record) == CELLS[0]
