"""Errors as problem+json (RFC 9457): what is wrong, and in ``detail`` what to do next. Never a trace."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index.records import BadQuery, IndexUnavailable
from law.corpus import CorpusUnavailable
from law.identifier import BadAddress
from law.jurisdiction import UnknownJurisdiction
from law.kind import UnknownKind
from search_api.budget import Overloaded
from search_api.single_flight import StillWorking
from search_api.validation import known_parameters, parameter_errors
from search_api.views import Ambiguous, BadFilter, Named, NotHeld, Withdrawn

API_PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("lexgap.api")
_RETRY_UNAVAILABLE_S = 5
_NEXT_STEP = {
    404: "There is nothing at this address. Every address is described in /api/v1/openapi.json.",
    405: "This address answers only to the methods in the Allow header; nothing here can be written to.",
    413: "The body of the request is too large: a pasted text may have 64 kB, and other addresses take no body.",
    414: "The address is too long: a query may have 512 characters.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One error. ``extra`` are members of its own: errors, closest, candidates, held."""

    status: int
    detail: str
    kind: str
    headers: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def record(self, instance: str) -> dict[str, Any]:
        """The members of RFC 9457 and our own."""
        known = {"type": f"urn:lexgap:problem:{self.kind}", "title": self.title, "status": self.status}
        return {**known, "detail": self.detail, "instance": instance, **self.extra}


Render = Callable[[Request, Problem], Response]
"""How the pages show a problem; set as ``app.state.render_problem``."""


def install_problems(app: FastAPI) -> None:
    """Answer every error with a problem: JSON under /api/, else as the pages render it."""
    for error in (*_READERS, HTTPException, RequestValidationError):
        app.add_exception_handler(error, answer_error)


def problem_of(error: Exception, *, parameters: Sequence[str] = ()) -> Problem:
    """The problem that tells a caller about an error; ``parameters`` are those of the address, for what is misspelt."""
    if isinstance(error, RequestValidationError):
        return _invalid(error, parameters)
    if isinstance(error, HTTPException):
        detail = _NEXT_STEP.get(error.status_code, error.detail)
        return Problem(status=error.status_code, detail=detail, kind="http", headers=_headers(error))
    for kind, read in _READERS.items():
        if isinstance(error, kind):
            return read(error)
    detail = "Something failed on our side; it has been logged. Try again, and report it if it happens twice."
    return Problem(status=500, detail=detail, kind="failure")


def _headers(error: HTTPException) -> dict[str, str]:
    """HEAD is answered wherever GET is, which the router does not know."""
    headers = dict(error.headers or {})
    if headers.get("Allow") == "GET":
        headers["Allow"] = "GET, HEAD"
    return headers


def named_record(named: Named) -> dict[str, str]:
    """A name with the address that answers for it."""
    href = f"/api/v1/instruments{named.id}"
    return {"id": named.id, "title": named.title, "jurisdiction": named.jurisdiction, "href": href}


async def answer_error(request: Request, error: Exception) -> Response:
    """The answer to a request that failed."""
    problem = problem_of(error, parameters=known_parameters(request))
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR and problem.kind == "failure":
        _LOG.error("failed: %s %s", request.method, request.url.path, exc_info=error)
    render: Render | None = getattr(request.app.state, "render_problem", None)
    if render is not None and not request.url.path.startswith(API_PREFIX):
        response = render(request, problem)
        response.headers.update(problem.headers)
        return response
    return problem_response(problem, request.url.path)


def problem_response(problem: Problem, instance: str) -> Response:
    """The problem as JSON."""
    record = problem.record(instance)
    return JSONResponse(record, status_code=problem.status, headers=problem.headers, media_type=MEDIA_TYPE)


def _invalid(error: RequestValidationError, parameters: Sequence[str]) -> Problem:
    errors = parameter_errors(error, parameters)
    detail = "; ".join(f"{e['parameter']}: {e['message']}" for e in errors)
    return Problem(status=422, detail=detail, kind="invalid-parameter", extra={"errors": errors})


def _not_held(error: NotHeld) -> Problem:
    closest = [named_record(n) for n in error.closest]
    hint = f" The closest: {', '.join(c['title'] for c in closest)}." if closest else ""
    extra = {"closest": closest, "held": error.held}
    return Problem(status=404, detail=f"{error}.{hint} {error.held}".strip(), kind="not-held", extra=extra)


def _withdrawn(error: Withdrawn) -> Problem:
    work = error.gone.instrument
    known = {"id": work.id, "titles": dict(work.titles), "jurisdiction": work.jurisdiction, "kind": work.kind}
    known |= {"number": work.number, "issuing_body": work.issuing_body, "alternates": dict(work.alternates)}
    reasons = [{"source": w.source, "at": w.at.isoformat(), "reason": w.reason} for w in error.gone.withdrawals]
    extra = {"instrument": known, "withdrawn": reasons}
    return Problem(
        status=410, detail=f"{error}. Its record stays; its words are not shown.", kind="withdrawn", extra=extra
    )


def _ambiguous(error: Ambiguous) -> Problem:
    extra = {"candidates": [named_record(n) for n in error.candidates]}
    return Problem(status=300, detail=str(error), kind="ambiguous", extra=extra)


def _bad_filter(error: BadFilter) -> Problem:
    errors = [{"parameter": error.parameter, "message": str(error), "closest": list(error.closest)}]
    return Problem(status=422, detail=str(error), kind="invalid-parameter", extra={"errors": errors})


def _bad_code(error: UnknownJurisdiction | UnknownKind) -> Problem:
    parameter = "kind" if isinstance(error, UnknownKind) else "jurisdiction"
    errors = [{"parameter": parameter, "message": str(error), "closest": []}]
    return Problem(status=422, detail=str(error), kind="invalid-parameter", extra={"errors": errors})


def _unavailable(error: Exception) -> Problem:
    headers = {"Retry-After": str(_RETRY_UNAVAILABLE_S)}
    return Problem(status=503, detail=str(error), kind="unavailable", headers=headers)


def _later(error: StillWorking | Overloaded) -> Problem:
    headers = {"Retry-After": str(error.retry_after)}
    return Problem(status=503, detail=str(error), kind="busy", headers=headers)


_READERS: dict[type[Exception], Callable[[Any], Problem]] = {
    NotHeld: _not_held,
    Withdrawn: _withdrawn,
    Ambiguous: _ambiguous,
    BadFilter: _bad_filter,
    UnknownJurisdiction: _bad_code,
    UnknownKind: _bad_code,
    BadAddress: lambda e: Problem(status=400, detail=str(e), kind="bad-address"),
    BadQuery: lambda e: Problem(status=400, detail=str(e), kind="bad-query"),
    IndexUnavailable: _unavailable,
    CorpusUnavailable: _unavailable,
    StillWorking: _later,
    Overloaded: _later,
}
