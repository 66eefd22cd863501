"""The matrix of requirements by places made ready for its template."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gaps.checklist import Area, Checklist
from gaps.records import Cell, Result, Searched
from gaps.requirement import Requirement
from search_api.views import Matrix
from ui.pages.gap_shares import RESULTS, Heat, Segment, bar, heat
from ui.pages.page import Page

_REPORTS = ("html", "docx", "xlsx", "csv")
_CELLS_AT_ONCE = 300


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
    """An area with its requirements. ``href`` leads to its rows, which may be on another page of the matrix."""

    code: str
    name: str
    rows: list[Row]
    heat: list[Heat]
    href: str


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
    """What the template shows: all ``areas`` in short, and the rows of those ``shown`` on this page of the matrix.

    ``areas_to_choose`` are all of the checklist's, with whether each is chosen.
    """

    matrix: Matrix
    areas: list[AreaRows]
    shown: list[AreaRows]
    previous: str | None
    following: str | None
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
    chosen = page.query.values("area")
    pages = _pages(matrix, checklist)
    at = min(_page_number(page), len(pages) - 1)
    areas = [_area(page, area, rows, n, at, matrix, cells) for n, each in enumerate(pages) for area, rows in each]
    here = {area.code for area, _ in pages[at]}
    return MatrixView(
        matrix=matrix,
        areas=areas,
        shown=[area for area in areas if area.code in here],
        previous=_at(page, at - 1) if at else None,
        following=_at(page, at + 1) if at + 1 < len(pages) else None,
        places=[_place(page, code, matrix.cells) for code in matrix.jurisdictions],
        areas_to_choose=[(a.code, a.names.in_language(page.language), a.code in chosen) for a in checklist.areas],
        results=RESULTS,
        requirement_count=len(matrix.requirements),
        everything=page.here(page.query.setting(area=None, requirement=None, part=None)),
        json=page.query.setting(lang=None, part=None).at("/api/v1/gaps"),
        reports=[
            (form, page.query.setting(lang=page.language, part=None).at(f"/api/v1/gaps.{form}")) for form in _REPORTS
        ],
        version=checklist.version,
    )


def _pages(matrix: Matrix, checklist: Checklist) -> list[list[tuple[Area, list[Requirement]]]]:
    """The areas with their requirements, as many on a page as make it neither heavy nor endless."""
    wanted = {r.id for r in matrix.requirements}
    pages: list[list[tuple[Area, list[Requirement]]]] = [[]]
    size = 0
    for area in checklist.areas:
        rows = [r for r in area.requirements if r.id in wanted]
        size += len(rows) * len(matrix.jurisdictions)
        if pages[-1] and size > _CELLS_AT_ONCE:
            pages.append([])
            size = len(rows) * len(matrix.jurisdictions)
        pages[-1] += [(area, rows)] if rows else []
    return pages


def _page_number(page: Page) -> int:
    given = page.query.first("part")
    return int(given) - 1 if given in ("1", "2", "3", "4", "5", "6", "7", "8", "9") else 0


def _at(page: Page, number: int) -> str:
    return page.here(page.query.setting(part=str(number + 1) if number else None))


def _area(
    page: Page,
    area: Area,
    requirements: Sequence[Requirement],
    of_page: int,
    shown: int,
    matrix: Matrix,
    cells: dict[tuple[str, str], Cell],
) -> AreaRows:
    rows = [_row(page, r, [cells[r.id, place] for place in matrix.jurisdictions]) for r in requirements]
    return AreaRows(
        code=area.code,
        name=area.names.in_language(page.language),
        rows=rows,
        heat=[heat([row.cells[n].cell.result for row in rows]) for n in range(len(matrix.jurisdictions))],
        href=f"{'' if of_page == shown else _at(page, of_page)}#area-{area.code}",
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
