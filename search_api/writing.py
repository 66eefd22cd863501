"""Answering whoever has an API key: work beside the event loop, and nothing that anybody in between may keep."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request, Response
from pydantic import BaseModel

from search_api.answering import given, holder
from search_api.library import Library

_ACCOUNT: Final = "/api/v1/account"
MADE: Final[dict[int | str, dict[str, Any]]] = {
    201: {
        "description": "Made: `Location` is its address.",
        "headers": {"Location": {"schema": {"type": "string"}, "description": "Where it is."}},
    }
}
"""The OpenAPI description of what ``created`` answers."""


async def own(request: Request, work: Callable[[Library], BaseModel | Response], *, slow: bool = False) -> Response:
    """The work's answer, which is the account's own affair."""

    def run() -> Response:
        response = given(request, work(holder(request).get()))
        response.headers["Cache-Control"] = "no-store"
        return response

    response: Response = await (request.app.state.slow if slow else request.app.state.quick).run(run)
    return response


def created(made: BaseModel, location: str) -> Response:
    """201 with what was made, and where it is."""
    headers = {"Location": location}
    return Response(made.model_dump_json(), status_code=201, media_type="application/json", headers=headers)


def removed() -> Response:
    """204: it is gone."""
    return Response(status_code=204)


def own_address(*parts: str) -> str:
    """The address of something that an account keeps."""
    return "/".join((_ACCOUNT, *(quote(part, safe="") for part in parts)))
