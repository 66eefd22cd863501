"""Every error answered: as problem+json under /api/, else as the pages render it."""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic.fields import FieldInfo
from starlette.exceptions import HTTPException

from search_api.budget import Overloaded
from search_api.methods import allowed_at
from search_api.problem import FAILURE, Problem, failure
from search_api.problem_readers import READERS, too_much
from search_api.validation import known_parameters, parameter_errors

API_PREFIX = "/api/"
IDENTIFIER_PREFIX = "/akn/"
MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("lexgap.api")
_NEXT_STEP = {
    400: "The body of the request cannot be read: send it in UTF-8.",
    404: "There is nothing at this address. Every address is described in /api/v1/openapi.json.",
    405: "This address answers only to the methods in the Allow header.",
    413: "The body of the request is too large: a pasted text may have 64 kB, and other addresses take no body.",
    414: "The address is too long: a query may have 512 characters.",
}

Parameters = Mapping[str, FieldInfo]
_NO_PARAMETERS: Parameters = {}
Render = Callable[[Request, Problem], Response]
"""How the pages show a problem; set as ``app.state.render_problem``."""


def install_problems(app: FastAPI) -> None:
    """Answer every error with a problem: JSON under /api/, else as the pages render it."""
    for error in (*READERS, HTTPException, RequestValidationError):
        app.add_exception_handler(error, answer_error)


def problem_of(error: Exception, *, parameters: Parameters = _NO_PARAMETERS) -> Problem:
    """The problem that tells a caller about an error; ``parameters`` are those that the address takes."""
    if isinstance(error, RequestValidationError):
        return _invalid(error, parameters)
    if isinstance(error, Overloaded):
        return too_much(error, parameters)
    if isinstance(error, HTTPException):
        detail = _NEXT_STEP.get(error.status_code, error.detail)
        return Problem(status=error.status_code, detail=detail, kind="http", headers=dict(error.headers or {}))
    for kind, read in READERS.items():
        if isinstance(error, kind):
            return read(error)
    return failure()


async def answer_error(request: Request, error: Exception) -> Response:
    """The answer to a request that failed."""
    problem = problem_of(error, parameters=known_parameters(request))
    if problem.status == HTTPStatus.METHOD_NOT_ALLOWED and (allowed := allowed_at(request)):
        problem.headers["Allow"] = allowed
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR and problem.kind == FAILURE:
        _LOG.error("failed: %s %s", request.method, request.url.path, exc_info=error)
    render: Render | None = getattr(request.app.state, "render_problem", None)
    if render is not None and not _for_programs(request):
        response = render(request, problem)
        response.headers.update(problem.headers)
        return response
    return problem_response(problem, request.url.path)


def _for_programs(request: Request) -> bool:
    """Whether JSON is wanted: from the API, and from an identifier where the caller does not ask for a page."""
    path = request.url.path
    asks_for_page = "text/html" in request.headers.get("accept", "")
    return path.startswith(API_PREFIX) or (path.startswith(IDENTIFIER_PREFIX) and not asks_for_page)


def problem_response(problem: Problem, instance: str) -> Response:
    """The problem as JSON."""
    record = problem.record(instance)
    return JSONResponse(record, status_code=problem.status, headers=problem.headers, media_type=MEDIA_TYPE)


def _invalid(error: RequestValidationError, parameters: Parameters) -> Problem:
    errors = parameter_errors(error, parameters)
    detail = "; ".join(f"{e['parameter']}: {e['message']}" for e in errors)
    return Problem(status=422, detail=detail, kind="invalid-parameter", extra={"errors": errors})
