"""``/``: the search page. Without a query it shows where to begin."""

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from index.records import BadQuery
from law.jurisdiction import UnknownJurisdiction
from law.kind import UnknownKind
from search_api.library import Library
from search_api.parameters import SearchParameters
from search_api.problem import Problem
from search_api.problems import problem_of
from search_api.routes.search import search_request
from search_api.views import BadFilter
from ui.pages.held import held_in
from ui.pages.page import Page, respond
from ui.pages.parameters import read_parameters
from ui.pages.search_chips import chips
from ui.pages.search_view import SearchView, search_view

router = APIRouter()
_PERSONS = ("staff", "policy", "citizen")
_EXAMPLES = 3


@router.get("/")
async def search_page(request: Request) -> Response:
    """The search box; with ``q`` the answer to it."""
    mails = request.app.state.settings.smtp_host is not None
    return await respond(request, lambda library, page: _page(library, page, mails=mails))


def _page(library: Library, page: Page, *, mails: bool) -> Response:
    if not page.query.first("q").strip():
        return _render(library, page, status=200)
    try:
        parameters = read_parameters(SearchParameters, page.query)
        result = library.search(search_request(parameters, library))
    except (RequestValidationError, BadQuery, BadFilter, UnknownJurisdiction, UnknownKind) as error:
        problem = problem_of(error)
        return _render(library, page, status=problem.status, problem=problem)
    return _render(library, page, status=200, view=search_view(page, result, mails=mails))


def _render(
    library: Library, page: Page, *, status: int, view: SearchView | None = None, problem: Problem | None = None
) -> Response:
    return page.render(
        "search.html",
        status=status,
        view=view,
        problem=problem,
        chips=chips(page, view.result if view else None),
        held=held_in(library.catalogue(), page.labels),
        semantic=library.semantic_state(),
        examples={person: _examples(page, person) for person in _PERSONS},
    )


def _examples(page: Page, person: str) -> list[str]:
    return [str(page.words(f"example.{person}.{number}")) for number in range(1, _EXAMPLES + 1)]
