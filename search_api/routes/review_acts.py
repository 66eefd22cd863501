"""What reviewers do with a cell, for whoever has an API key: the same acts, by the same rules, as on the pages."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Depends, Header, Path, Query, Request, Response
from pydantic import Field

from gaps.review import ReviewDesk
from gaps.review_evidence import chosen_quote
from gaps.review_folding import cases_of
from gaps.review_listing import case_on
from gaps.review_records import Entry, PlanLine
from search_api.answering import entity_tag, given, matches, problems
from search_api.bearer import KeyedRoute, Writer
from search_api.library import Library
from search_api.models import review_acts as out
from search_api.models.reviews import ReviewAnswer
from search_api.parameters import DayParameters, Words, read_day_or_today
from search_api.routes.gaps import read_places
from search_api.routes.reviews import review_answer
from search_api.validation import refuse_unknown
from search_api.write_problems import ChangedSince
from search_api.writing import MADE, created, own

router = APIRouter(tags=["reviews"], route_class=KeyedRoute)
_CELL: Final = "/reviews/{requirement}/{jurisdiction}"
_REFUSALS: Final = problems(300, 400, 401, 403, 404, 409, 410, 412)
_POSTED: Final[dict[str, Any]] = {
    "status_code": 201,
    "response_model": ReviewAnswer,
    "responses": {**MADE, **_REFUSALS},
    "dependencies": [Depends(refuse_unknown)],
}
_IF_MATCH: Final = (
    "The `version` of the review that the decision rests on, in quotation marks, or the `ETag` that it came with: "
    "where somebody has acted since, nothing is done (412). So a request that is sent again is not done twice."
)
Act = Callable[[Library, ReviewDesk, str, date], Entry]
"""What is done by the desk for the place on the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCell:
    """A cell, who acts on it, and on which state of its review they do."""

    request: Request
    who: str
    requirement: str
    jurisdiction: str
    if_match: str | None

    async def act(self, act: Act, on: date | str | None = None, *, removes: bool = False) -> Response:
        """Do it, and answer with the review as it then is. Raises ChangedSince, ReviewRefused."""

        def work(library: Library) -> Response:
            place = read_places([self.jurisdiction])[0]
            day = on if isinstance(on, date) else read_day_or_today(on or "", library.today())
            desk = self._desk(library, place)
            # Judged before anything is written: what takes too long is refused, and nothing is done behind it.
            library.cell(self.requirement, place, day)
            entry = act(library, desk, place, day)
            found = case_on(library.reviews, library.reviews.case(self.requirement, place), day)
            answer = review_answer(found)
            response = given(self.request, answer) if removes else created(answer, journal_entry(entry.seq))
            response.headers["ETag"] = f'"{found.case.version}"'
            return response

        return await own(self.request, work, slow=True)

    def _desk(self, library: Library, place: str) -> ReviewDesk:
        """The desk, which refuses what others have done since the state in If-Match was looked at."""
        if self.if_match is None:
            return library.reviews
        entries = library.reviews.journal.entries()
        case = cases_of(entries).get((self.requirement, place))
        version = case.version if case else 0
        if not any(matches(self.if_match, tag) for tag in (f'"{version}"', entity_tag(library.generation()))):
            message = f"this review is at version {version} now, and If-Match asks for {self.if_match[:60]}"
            raise ChangedSince(f"{message}: read it again, then decide")
        return replace(library.reviews, known=len(entries))


def journal_entry(number: int) -> str:
    """Where one entry of the journal is answered."""
    return f"/api/v1/reviews/journal?offset={number - 1}&limit=1"


def asked_cell(
    request: Request,
    account: Writer,
    requirement: Annotated[str, Path(max_length=40, description="A requirement of the checklist, such as `DIS-01`.")],
    jurisdiction: Annotated[str, Path(max_length=200, description="A place, or several as one.")],
    if_match: Annotated[str | None, Header(alias="If-Match", max_length=200, description=_IF_MATCH)] = None,
) -> AskedCell:
    """The cell that the address names."""
    return AskedCell(
        request=request, who=account.name, requirement=requirement, jurisdiction=jurisdiction, if_match=if_match
    )


Cell = Annotated[AskedCell, Depends(asked_cell)]


class RemovalParameters(DayParameters):
    """What takes a quote away."""

    instrument: Annotated[Words, Field(min_length=1, max_length=300, description="The identifier of the instrument.")]
    provision_id: Annotated[
        Words, Field(min_length=1, max_length=200, description="The id of the provision: `art_13`.")
    ]
    why: Annotated[Words, Field(min_length=1, max_length=1_000, description="Why; it stands in the journal.")]


@router.post(f"{_CELL}/comments", operation_id="commentOnCell", **_POSTED)
async def comment(cell: Cell, sent: Annotated[out.CommentSent, Body()]) -> Response:
    """Say something about a cell, which begins its review where nobody has; it changes no decision."""
    return await cell.act(lambda _, desk, place, __: desk.comment(cell.who, cell.requirement, place, sent.words))


@router.post(f"{_CELL}/evidence", operation_id="addEvidence", **_POSTED)
async def add_evidence(cell: Cell, sent: Annotated[out.EvidenceSent, Body()]) -> Response:
    """Add a quote, pinned to the text of the day; the cell must then be assessed, again if it was."""

    def act(library: Library, desk: ReviewDesk, place: str, on: date) -> Entry:
        view = library.provision(sent.instrument, sent.provision, on=on)
        item = chosen_quote(view.instrument, view.version, view.status, view.provision, sent.quote)
        return desk.add_evidence(cell.who, cell.requirement, place, item, sent.why, on=on)

    return await cell.act(act, sent.on)


@router.delete(
    f"{_CELL}/evidence",
    response_model=ReviewAnswer,
    operation_id="removeEvidence",
    responses=_REFUSALS,
)
async def remove_evidence(cell: Cell, parameters: Annotated[RemovalParameters, Query()]) -> Response:
    """Take a quote away; it stays in the journal, and the cell must be assessed again."""
    p = parameters
    return await cell.act(
        lambda _, desk, place, on: desk.remove_evidence(
            cell.who, cell.requirement, place, p.instrument, p.provision_id, p.why, on=on
        ),
        p.on,
        removes=True,
    )


@router.post(f"{_CELL}/assessments", operation_id="assessCell", **_POSTED)
async def assess(cell: Cell, sent: Annotated[out.AssessmentSent, Body()]) -> Response:
    """Judge a cell on the quotes as they are; another person must sign before it overrides the suggestion."""
    return await cell.act(
        lambda _, desk, place, on: desk.assess(cell.who, cell.requirement, place, sent.result, sent.why, on=on), sent.on
    )


@router.post(f"{_CELL}/change-requests", operation_id="requestChanges", **_POSTED)
async def request_changes(cell: Cell, sent: Annotated[out.ChangesRequested, Body()]) -> Response:
    """Send an assessment back to whoever judged; only a signer may."""
    return await cell.act(lambda _, desk, place, __: desk.request_changes(cell.who, cell.requirement, place, sent.why))


@router.post(f"{_CELL}/signatures", operation_id="signCell", **_POSTED)
async def sign(cell: Cell, sent: Annotated[out.SignatureSent, Body()]) -> Response:
    """Confirm what another person has assessed: from then on it overrides the suggestion in every output."""
    return await cell.act(lambda _, desk, place, __: desk.sign(cell.who, cell.requirement, place, sent.comment))


@router.post(f"{_CELL}/plans", operation_id="planCell", **_POSTED)
async def plan(cell: Cell, sent: Annotated[out.PlanSent, Body()]) -> Response:
    """Say who closes an open cell until when; it stands in the plan of action of every report, and decides nothing."""
    line = PlanLine(owner=sent.owner, due=sent.due, note=sent.note)
    return await cell.act(lambda _, desk, place, __: desk.set_plan(cell.who, cell.requirement, place, line))
