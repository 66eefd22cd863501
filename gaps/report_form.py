"""The names of the forms that a gap report is written in."""

from enum import StrEnum


class Form(StrEnum):
    """The forms of a gap report. ``JSON`` is one cell a line, ``REPORT`` one object with every table.

    ``CSV`` has a row for each cell and quote; ``TABLES`` is a ZIP archive with every table of the report as CSV.
    """

    JSON = "json"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    REPORT = "report"
    TABLES = "zip"
