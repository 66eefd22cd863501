"""The gap report as a table for spreadsheets: one row for each cell and quote, in comma-separated values (RFC 4180)."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from gaps.checklist import Checklist
from gaps.records import Cell, Evidence

COLUMNS: Final = (
    "requirement", "name", "jurisdiction", "on", "result", "reason", "title", "label", "version", "quote", "start",
    "end", "sha256", "status", "source_url", "instruments", "provisions", "review",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def render_csv(cells: Sequence[Cell], checklist: Checklist, language: str = "en") -> str:
    """The cells in their order; a cell without a quote has one row, its columns from title to source_url empty.

    ``language`` (en, zh-Hans, zh-Hant) is that of ``name``; ``instruments`` and ``provisions`` count what was read.
    A value that a spreadsheet would run as a formula has an apostrophe in front, as OWASP advises for CSV injection;
    the JSON form keeps each value as it is.
    """
    table = StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for cell in cells:
        name = checklist.requirement(cell.requirement).names.in_language(language)
        for evidence in cell.evidence or (None,):
            writer.writerow([_safe(value) for value in _row(cell, name, evidence)])
    return table.getvalue()


def _row(cell: Cell, name: str, evidence: Evidence | None) -> Iterator[str]:
    yield from (cell.requirement, name, cell.jurisdiction, cell.on.isoformat(), cell.result.value)
    yield "; ".join(cell.reasons)
    yield from _quoted(evidence) if evidence else [""] * 9
    yield from (str(cell.searched.instruments), str(cell.searched.provisions), cell.review.state)


def _quoted(evidence: Evidence) -> Iterator[str]:
    yield from (evidence.title, evidence.label, evidence.version, evidence.quote)
    yield from (str(evidence.start), str(evidence.end), evidence.sha256, evidence.status, evidence.source_url or "")


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
