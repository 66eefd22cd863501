"""The gap report as a table for spreadsheets: one row for each cell and quote, in comma-separated values (RFC 4180)."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Final
from zipfile import ZipFile

from gaps.accuracy import accuracy_of, measured
from gaps.assess import METHOD
from gaps.checklist import Checklist
from gaps.formula_guard import guarded
from gaps.office_file import settled
from gaps.priorities import priorities
from gaps.provision_address import provision_address
from gaps.records import Cell, Evidence
from gaps.report_rows import said, said_each
from gaps.report_table import ReportTable

COLUMNS: Final = (
    "requirement", "name", "jurisdiction", "on", "result", "reason", "title", "label", "version", "quote", "start",
    "end", "sha256", "status", "source_url", "instruments", "provisions", "review", "role", "why_not", "tier", "level",
    "score", "review_by", "suggested", "elements", "found_by", "index", "accuracy", "corpus_revision",
    "checklist_version", "checklist_fingerprint", "address",
)  # fmt: skip


def render_csv(cells: Sequence[Cell], checklist: Checklist, language: str = "en", site: str = "") -> str:
    """The cells in their order; a cell without a quote has one row, its columns from title to source_url empty.

    ``role`` is ``evidence``, ``near_miss`` (with ``why_not``) or empty; ``score`` is the priority of an open cell.
    ``accuracy`` is how often such a result was right where people had read the same cells, with its interval.
    ``language`` (en, zh-Hans, zh-Hant) is that of ``name``, ``reason`` and ``why_not``; all codes stay as they are.
    ``instruments`` and ``provisions`` count what was read; ``address`` is where the provision can be read at ``site``.
    A value that a spreadsheet would run as a formula has an apostrophe in front, as OWASP advises for CSV injection;
    the JSON form keeps each value as it is.
    """
    scores = {(p.cell.requirement, p.cell.jurisdiction): str(p.score) for p in priorities(cells, checklist)}
    rows = []
    for cell in cells:
        asked = checklist.requirement(cell.requirement)
        score = scores.get((cell.requirement, cell.jurisdiction), "")
        reason = "; ".join(said(one, language) for one in cell.reasons)
        facts = (asked.names.in_language(language), asked.tier.value, asked.level.value, score, reason)
        pins = _pins(cell, checklist)
        for quote in _quotes(cell, language):
            address = provision_address(quote[1], site) if quote[1] else ""
            rows.append([*_row(cell, facts, *quote), *pins, address])
    return _written(COLUMNS, rows)


def render_tables(tables: Iterable[ReportTable], day: str) -> bytes:
    """Every table of a report in a ZIP archive, each in a file of its name; ``day`` (ISO form) as in ``settled``."""
    archive = BytesIO()
    with ZipFile(archive, "w") as files:
        for table in tables:
            files.writestr(f"{table.key}.csv", render_table_csv(table).encode("utf-8-sig"))
    return settled(archive.getvalue(), day)


def render_table_csv(table: ReportTable) -> str:
    """One table of a report, under the fixed names of its columns; formulas are guarded as above."""
    return _written(table.columns, table.rows)


def _written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([guarded(value) for value in row] for row in rows)
    return text.getvalue()


def _quotes(cell: Cell, language: str) -> list[tuple[str, Evidence | None, str, str]]:
    found: list[tuple[str, Evidence | None, str, str]] = [("evidence", evidence, "", "") for evidence in cell.evidence]
    for miss in cell.near_misses:
        why = "; ".join(said_each(miss.why_not, language))
        found.append(("near_miss", miss.evidence, why, "; ".join(miss.found_by)))
    return found or [("", None, "", "")]


def _row(
    cell: Cell, facts: tuple[str, str, str, str, str], role: str, evidence: Evidence | None, why_not: str, found_by: str
) -> Iterator[str]:
    name, tier, level, score, reason = facts
    yield from (cell.requirement, name, cell.jurisdiction, cell.on.isoformat(), cell.result.value)
    yield reason
    yield from _quoted(evidence) if evidence else [""] * 9
    yield from (str(cell.searched.instruments), str(cell.searched.provisions), cell.review.state)
    yield from (role, why_not, tier, level, score, cell.review.by or "", cell.review.suggested or "")
    yield "; ".join(evidence.elements) if evidence else ""
    yield found_by


def _pins(cell: Cell, checklist: Checklist) -> tuple[str, ...]:
    """What every page of the other forms says: how sure, of which corpus, by which checklist."""
    figures = measured()
    known = figures.speak_for(checklist, METHOD)
    sure = accuracy_of(cell.result, cell.jurisdiction, figures)
    sure = f"{sure}{'' if known or not sure else f', measured with checklist {figures.checklist_fingerprint[:12]}'}"
    pins = (str(cell.corpus_revision), checklist.version, checklist.fingerprint)
    return (cell.searched.index.value, sure, *pins)


def _quoted(evidence: Evidence) -> Iterator[str]:
    yield from (evidence.title, evidence.label, evidence.version, evidence.quote)
    yield from (str(evidence.start), str(evidence.end), evidence.sha256, evidence.status, evidence.source_url or "")
