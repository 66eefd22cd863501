"""The names of the forms that a gap report is written in."""

from enum import StrEnum


class Form(StrEnum):
    """The forms of a gap report. ``JSON`` is one cell a line, ``REPORT`` one object with every table."""

    JSON = "json"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    REPORT = "report"
