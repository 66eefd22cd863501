"""From a request to a response: work beside the event loop, entity tags."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request, Response
from pydantic import BaseModel

from search_api.fields import fields_of, in_fields, refuse_fields
from search_api.forms import ChosenResponse, Form
from search_api.freshness import http_date, unchanged_since
from search_api.holder import LibraryHolder
from search_api.library import Library
from search_api.list_forms import as_table, form_of
from search_api.models.base import Model
from search_api.version import VERSION

Work = Callable[[Library], BaseModel | Response]
NAMED: Final = (300, 301, 304, 400, 404, 410)
"""What an address that names an instrument may answer beside 200."""
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_WORDS = {
    300: "The name means several instruments: `candidates` lists them.",
    301: "A title that only one instrument has: `Location` is its address.",
    303: "The identifier of an instrument: `Location` is a document about it.",
    304: "Nothing has changed since the tag in If-None-Match, or the moment in If-Modified-Since.",
    400: "The query, the address or the body cannot be read; `detail` says what to change.",
    401: "No API key, or one that is not known, has expired or was revoked; `detail` says what to do.",
    403: "The account of the API key may not do this; `detail` says who may.",
    409: "What is there already does not allow it; `detail` says what to do first.",
    412: "Somebody has acted since the state named in If-Match: read it again, then decide.",
    404: "Not among what is held; `closest` names the nearest.",
    410: "Known, but its texts are withdrawn; the reason and the record are in the answer.",
    405: "Not one of the methods in the Allow header.",
    413: "The body of the request is too large.",
    414: "The address is too long.",
    422: "A parameter is wrong, unknown or missing; `errors` names each with the nearest right one.",
    429: "Too many requests, or failures with API keys, from one address: try again after the seconds in Retry-After.",
    503: "Not ready, or too much is asked: try again after the seconds in Retry-After.",
}
_TELLS: Final = {401: "WWW-Authenticate", 405: "Allow", 429: "Retry-After", 503: "Retry-After"}
"""The header that tells a caller more."""
_EVERYWHERE = (405, 413, 414, 422, 429, 503)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of the errors of an address: these statuses and those that every address has."""
    return {status: _described(status) for status in sorted({*statuses, *_EVERYWHERE})}


async def answer(request: Request, work: Work, *, slow: bool = False) -> Response:
    """The work's answer as JSON with an entity tag, or 304 where the caller has it already."""

    def run() -> Response:
        library = holder(request).get()
        generation = library.generation()
        since = request.app.state.freshness.since(generation)
        caching = {"ETag": entity_tag(generation), "Last-Modified": http_date(since), "Cache-Control": "no-cache"}
        if _is_known(request, caching["ETag"], since):
            return Response(status_code=304, headers=caching)
        response = _formed(request, work(library), since)
        for name, value in caching.items():
            response.headers.setdefault(name, value)
        return response

    response: Response = await (request.app.state.slow if slow else request.app.state.quick).run(run)
    return response


def _formed(request: Request, found: BaseModel | Response, at: datetime) -> Response:
    form = form_of(request)
    if form is not Form.JSON and isinstance(found, Model):
        return as_table(request, form, found, at=at)
    return given(request, found)


def holder(request: Request) -> LibraryHolder:
    """The holder of the library that the application was made with."""
    found: LibraryHolder = request.app.state.library
    return found


def given(request: Request, found: BaseModel | Response) -> Response:
    """What was found, in JSON cut down to the fields that the request chooses. Raises BadFilter."""
    fields = fields_of(request)
    if isinstance(found, BaseModel):
        return Response(in_fields(found, fields), media_type="application/json")
    if found.status_code == HTTPStatus.OK and not isinstance(found, ChosenResponse):
        refuse_fields(fields)
    return found


def entity_tag(generation: str) -> str:
    """Changes with whatever an answer may rest on: program, corpus, index, vectors, checklist, day."""
    return f'W/"{VERSION}-{generation}"'


def matches(header: str | None, tag: str) -> bool:
    """Whether If-None-Match names the tag (RFC 9110, weak comparison)."""
    if header is None:
        return False
    given = [part.strip().removeprefix("W/") for part in header.split(",")]
    return "*" in given or tag.removeprefix("W/") in given


def _is_known(request: Request, tag: str, since: datetime) -> bool:
    """Whether the caller has the answer already; a tag goes before a moment (RFC 9110, 13.2.2)."""
    if "if-none-match" in request.headers:
        return matches(request.headers["if-none-match"], tag)
    return unchanged_since(request.headers.get("if-modified-since"), since)


def _described(status: int) -> dict[str, Any]:
    if status in (301, 303, 304):
        return {"description": _WORDS[status]}
    told = {"headers": {_TELLS[status]: {"schema": {"type": "string"}}}} if status in _TELLS else {}
    return {"description": _WORDS[status], "content": _PROBLEM, **told}
