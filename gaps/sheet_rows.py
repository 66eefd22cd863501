"""Rows of a spreadsheet as tall as their text."""

from math import ceil
from typing import Final
from unicodedata import east_asian_width

from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # the library ships no types
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

LINE: Final = 15.0
"""The height of a line in points; 409 is the most that a row may have (Excel specifications and limits)."""
TALLEST: Final = 409.0


def fit_rows(sheet: Worksheet) -> None:
    """Each row as tall as its wrapped text: not every program works that out when it opens the file."""
    widths = {at: sheet.column_dimensions[get_column_letter(at)].width for at in range(1, sheet.max_column + 1)}
    for row in sheet.iter_rows():
        wrapped = (cell for cell in row if isinstance(cell.value, str) and cell.alignment.wrap_text)
        lines = max((_lines(cell.value, widths[cell.column] - 2) for cell in wrapped), default=1)
        sheet.row_dimensions[row[0].row].height = min(TALLEST, LINE * lines)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes; a Chinese character is as wide as two Latin ones."""
    taken = (len(line) + sum(east_asian_width(each) in "WF" for each in line) for line in text.split("\n"))
    return sum(max(1, ceil(units / width)) for units in taken)
