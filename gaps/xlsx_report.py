"""The gap report as an Excel workbook: a sheet a table, with filters, fixed heads, links, and the stamp on each page.

Every value is written as text or as a whole number, never as a formula: a quote that begins with ``=`` stays a quote.
"""

from io import BytesIO
from typing import Final

from openpyxl import Workbook  # type: ignore[import-untyped]  # the library ships no types
from openpyxl.cell import Cell  # type: ignore[import-untyped]  # as above
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]  # as above
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # as above
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from gaps.office_file import printable, settled
from gaps.provision_address import link_target
from gaps.report_data import GapReport
from gaps.report_marks import results_by_mark
from gaps.report_table import ReportTable
from gaps.report_words import words_in
from gaps.sheet_rows import LINE, fit_rows
from gaps.tones import TONES

_WIDE: Final = {"name": 44, "quote": 70, "reasons": 60, "why": 60, "why_not": 40, "title": 36, "status_basis": 36,
                "warning": 90, "action": 44, "harvest": 36, "how": 44, "note": 30, "reading": 44,
                "read_as": 36, "said": 36, "read": 36, "test": 44, "met_by": 60, "elements": 36, "element": 24,
                "rank": 7, "score": 7, "requirement": 14, "version": 12, "language": 9, "start": 9, "end": 9,
                "instrument": 30, "sha256": 20, "source_url": 40, "address": 40,
                "result": 34, "before": 34, "after": 34}  # fmt: skip
_USUAL: Final = 16
_MAP: Final = 34
"""A place of the map, whose cells are the results in words."""
_FIXED: Final = {"map": 2, "results": 2, "elements": 2, "changes": 3, "evidence": 2, "near_misses": 2, "priorities": 3,
                 "plan": 3}  # fmt: skip
"""The first columns, which stay in sight when one moves to the right: they say which cell a row is of."""
_PRINTED_TO: Final = "text_state"
"""The last column of a table with quotes that is printed: identifiers and hashes are to be copied, not read."""
_LINKS: Final = frozenset({"source_url", "address"})
_ONE_LINE: Final = _LINKS | {"instrument", "sha256"}
_NUMBERS: Final = frozenset({"requirements", "instruments", "provisions", "rank", "score", "start", "end",
                       "said_n", "read_n"})  # fmt: skip
_PLAIN: Final = Alignment(vertical="top", wrap_text=True)
_UNBROKEN: Final = Alignment(vertical="top")
_HEAD: Final = Font(bold=True)
_HEAD_FILL: Final = PatternFill("solid", fgColor="E6EAF0")
_LONGEST: Final = 32_767
"""Characters in one cell (Excel specifications and limits)."""
_SHEET_NAME: Final = 31


def render_xlsx(report: GapReport) -> bytes:
    """The workbook; the same report gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    _cover(book.create_sheet(words_in(report.language)["contents"][:_SHEET_NAME]), report)
    for table in report.tables:
        _fill(book.create_sheet(_sheet_name(table.title)), table, report)
    book.properties.title, book.properties.creator = printable(report.title), "Lexgap"
    out = BytesIO()
    book.save(out)
    return settled(out.getvalue(), report.on.isoformat())


def _cover(sheet: Worksheet, report: GapReport) -> None:
    lines = (report.title, report.stamp, *report.notices)
    for row, line in enumerate(lines, 1):
        _write(sheet.cell(row, 1), line)
    for row, table in enumerate(report.tables, len(lines) + 2):
        _write(sheet.cell(row, 1), f"{table.title} ({len(table.rows)})")
        sheet.cell(row, 1).hyperlink = f"#'{_sheet_name(table.title)}'!A1"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.column_dimensions["A"].width = 110
    fit_rows(sheet)
    sheet.row_dimensions[1].height = 2 * LINE
    _print_setup(sheet, report)


def _fill(sheet: Worksheet, table: ReportTable, report: GapReport) -> None:
    _heads(sheet, table)
    marks = results_by_mark(report.language)
    for at, row in enumerate(table.rows, 2):
        for column, (name, value) in enumerate(zip(table.columns, row, strict=True), 1):
            _value(sheet.cell(at, column), name, value)
            if value in marks:
                _colour(sheet.cell(at, column), marks[value])
    if table.key == "map":
        _link_to_results(sheet, table, report.table("results"))
    fit_rows(sheet)
    last = len(table.rows) + 1
    sheet.freeze_panes = f"{get_column_letter(_FIXED.get(table.key, 0) + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{last}"
    sheet.print_title_rows = "1:1"
    if _PRINTED_TO in table.columns:
        sheet.print_area = f"A1:{get_column_letter(table.column(_PRINTED_TO) + 1)}{last}"
    _print_setup(sheet, report)


def _link_to_results(sheet: Worksheet, table: ReportTable, results: ReportTable) -> None:
    """A cell of the map leads to the row that gives its reasons."""
    requirement, place = results.column("requirement"), results.column("place")
    rows = {(row[requirement], row[place]): at for at, row in enumerate(results.rows, 2)}
    for at, row in enumerate(table.rows, 2):
        for column, head in enumerate(table.heads, 1):
            if (row[0], head) in rows:
                target = f"#'{_sheet_name(results.title)}'!A{rows[row[0], head]}"
                sheet.cell(at, column).hyperlink = target


def _heads(sheet: Worksheet, table: ReportTable) -> None:
    for at, (name, head) in enumerate(zip(table.columns, table.heads, strict=True), 1):
        _write(sheet.cell(1, at), head)
        sheet.cell(1, at).font, sheet.cell(1, at).fill = _HEAD, _HEAD_FILL
        sheet.column_dimensions[get_column_letter(at)].width = _WIDE.get(name, _MAP if table.key == "map" else _USUAL)


def _value(cell: Cell, name: str, value: str) -> None:
    if value.isascii() and value.isdecimal() and (name in _NUMBERS or name in {r.value for r in TONES}):
        cell.value, cell.alignment = int(value), _UNBROKEN
        return
    _write(cell, value)
    if name in _ONE_LINE:
        cell.alignment = _UNBROKEN
    if name in _LINKS and value.startswith(("https://", "http://")):
        cell.hyperlink = link_target(value)


def _write(cell: Cell, value: str) -> None:
    """A text that is never run: the type is set, and editing the cell does not turn it into a formula either."""
    cell.value = printable(value)[:_LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    cell.alignment = _PLAIN


def _colour(cell: Cell, result: object) -> None:
    tone = next(tone for known, tone in TONES.items() if known is result)
    kind = "lightUp" if tone.hatched else "solid"
    front, back = ("B9A3D6", tone.fill) if tone.hatched else (tone.fill, tone.fill)
    cell.fill = PatternFill(kind, fgColor=front, bgColor=back)
    cell.font = Font(color=tone.ink, bold=True)


def _print_setup(sheet: Worksheet, report: GapReport) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.left.text = _for_margin(report.title)
    sheet.oddFooter.left.text = _for_margin(report.stamp)
    sheet.oddFooter.right.text = "&P / &N"


def _for_margin(text: str) -> str:
    """``&`` begins a code in headers and footers; they hold 255 characters in all (ECMA-376, 18.3.1.46)."""
    return printable(text)[:180].replace("&", "&&")


def _sheet_name(title: str) -> str:
    """Excel forbids these characters in the name of a sheet, and more than 31 of any."""
    return "".join(" " if mark in "[]:*?/\\'" else mark for mark in title)[:_SHEET_NAME].strip()
