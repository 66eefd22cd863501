"""``GET /gaps``: the matrix and its cells; ``GET /checklist``."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from gaps.records import Cell
from gaps.report import cell_record
from law.jurisdiction import JURISDICTIONS
from search_api.answering import answer, problems
from search_api.library import Library
from search_api.models import gaps as out
from search_api.models.checklist import ChecklistAnswer
from search_api.parameters import DayParameters, GapParameters, NoParameters, read_day_or_today
from search_api.views import BadFilter, Matrix

router = APIRouter(tags=["gaps"])
_MOST_PLACES = 12


@router.get("/gaps", response_model=out.MatrixAnswer, operation_id="getGaps", responses=problems(304))
async def get_gaps(request: Request, parameters: Annotated[GapParameters, Query()]) -> Response:
    """Judge requirements for places on a day, each with its evidence and with what was searched.

    No result says that there is no law: what is absent is not found in what is held.
    """

    def work(library: Library) -> out.MatrixAnswer:
        p = parameters
        places = read_places(p.jurisdiction or [library.main_place()])
        on = read_day_or_today(p.on, library.today())
        return _matrix_answer(library.gaps(places, p.area, p.requirement, on), brief=p.detail == "brief")

    return await answer(request, work, slow=True)


@router.get(
    "/gaps/{requirement}/{jurisdiction}", response_model=out.Cell, operation_id="getGapCell", responses=problems(304)
)
async def get_gap_cell(
    request: Request,
    requirement: Annotated[str, Path(max_length=40, description="A requirement of the checklist, such as `DIS-01`.")],
    jurisdiction: Annotated[
        str, Path(max_length=200, description="A place, or several as one: `cn-gd+cn-gd-shenzhen`.")
    ],
    parameters: Annotated[DayParameters, Query()],
) -> Response:
    """Judge one requirement for one place on a day."""

    def work(library: Library) -> out.Cell:
        on = read_day_or_today(parameters.on, library.today())
        return _cell(library.cell(requirement, read_places([jurisdiction])[0], on))

    return await answer(request, work, slow=True)


@router.get("/checklist", response_model=ChecklistAnswer, operation_id="getChecklist", responses=problems(304))
async def get_checklist(request: Request, _: Annotated[NoParameters, Query()]) -> Response:
    """Give the checklist that gaps are judged by: areas, requirements, and the demands behind them."""
    return await answer(request, lambda library: ChecklistAnswer.model_validate(library.checklist()))


def read_places(values: Sequence[str]) -> tuple[str, ...]:
    """Places of the matrix, each a code or ``A+B``. Raises UnknownJurisdiction, BadFilter."""
    # A plus sign in a query string is read as a space unless it is written %2B: both mean the same here.
    places = tuple(dict.fromkeys("+".join(value.replace("+", " ").split()) for value in values))
    for place in places:
        for code in place.split("+"):
            JURISDICTIONS[code]
    if len(places) > _MOST_PLACES:
        message = f"{len(places)} places were asked for: ask for at most {_MOST_PLACES} at a time"
        raise BadFilter(message, parameter="jurisdiction")
    return places


def _matrix_answer(matrix: Matrix, *, brief: bool) -> out.MatrixAnswer:
    counts = {
        place: Counter(c.result for c in matrix.cells if c.jurisdiction == place) for place in matrix.jurisdictions
    }
    return out.MatrixAnswer(
        on=matrix.on,
        jurisdictions=list(matrix.jurisdictions),
        requirements=[r.id for r in matrix.requirements],
        total=len(matrix.cells),
        counts={place: dict(count) for place, count in counts.items()},
        cells=[_cell(cell, brief=brief) for cell in matrix.cells],
    )


def _cell(cell: Cell, *, brief: bool = False) -> out.Cell:
    record = cell_record(cell)
    if brief:
        record |= {"evidence": [], "near_misses": [], "searched": {**record["searched"], "queries": []}}
    return out.Cell.model_validate(record)
