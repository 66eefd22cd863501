"""Lists as files for spreadsheets: comma-separated values (RFC 4180) and Excel workbooks."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from typing import Final

from openpyxl import Workbook  # type: ignore[import-untyped]  # openpyxl brings no types
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # openpyxl brings no types
from openpyxl.styles import Font  # type: ignore[import-untyped]  # openpyxl brings no types

from gaps.formula_guard import guarded

Value = str | int | float | None
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL: Final = 32_767
_WIDTH: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under named columns. ``about`` are facts of the whole, such as what was asked: name and value."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    about: tuple[tuple[str, Value], ...] = ()


def csv_bytes(table: Table) -> bytes:
    """The rows with a byte order mark, without which Excel reads them in the machine's old code page.

    A text that a spreadsheet would run as a formula has an apostrophe in front, as OWASP advises for CSV injection.
    """
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([[guarded(value) if isinstance(value, str) else value for value in row] for row in table.rows])
    return out.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(table: Table, *, at: datetime) -> bytes:
    """A workbook of two sheets: the rows, and what they are. Every text is a text, also one that looks like a formula.

    ``at`` is the moment that the file says it was made. A text longer than a cell may hold ends with a remark.
    """
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = at.replace(tzinfo=None)
    book.properties.creator = "Lexgap"
    for name, columns, rows in _sheets(table):
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number in range(len(columns)):
            sheet.column_dimensions[chr(ord("A") + number)].width = _WIDTH
        sheet.append([_cell(sheet, column, bold=True) for column in columns])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheets(table: Table) -> list[tuple[str, Sequence[str], Sequence[Sequence[Value]]]]:
    return [(table.name, table.columns, table.rows), ("about", ("fact", "value"), table.about)]


def _cell(sheet: object, value: Value, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, _fitting(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        # openpyxl would take a text that begins with = for a formula.
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _fitting(text: str) -> str:
    clean = _NOT_IN_XML.sub("\ufffd", text)
    if len(clean) <= _LONGEST_CELL:
        return clean
    remark = f" … [cut: {len(clean):,} characters]"
    return clean[: _LONGEST_CELL - len(remark)] + remark
