"""The matrix of requirements by places made ready for its template."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gaps.checklist import Area, Checklist
from gaps.records import Cell, Result, Searched
from gaps.requirement import Requirement
from search_api.views import Matrix
from ui.pages.page import Page

RESULTS: Final = (
    Result.COVERED,
    Result.PARTIAL,
    Result.INHERITED,
    Result.NOT_FOUND,
    Result.CANNOT_SAY,
    Result.NOT_APPLICABLE,
)
"""In the order of the legend."""

_REPORTS = ("docx", "xlsx", "csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLink:
    """A cell in the table."""

    cell: Cell
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A requirement with its cells, one a place."""

    id: str
    name: str
    tier: str
    level: str
    cells: list[CellLink]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRows:
    """An area with its requirements. ``counts`` are of all its cells."""

    code: str
    name: str
    rows: list[Row]
    counts: Counter[Result]
    only: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of a bar, in hundredths of its width."""

    result: Result
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSummary:
    """A place's column in short. ``searched`` is what was read of it."""

    code: str
    name: str
    counts: Counter[Result]
    bar: list[Segment]
    searched: Searched | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """What the template shows. ``areas_to_choose`` are all of the checklist's, with whether each is chosen."""

    matrix: Matrix
    areas: list[AreaRows]
    places: list[PlaceSummary]
    areas_to_choose: list[tuple[str, str, bool]]
    results: tuple[Result, ...]
    requirement_count: int
    everything: str
    json: str
    reports: list[tuple[str, str]]
    version: str


def matrix_view(page: Page, matrix: Matrix, checklist: Checklist) -> MatrixView:
    """The view of a matrix on a page."""
    cells = {(cell.requirement, cell.jurisdiction): cell for cell in matrix.cells}
    shown = {r.id for r in matrix.requirements}
    areas = [(area, [r for r in area.requirements if r.id in shown]) for area in checklist.areas]
    chosen = page.query.values("area")
    return MatrixView(
        matrix=matrix,
        areas=[_area(page, area, rows, matrix, cells) for area, rows in areas if rows],
        places=[_place(page, code, matrix.cells) for code in matrix.jurisdictions],
        areas_to_choose=[(a.code, a.names.in_language(page.language), a.code in chosen) for a in checklist.areas],
        results=RESULTS,
        requirement_count=len(matrix.requirements),
        everything=page.here(page.query.setting(area=None, requirement=None)),
        json=page.query.setting(lang=None).at("/api/v1/gaps"),
        reports=[(form, page.query.setting(lang=page.language).at(f"/api/v1/gaps.{form}")) for form in _REPORTS],
        version=checklist.version,
    )


def bar(counts: Counter[Result]) -> list[Segment]:
    """The parts of a bar that shows the counts, in the order of the legend."""
    total = sum(counts.values()) or 1
    found, at = [], 0.0
    for result in RESULTS:
        width = 100 * counts[result] / total
        if width:
            found.append(Segment(result=result, start=round(at, 2), width=round(width, 2)))
        at += width
    return found


def _area(
    page: Page,
    area: Area,
    requirements: Sequence[Requirement],
    matrix: Matrix,
    cells: dict[tuple[str, str], Cell],
) -> AreaRows:
    rows = [_row(page, r, [cells[r.id, place] for place in matrix.jurisdictions]) for r in requirements]
    return AreaRows(
        code=area.code,
        name=area.names.in_language(page.language),
        rows=rows,
        counts=Counter(link.cell.result for row in rows for link in row.cells),
        only=page.here(page.query.setting(area=area.code, requirement=None)),
    )


def _row(page: Page, requirement: Requirement, cells: Sequence[Cell]) -> Row:
    on = page.query.first("on")
    return Row(
        id=requirement.id,
        name=requirement.names.in_language(page.language),
        tier=requirement.tier.value,
        level=requirement.level.value,
        cells=[CellLink(cell=c, href=page.cell(c.requirement, c.jurisdiction, on)) for c in cells],
    )


def _place(page: Page, code: str, cells: Sequence[Cell]) -> PlaceSummary:
    own = [cell for cell in cells if cell.jurisdiction == code]
    counts = Counter(cell.result for cell in own)
    return PlaceSummary(
        code=code,
        name=page.labels.place(code),
        counts=counts,
        bar=bar(counts),
        searched=own[0].searched if own else None,
    )
