"""``POST /gaps/{requirement}/{jurisdiction}/review``: what reviewers do with a cell, by the review desk's rules."""

from collections.abc import Callable, Mapping
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gaps.records import Result
from gaps.review import ReviewDesk
from gaps.review_records import ReviewRefused
from search_api.answering import holder
from search_api.library import Library
from search_api.parameters import DayParameters, read_day_or_today
from search_api.routes.gaps import read_places
from ui.pages.gap_cell import cell_view
from ui.pages.page import Page
from ui.pages.parameters import read_parameters
from ui.pages.signing import Form, read_form, signed_in

router = APIRouter()
_SEE_OTHER = 303
_REFUSED = 422
Act = Callable[[ReviewDesk, str, str, str, Form, date], object]


def _assess(desk: ReviewDesk, who: str, requirement: str, place: str, form: Form, on: date) -> object:
    if form["result"] not in list(Result):
        raise ReviewRefused("choose a result")
    return desk.assess(who, requirement, place, Result(form["result"]), form["why"], on=on)


def _nothing(*_: object) -> object:
    raise ReviewRefused("choose what to do")


_ACTS: Mapping[str, Act] = {
    "assess": _assess,
    "comment": lambda desk, who, requirement, place, form, _on: desk.comment(who, requirement, place, form["why"]),
    "request_changes": lambda desk, who, r, place, form, _on: desk.request_changes(who, r, place, form["why"]),
    "sign": lambda desk, who, requirement, place, form, _on: desk.sign(who, requirement, place, form["why"]),
}


@router.post("/gaps/{requirement}/{jurisdiction}/review")
async def review(request: Request, requirement: str, jurisdiction: str) -> Response:
    """Judge, comment, send back or sign; then the cell again, or why it cannot be done."""
    session = signed_in(request)
    form = await read_form(request, session)
    who = session.account.name

    def work() -> Response:
        library = holder(request).get()
        page = Page.of(request, library)
        place, on = read_places([jurisdiction])[0], _day(library, page)
        try:
            _ACTS.get(form["act"], _nothing)(library.reviews, who, requirement, place, form, on)
        except ReviewRefused as refused:
            view = cell_view(page, library, library.cell(requirement, place, on))
            return page.render("gap_cell.html", status=_REFUSED, view=view, refused=str(refused), kept=form)
        back = page.cell(requirement, place, page.query.first("on"))
        return RedirectResponse(f"{back}#review-title", status_code=_SEE_OTHER)

    response: Response = await request.app.state.slow.run(work)
    response.headers["Cache-Control"] = "no-store"
    return response


def _day(library: Library, page: Page) -> date:
    return read_day_or_today(read_parameters(DayParameters, page.query).on, library.today())
