"""``GET /demands``: for each demand of the seed essay, what answers it, met by which law, still open where."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from gaps.demands import demand_record, demand_views, with_nations
from search_api.answering import answer, problems
from search_api.library import Library
from search_api.models import demands as out
from search_api.parameters import DayParameters, Values, read_day_or_today
from search_api.routes.gaps import read_places

router = APIRouter(tags=["gaps"])


class DemandParameters(DayParameters):
    """What the address takes."""

    jurisdiction: Annotated[
        Values,
        Field(default_factory=list, description="Places, at most 12; by default the place of which most is held."),
    ]


@router.get("/demands", response_model=out.DemandsAnswer, operation_id="getDemands", responses=problems(304))
async def get_demands(request: Request, parameters: Annotated[DemandParameters, Query()]) -> Response:
    """Tell for each of the demands on the legislator what the law answers, by which provision, and what is open."""

    def work(library: Library) -> out.DemandsAnswer:
        places = read_places(parameters.jurisdiction or [library.main_place()])
        matrix = library.gaps(with_nations(places), on=read_day_or_today(parameters.on, library.today()))
        views = demand_views(matrix.cells, library.checklist(), places)
        return out.DemandsAnswer(
            on=matrix.on,
            jurisdictions=list(places),
            corpus_revision=max(cell.corpus_revision for cell in matrix.cells),
            total=len(views),
            items=[out.DemandAnswer.model_validate(demand_record(view)) for view in views],
        )

    return await answer(request, work, slow=True)
