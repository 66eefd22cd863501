"""A disclosure table as a file: CSV, XLSX, HTML; each row as it is in the JSON form, formulas made harmless."""

import csv
from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final

from gaps.disclosure_table import COLUMNS, Row
from gaps.formula_guard import guarded
from gaps.norm_rules import norm_rules

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as below

_SHOWN: Final = ("matter", "content", "basis", "limit", "body", "mode", "channel", "audience", "level", "quote")
_ORDER: Final = (*_SHOWN, *(column for column in COLUMNS if column not in _SHOWN))
"""What a reader looks for stands first, then where each row stands and was read."""
_WIDTHS: Final = {"matter": 36, "content": 36, "basis": 30, "limit": 18, "body": 28, "channel": 30, "quote": 70}
_USUAL: Final = 14
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Matter", "Content", "Basis", "Time limit", "Body", "Mode", "Channel", "Audience", "Level", "Quote"),
    "zh-Hans": ("事项", "内容", "依据", "时限", "主体", "方式", "渠道", "对象", "层级", "原文"),
    "zh-Hant": ("事項", "內容", "依據", "時限", "主體", "方式", "管道", "對象", "層級", "原文"),
}
_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"public": "the public", "national": "national", "provincial": "provincial", "city": "city"},
    "zh-Hans": {"public": "全社会", "national": "国家级", "provincial": "省级", "city": "市级", "district": "县级"},
    "zh-Hant": {"public": "全社會", "national": "國家級", "provincial": "省級", "city": "市級", "district": "縣級"},
}


def heading(column: str, language: str) -> str:
    """The name of a column; those of the pin keep their own."""
    return dict(zip(_SHOWN, _NAMES[language], strict=True)).get(column, column)


def cells(row: Row, language: str) -> list[str]:
    """The values of a row in the order of the columns; the mode, audience and level in words of the language."""
    names = _VALUES[language]
    values = {name: "" if (value := getattr(row, name)) is None else str(value) for name in _ORDER}
    values["mode"] = norm_rules().name(row.mode).in_language(language)
    values |= {name: names.get(values[name], values[name]) for name in ("audience", "level")}
    return [values[name] for name in _ORDER]


def table_csv(rows: Sequence[Row], language: str) -> str:
    """Comma-separated values (RFC 4180); what a spreadsheet would run as a formula has an apostrophe in front."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([heading(column, language) for column in _ORDER])
    writer.writerows([[guarded(value) for value in cells(row, language)] for row in rows])
    return text.getvalue()


def table_xlsx(rows: Sequence[Row], language: str) -> bytes:
    """One sheet, every value as text, wrapped in columns wide enough to read."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # the library ships no types
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]  # as above
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # as above

    from gaps.sheet_rows import fit_rows

    book = Workbook()
    sheet = book.active
    sheet.title, sheet.freeze_panes = "lexgap", "A2"
    sheet.append([heading(column, language) for column in _ORDER])
    for row in rows:
        sheet.append([guarded(value) for value in cells(row, language)])
    for line in sheet.iter_rows():
        for cell, column in zip(line, _ORDER, strict=True):
            cell.alignment = Alignment(vertical="top", wrap_text=column in _SHOWN)
    for cell, column in zip(sheet[1], _ORDER, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS.get(column, _USUAL)
    sheet.auto_filter.ref = sheet.dimensions
    _print_across(sheet, f"A1:{get_column_letter(len(_SHOWN))}{len(rows) + 1}")
    fit_rows(sheet)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _print_across(sheet: "Worksheet", area: str) -> None:
    """What is read on paper: across a page, its heads on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows, sheet.print_area = "1:1", area


def table_html(rows: Sequence[Row], language: str, title: str) -> str:
    """One page without scripts."""
    head = "".join(f'<th scope="col">{escape(heading(column, language))}</th>' for column in _ORDER)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(value)}</td>" for value in cells(row, language)) + "</tr>" for row in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body><h1>{escape(title)}</h1>\n{table}</body></html>\n"
    )
