"""``GET /compare``: places side by side on a requirement; ``GET /implementing``: local law under national law."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from gaps.changes import CellChange
from gaps.mappings import mappings
from gaps.model_provisions import SideBySide
from gaps.report import cell_record
from search_api.answering import answer, problems
from search_api.filling_gaps import ImplementingMap, compare_places, implementing_map
from search_api.library import Library
from search_api.models import filling_gaps as out
from search_api.models.gaps import Cell
from search_api.parameters import NoParameters, Parameters, Values, Words, read_day, read_day_or_today
from search_api.routes.gaps import read_places

router = APIRouter(tags=["gaps"])
_DAY = "`YYYY-MM-DD` or `today`: the day of the law."


class CompareParameters(Parameters):
    """What ``GET /compare`` takes."""

    requirement: Annotated[Words, Field(min_length=1, max_length=40, description="A requirement, such as `DIS-05`.")]
    jurisdiction: Annotated[Values, Field(min_length=1, description="Places to set side by side, at most 12.")]
    on: Annotated[Words, Field(max_length=10, description=_DAY)] = "today"
    before: Annotated[Words, Field(max_length=10, description="An earlier day, `YYYY-MM-DD`, to compare with.")] = ""
    since: Annotated[
        int | None, Field(ge=0, description="A corpus revision to compare with: how the same texts were judged then.")
    ] = None
    models_from: Values = Field(default_factory=list, description="Further places to take models from.")


class ImplementingParameters(Parameters):
    """What ``GET /implementing`` takes."""

    instrument: Annotated[Words, Field(min_length=1, max_length=300, description="A national instrument: id or title.")]
    provision: Annotated[Words, Field(max_length=60, description="An article of it, by id or label.")] = ""
    on: Annotated[Words, Field(max_length=10, description=_DAY)] = "today"


@router.get("/compare", response_model=out.SideBySideAnswer, operation_id="comparePlaces", responses=problems(304))
async def get_compare(request: Request, parameters: Annotated[CompareParameters, Query()]) -> Response:
    """Set places side by side on one requirement, and show models for what is missing."""

    def work(library: Library) -> out.SideBySideAnswer:
        p = parameters
        found = compare_places(
            library,
            p.requirement,
            read_places(p.jurisdiction),
            read_day_or_today(p.on, library.today()),
            before=read_day(p.before, parameter="before") if p.before else None,
            since=p.since,
            models_from=read_places(p.models_from),
        )
        return side_by_side_record(found)

    return await answer(request, work, slow=True)


@router.get(
    "/implementing",
    response_model=out.ImplementingAnswer,
    operation_id="getImplementing",
    responses=problems(300, 304, 400, 404, 410),
)
async def get_implementing(request: Request, parameters: Annotated[ImplementingParameters, Query()]) -> Response:
    """List the local provisions that implement a national instrument or article, and the places that have none held."""

    def work(library: Library) -> out.ImplementingAnswer:
        on = read_day_or_today(parameters.on, library.today())
        found = implementing_map(library, parameters.instrument, parameters.provision or None, on)
        return implementing_record(found)

    return await answer(request, work, slow=True)


@router.get(
    "/checklist/mappings", response_model=out.MappingsAnswer, operation_id="getMappings", responses=problems(304)
)
async def get_mappings(request: Request, _: Annotated[NoParameters, Query()]) -> Response:
    """Give how the requirements of the checklist stand to the entries of other checklists."""
    return await answer(request, lambda _: out.MappingsAnswer.model_validate({"checklists": mappings()}))


def side_by_side_record(found: SideBySide) -> out.SideBySideAnswer:
    """The comparison as the API and the command line give it."""
    return out.SideBySideAnswer(
        requirement=found.requirement,
        cells=[Cell.model_validate(cell_record(cell)) for cell in found.cells],
        before=[Cell.model_validate(cell_record(cell)) for cell in found.before],
        changed=list(found.changed),
        differences=[_difference(change) for change in found.differences],
        models=[out.ModelProvision.model_validate(asdict(model)) for model in found.models],
    )


def _difference(change: CellChange) -> out.Difference:
    why = list(change.why)
    return out.Difference(jurisdiction=change.jurisdiction, before=change.before, after=change.after, why=why)


def implementing_record(found: ImplementingMap) -> out.ImplementingAnswer:
    """The map as the API and the command line give it."""
    return out.ImplementingAnswer.model_validate(found)
