"""``GET /gaps/changes``: which cells changed since an earlier revision of the corpus, and why."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from gaps.alerts import GapAlerts, alert_record
from search_api.answering import answer, problems
from search_api.gap_changes import changes_asked
from search_api.library import Library
from search_api.models import gap_changes as out
from search_api.parameters import GapParameters, read_day_or_today
from search_api.routes.gaps import read_places

router = APIRouter(tags=["gaps"])


class ChangeParameters(GapParameters):
    """What the address takes: as for ``/gaps``, and the revision to compare with."""

    since: Annotated[int, Field(ge=0, le=2**53, description="A revision of the corpus; 0 is the empty corpus.")]


@router.get("/gaps/changes", response_model=out.ChangesAnswer, operation_id="getGapChanges", responses=problems(304))
async def get_gap_changes(request: Request, parameters: Annotated[ChangeParameters, Query()]) -> Response:
    """Name the cells that differ from those of an earlier revision, each with why; a dry run on any past revision."""

    def work(library: Library) -> out.ChangesAnswer:
        p = parameters
        places = read_places(p.jurisdiction or [library.main_place()])
        matrix = library.gaps(places, p.area, p.requirement, read_day_or_today(p.on, library.today()))
        return _answer(changes_asked(library, matrix, p.since))

    return await answer(request, work, slow=True)


def _answer(alerts: GapAlerts) -> out.ChangesAnswer:
    return out.ChangesAnswer(
        since=alerts.since,
        revision=alerts.revision,
        compared=len(alerts.after),
        total=len(alerts.changes),
        touched={place: list(titles) for place, titles in alerts.touched.items()},
        items=[out.CellChange.model_validate(alert_record(change, alerts)) for change in alerts.changes],
    )
