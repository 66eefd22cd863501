"""The one data object of a gap report: its tables in the language asked for. Every form renders these same rows.

HTML, DOCX, XLSX, CSV and JSON differ in looks only. Rows hold text as it is shown; quotes stay in the law's language.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gaps.accuracy import accuracy_notice, accuracy_rows, measured
from gaps.assess import METHOD
from gaps.changes import changes_between
from gaps.checklist import Checklist
from gaps.plan import plan_rows
from gaps.priorities import priorities, priority_rows
from gaps.records import Cell
from gaps.report_changes import change_rows
from gaps.report_elements import element_rows
from gaps.report_marks import place_name
from gaps.report_rows import map_rows, near_miss_rows, quote_rows, result_rows, summary_rows, warning_rows
from gaps.report_table import ReportTable, table
from gaps.report_words import words_in
from gaps.review_records import PlanLine


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """A report. ``stamp`` says corpus revision, checklist version and day, and stands on every page of a document.

    ``site`` is the address of the service where its quotes can be read, if there is one.
    """

    language: str
    on: date
    title: str
    stamp: str
    notices: tuple[str, ...]
    cells: tuple[Cell, ...]
    checklist: Checklist
    tables: tuple[ReportTable, ...]
    site: str = ""

    def table(self, key: str) -> ReportTable:
        """One table by its key; KeyError for one that this report does not have."""
        return {table.key: table for table in self.tables}[key]


def gap_report(
    cells: Sequence[Cell],
    checklist: Checklist,
    *,
    on: date,
    language: str = "en",
    previous: Sequence[Cell] | None = None,
    plan: Mapping[tuple[str, str], PlanLine] | None = None,
    site: str = "",
    above: Sequence[Cell] = (),
) -> GapReport:
    """The report of these cells. ``previous`` are the cells of an earlier one, to be compared with.

    ``plan`` names who does what until when, by requirement and place. ``language`` is en, zh-Hans or zh-Hant.
    ``site`` is the address of a service (https://law.example) to which the links of the quotes lead; ``above`` are
    the cells of nations that are not in the report, for the column of national law.
    """
    words = words_in(language)
    return GapReport(
        language=language,
        on=on,
        title=f"{words['title']}{words['colon']}{words['list'].join(_places(cells, language))}",
        stamp=_stamp(cells, checklist, on, language),
        notices=(
            words["bounded"],
            words["suggestion"],
            accuracy_notice(measured(), checklist, METHOD, language),
            words["advice"],
        ),
        cells=tuple(cells),
        checklist=checklist,
        tables=(
            *_tables(cells, checklist, language, previous, plan or {}, above),
            *_annexes(cells, checklist, language, site),
        ),
        site=site,
    )


def _tables(
    cells: Sequence[Cell],
    checklist: Checklist,
    language: str,
    previous: Sequence[Cell] | None,
    plan: Mapping[tuple[str, str], PlanLine],
    above: Sequence[Cell],
) -> Iterator[ReportTable]:
    open_first = priorities(cells, checklist)
    yield table("summary", summary_rows(cells, language), language)
    yield table("warnings", warning_rows(cells, language), language)
    yield table("accuracy", accuracy_rows(measured(), language), language)
    yield _map(cells, checklist, language)
    yield table("results", result_rows(cells, checklist, language, above), language)
    yield table("priorities", priority_rows(open_first, checklist, language), language)
    yield table("plan", plan_rows(open_first, checklist, plan, language), language)
    if previous is not None:
        changes = changes_between(_asked_again(previous, cells, checklist), cells)
        yield table("changes", change_rows(changes, checklist, language), language)


def _annexes(cells: Sequence[Cell], checklist: Checklist, language: str, site: str) -> Iterator[ReportTable]:
    yield table("elements", element_rows(cells, checklist, language), language)
    yield table("evidence", quote_rows(cells, checklist, language, site), language)
    yield table("near_misses", near_miss_rows(cells, checklist, language, site), language)


def _asked_again(previous: Sequence[Cell], cells: Sequence[Cell], checklist: Checklist) -> list[Cell]:
    """The earlier cells that this report is about: a report of fewer places or areas takes nothing back.

    Those of requirements that the checklist no longer has are among them.
    """
    places, asked = {cell.jurisdiction for cell in cells}, {cell.requirement for cell in cells}
    left_out = {requirement.id for requirement in checklist.requirements} - asked
    return [cell for cell in previous if cell.jurisdiction in places and cell.requirement not in left_out]


def report_record(report: GapReport) -> dict[str, Any]:
    """The report as one JSON object: its heading, and each table as objects by column."""
    return {
        "title": report.title,
        "language": report.language,
        "on": report.on.isoformat(),
        "stamp": report.stamp,
        "notices": list(report.notices),
        "corpus_revision": _revision(report.cells),
        "checklist": {"version": report.checklist.version, "fingerprint": report.checklist.fingerprint},
        "tables": {
            table.key: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for table in report.tables
        },
    }


def _map(cells: Sequence[Cell], checklist: Checklist, language: str) -> ReportTable:
    codes = tuple(dict.fromkeys(cell.jurisdiction for cell in cells))
    words = words_in(language)
    return ReportTable(
        key="map",
        title=words["overview"],
        columns=("requirement", "name", *codes),
        heads=(words["col_requirement"], words["col_name"], *_places(cells, language)),
        rows=tuple(map_rows(cells, checklist, language)),
    )


def _places(cells: Sequence[Cell], language: str) -> tuple[str, ...]:
    return tuple(place_name(code, language) for code in dict.fromkeys(cell.jurisdiction for cell in cells))


def _stamp(cells: Sequence[Cell], checklist: Checklist, on: date, language: str) -> str:
    words = words_in(language)
    name = f"{checklist.names.in_language(language)} {checklist.version}"
    parts = (
        f"{words['as_of']} {on.isoformat()}",
        f"{words['checklist']} {name} ({checklist.fingerprint[:12]})",
        f"{words['revision']} {_revision(cells)}",
    )
    return " · ".join(parts)


def _revision(cells: Sequence[Cell]) -> int:
    return max((cell.corpus_revision for cell in cells), default=0)
