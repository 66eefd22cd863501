"""Changes as rows of a report."""

from collections.abc import Iterator, Sequence

from gaps.changes import CellChange
from gaps.checklist import Checklist, NoSuchEntry
from gaps.records import Result
from gaps.report_marks import mark, place_name
from gaps.report_rows import said
from gaps.report_table import Row


def change_rows(changes: Sequence[CellChange], checklist: Checklist, language: str) -> Iterator[Row]:
    """One row a cell that differs from the earlier report."""
    for change in changes:
        yield (
            change.requirement,
            _name(change.requirement, checklist, language),
            place_name(change.jurisdiction, language),
            _mark(change.before, language),
            _mark(change.after, language),
            "\n".join(said(reason, language) for reason in change.why),
        )


def _mark(result: Result | None, language: str) -> str:
    return mark(result, language) if result else ""


def _name(requirement: str, checklist: Checklist, language: str) -> str:
    """Empty for a requirement of the earlier report that this checklist no longer has."""
    try:
        return checklist.requirement(requirement).names.in_language(language)
    except NoSuchEntry:
        return ""
