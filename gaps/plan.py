"""The plan of action: for each open cell what is to be done, by whom, until when."""

from collections.abc import Iterator, Mapping, Sequence

from gaps.checklist import Checklist
from gaps.priorities import Priority
from gaps.report_marks import place_name
from gaps.report_table import Row
from gaps.report_words import words_in
from gaps.review_records import PlanLine


def plan_rows(
    found: Sequence[Priority], checklist: Checklist, plan: Mapping[tuple[str, str], PlanLine], language: str
) -> Iterator[Row]:
    """One row an open cell, the most pressing first; owner and due day are empty until somebody enters them."""
    words = words_in(language)
    for rank, one in enumerate(found, 1):
        cell = one.cell
        line = plan.get((cell.requirement, cell.jurisdiction), PlanLine())
        yield (
            str(rank),
            cell.requirement,
            checklist.requirement(cell.requirement).names.in_language(language),
            place_name(cell.jurisdiction, language),
            words[f"action_{cell.result.value}_{cell.harvest.state.value}"],
            line.owner,
            line.due.isoformat() if line.due else "",
            line.note,
        )
