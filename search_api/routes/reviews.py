"""``GET /reviews``, ``/reviews/journal`` and ``/reviews/{requirement}/{jurisdiction}``: reading only."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from gaps.review_journal import entry_record
from gaps.review_listing import CaseOn, case_on, cases_on
from gaps.review_records import Entry, State
from search_api.answering import answer, problems
from search_api.choosing import choose_requirements
from search_api.library import Library
from search_api.models import reviews as out
from search_api.parameters import DayParameters, Parameters, Words, read_day_or_today
from search_api.routes.gaps import read_places

router = APIRouter(tags=["reviews"])


class ReviewParameters(Parameters):
    """What the list of reviews takes."""

    state: Annotated[State | None, Field(description="Only reviews in this state; all by default.")] = None
    on: Annotated[Words, Field(max_length=10, description="`YYYY-MM-DD` or `today`: the day of the law.")] = "today"


class JournalParameters(Parameters):
    """What the journal takes."""

    limit: Annotated[int, Field(ge=1, le=1000, description="How many entries.")] = 200
    offset: Annotated[int, Field(ge=0, le=10_000_000, description="How many entries to pass over.")] = 0


@router.get("/reviews", response_model=out.ReviewsAnswer, operation_id="getReviews", responses=problems(304))
async def get_reviews(request: Request, parameters: Annotated[ReviewParameters, Query()]) -> Response:
    """List the cells that people have reviewed, with what has made decisions stale."""

    def work(library: Library) -> out.ReviewsAnswer:
        on = read_day_or_today(parameters.on, library.today())
        items = [out.ReviewCase(**_case(one)) for one in cases_on(library.reviews, on, parameters.state)]
        reviewers = [out.Reviewer(name=name, role=role) for name, role in library.reviews.reviewers().items()]
        return out.ReviewsAnswer(total=len(items), reviewers=reviewers, items=items)

    return await answer(request, work, slow=True)


@router.get("/reviews/journal", response_model=out.JournalAnswer, operation_id="getJournal", responses=problems(304))
async def get_journal(request: Request, parameters: Annotated[JournalParameters, Query()]) -> Response:
    """Give the journal of all reviews: who did what, when and why, each entry with the hash of the one before."""

    def work(library: Library) -> out.JournalAnswer:
        entries = library.reviews.journal.entries()
        shown = entries[parameters.offset : parameters.offset + parameters.limit]
        return out.JournalAnswer(total=len(entries), items=[_entry(entry) for entry in shown])

    return await answer(request, work)


@router.get(
    "/reviews/{requirement}/{jurisdiction}",
    response_model=out.ReviewAnswer,
    operation_id="getReview",
    responses=problems(304),
)
async def get_review(
    request: Request,
    requirement: Annotated[str, Path(max_length=40, description="A requirement of the checklist, such as `DIS-01`.")],
    jurisdiction: Annotated[str, Path(max_length=200, description="A place, or several as one.")],
    parameters: Annotated[DayParameters, Query()],
) -> Response:
    """Give the review of one cell with every act; a cell that nobody has touched is `suggested`."""

    def work(library: Library) -> out.ReviewAnswer:
        on = read_day_or_today(parameters.on, library.today())
        choose_requirements(library.checklist(), (), (requirement,))
        case = library.reviews.case(requirement, read_places([jurisdiction])[0])
        return review_answer(case_on(library.reviews, case, on))

    return await answer(request, work, slow=True)


def review_answer(found: CaseOn) -> out.ReviewAnswer:
    """The review of one cell as the API gives it."""
    plan = found.case.plan
    return out.ReviewAnswer(
        **_case(found),
        plan=out.PlanLine.model_validate(plan) if plan else None,
        journal=[_entry(entry) for entry in found.case.entries],
    )


def _case(one: CaseOn) -> dict[str, Any]:
    judged = one.case.assessment
    return {
        "requirement": one.case.requirement,
        "jurisdiction": one.case.jurisdiction,
        "state": one.state,
        "version": one.case.version,
        "assessment": out.Assessment.model_validate(judged) if judged else None,
        "signed_by": one.case.signed_by,
        "signed_at": one.case.signed_at,
        "changed": list(one.changed),
    }


def _entry(entry: Entry) -> out.JournalEntry:
    return out.JournalEntry.model_validate(entry_record(entry))
