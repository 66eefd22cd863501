"""A gap report in each of its forms, each with its media type and the end of its file name."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gaps.report import cell_record
from gaps.report_data import GapReport, report_record
from gaps.report_form import Form

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a form is written. A table for spreadsheets begins with a byte order mark: Excel needs it to see UTF-8."""

    media_type: str
    ending: str
    write: Callable[[GapReport], bytes]


def write_report(report: GapReport, form: Form) -> bytes:
    """The report in a form, as the bytes of a file."""
    return WRITINGS[form].write(report)


def _lines(report: GapReport) -> bytes:
    return "".join(json.dumps(cell_record(cell), ensure_ascii=False) + "\n" for cell in report.cells).encode()


def _html(report: GapReport) -> bytes:
    from gaps.html_report import render_html

    return render_html(report).encode()


def _docx(report: GapReport) -> bytes:
    from gaps.docx_report import render_docx

    return render_docx(report)


def _xlsx(report: GapReport) -> bytes:
    from gaps.xlsx_report import render_xlsx

    return render_xlsx(report)


def _csv(report: GapReport) -> bytes:
    from gaps.csv_report import render_csv

    return render_csv(report.cells, report.checklist, report.language, report.site).encode("utf-8-sig")


def _tables(report: GapReport) -> bytes:
    from gaps.csv_report import render_tables

    return render_tables(report.tables, report.on.isoformat())


def _report(report: GapReport) -> bytes:
    return (json.dumps(report_record(report), ensure_ascii=False) + "\n").encode()


WRITINGS: Final = {
    Form.JSON: Writing(media_type="application/x-ndjson", ending="jsonl", write=_lines),
    Form.HTML: Writing(media_type="text/html; charset=utf-8", ending="html", write=_html),
    Form.DOCX: Writing(media_type=f"{_OFFICE}.wordprocessingml.document", ending="docx", write=_docx),
    Form.XLSX: Writing(media_type=f"{_OFFICE}.spreadsheetml.sheet", ending="xlsx", write=_xlsx),
    Form.CSV: Writing(media_type="text/csv; charset=utf-8", ending="csv", write=_csv),
    Form.REPORT: Writing(media_type="application/json", ending="json", write=_report),
    Form.TABLES: Writing(media_type="application/zip", ending="zip", write=_tables),
}
