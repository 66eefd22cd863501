"""``GET /coverage``: what is held of places, against what their sources and the catalogue say exists."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from gaps.coverage import CoverageStatement, PlaceCoverage, SourceCoverage
from search_api.answering import answer, problems
from search_api.covering import coverage_of
from search_api.library import Library
from search_api.models import coverage as out
from search_api.models.about import Withdrawal
from search_api.parameters import CoverageParameters

router = APIRouter(tags=["coverage"])
_FACTS = (
    "source",
    "documents",
    "said_to_exist",
    "last_harvest",
    "last_state",
    "last_whole",
    "as_of",
    "failures",
    "refused",
)


@router.get("/coverage", response_model=out.CoverageAnswer, operation_id="getCoverage", responses=problems(304))
async def get_coverage(request: Request, parameters: Annotated[CoverageParameters, Query()]) -> Response:
    """State what is held of places, by rank and source, and name one by one what the catalogue has and is not held."""

    def work(library: Library) -> out.CoverageAnswer:
        return coverage_answer(coverage_of(library, parameters.jurisdiction))

    return await answer(request, work, slow=True)


def coverage_answer(statement: CoverageStatement) -> out.CoverageAnswer:
    """The statement as the API and the command line give it."""
    return out.CoverageAnswer(
        revision=statement.revision,
        expected=statement.expected,
        not_held=statement.not_held,
        places=[_place(place) for place in statement.places],
    )


def _place(place: PlaceCoverage) -> out.PlaceCoverage:
    return out.PlaceCoverage(
        jurisdiction=place.jurisdiction,
        instruments=place.instruments,
        ranks=[out.RankCoverage.model_validate(rank) for rank in place.ranks],
        sources=[_source(source) for source in place.sources],
        not_held=[
            out.ExpectedInstrument(**entry.model_dump(mode="json", exclude={"jurisdiction"}))
            for entry in place.not_held
        ],
        declared=[out.Declared(**entry.model_dump(exclude={"jurisdiction"})) for entry in place.declared],
    )


def _source(source: SourceCoverage) -> out.SourceCoverage:
    gone = source.facts.withdrawal
    return out.SourceCoverage(
        **{name: getattr(source.facts, name) for name in _FACTS},
        title=source.title,
        claims=source.claims,
        registered=dict(source.registered),
        withdrawn=Withdrawal.model_validate(gone) if gone else None,
    )
