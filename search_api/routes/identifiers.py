"""``GET /akn/…``: the identifier of a law as a web address, which leads to a document about it."""

from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Path, Query, Request, Response

from search_api.addresses import instrument_href
from search_api.answering import answer, problems
from search_api.library import Library
from search_api.named_address import read_path
from search_api.parameters import InstrumentParameters
from search_api.reading import read_asked

router = APIRouter(tags=["instruments"])
_PORTION = "/~"
_ADDRESS = (
    "What follows `/akn/`: `cn/act/个人信息保护法`, with a day `@2021-11-01` and a provision `/~art_13` if wanted."
)


@router.get(
    "/akn/{address:path}",
    operation_id="followIdentifier",
    response_class=Response,
    status_code=303,
    responses=problems(303, 304, 400, 404, 410),
)
async def follow_identifier(
    request: Request,
    address: Annotated[str, Path(description=_ADDRESS)],
    parameters: Annotated[InstrumentParameters, Query()],
) -> Response:
    """Lead from the identifier of an instrument, a text or a provision to a document: a page for browsers, else JSON.

    `~` names a provision, as Akoma Ntoso's naming convention (OASIS, 2019) does.
    """
    path, _mark, provision = address.partition(_PORTION)
    asked = read_path(f"akn/{path}")

    def work(library: Library) -> Response:
        read = read_asked(asked.address)
        found = library.catalogue().find(read.name).id
        if _wants_page(request) and not asked.ending:
            day = f"@{read.key}" if read.key else ""
            location = quote(f"/instruments{found}{day}", safe="/@.") + _at(provision, parameters)
        else:
            parts = ("provisions", provision) if provision else ()
            query = f"?{request.url.query}" if request.url.query else ""
            location = instrument_href(found, read.key, *parts) + asked.ending + query
        return Response(status_code=303, headers={"Location": location, "Vary": "Accept"})

    return await answer(request, work)


def _at(provision: str, asked: InstrumentParameters) -> str:
    """A long text is shown in parts: the query names the provision, since a fragment never reaches the server."""
    pairs = (("on", asked.on), ("language", asked.language), ("at", provision))
    query = urlencode([(name, value) for name, value in pairs if value])
    return (f"?{query}" if query else "") + (f"#{quote(provision)}" if provision else "")


def _wants_page(request: Request) -> bool:
    """Whether there are pages, and the caller names HTML among what it takes."""
    has_pages = getattr(request.app.state, "render_problem", None) is not None
    return has_pages and "text/html" in request.headers.get("accept", "")
