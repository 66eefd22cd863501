"""Errors as pages: what is wrong, what we hold, and a next step. The API's own answers stay problem+json."""

from typing import Final
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from search_api.problem import Problem
from ui.pages.page import Page
from ui.pages.waiting import NOT_ALL_READY

_EXPLAINED: Final = frozenset({300, 400, 403, 404, 405, 410, 413, 414, 422, 429, 500, 503})
_PARTS_OF_A_NAME: Final = 1
_LONGEST_NAME: Final = 120


def render_problem(request: Request, problem: Problem) -> Response:
    """The page for a problem. It needs no library, since there may be none."""
    page = Page.of(request)
    if problem.extra.get("pending"):
        return page.render("waiting.html", status=NOT_ALL_READY, pending=problem.extra["pending"])
    status = problem.status if problem.status in _EXPLAINED else 500
    response = page.render(
        "problem.html",
        status=problem.status,
        code=status,
        problem=problem,
        named=problem.extra.get("closest") or problem.extra.get("candidates") or [],
        faults=problem.extra.get("errors", []),
        sentence=_sentence(problem),
        says_more=problem.kind not in ("http", "failure"),
        wanted=_wanted(page, problem),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _sentence(problem: Problem) -> str:
    """What is wrong, without the lists that the page shows in its own way."""
    detail = problem.detail.removesuffix(str(problem.extra.get("held", "")))
    return detail.partition(" The closest: ")[0].strip().removesuffix(".")


def _wanted(page: Page, problem: Problem) -> str:
    """What to offer a search for: the query, else the name of the instrument that is not held."""
    asked = page.query.first("q")
    if asked or problem.kind != "not-held":
        return asked[:_LONGEST_NAME]
    return unquote(page.path).rsplit("/", _PARTS_OF_A_NAME)[-1].partition("@")[0][:_LONGEST_NAME]
