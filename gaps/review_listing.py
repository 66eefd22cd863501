"""Where reviews stand on a day, stale ones told apart: for lists, the API and the pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gaps.records import Cell
from gaps.review import ReviewDesk
from gaps.review_records import Case, State


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOn:
    """A review on a day. ``cell`` carries the decision where it stands; ``changed`` says why it does not."""

    case: Case
    cell: Cell
    state: State
    changed: tuple[str, ...]


def case_on(desk: ReviewDesk, case: Case, on: date) -> CaseOn:
    """One review on a day; for a day before its decision it tells the state without the decision."""
    cells = desk.judged(case.jurisdiction, on)
    cell = next(cell for cell in cells if cell.requirement == case.requirement)
    stale = cell.review.state == State.STALE.value
    return CaseOn(case=case, cell=cell, state=State.STALE if stale else case.state, changed=cell.review.changed)


def cases_on(desk: ReviewDesk, on: date, state: State | None = None) -> Iterator[CaseOn]:
    """Every review on a day, by requirement and place, or those in one state."""
    cases = {key: case for key, case in desk.cases().items() if case.acts}
    places = {case.jurisdiction: desk.judged(case.jurisdiction, on) for case in cases.values()}
    for key in sorted(cases):
        case = cases[key]
        # A checklist that no longer has the requirement has no cell for it: its journal stays, its case is not listed.
        found = [cell for cell in places[case.jurisdiction] if cell.requirement == case.requirement]
        for cell in found:
            stale = cell.review.state == State.STALE.value
            now = State.STALE if stale else case.state
            if state in (None, now):
                yield CaseOn(case=case, cell=cell, state=now, changed=cell.review.changed)
