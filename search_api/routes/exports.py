"""``GET /search.csv|.xlsx|.atom``, ``/instruments.csv|…`` and ``/instruments/…/versions.csv|…``."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import RedirectResponse

from index.records import Hit, SearchRequest, SearchResult
from search_api.addresses import page_links
from search_api.answering import NAMED, answer, problems
from search_api.exports import instruments_export, search_export, versions_export
from search_api.forms import Form, ListForm, described
from search_api.library import Library
from search_api.named_address import Address, NamedAddress, answer_about
from search_api.parameters import ExportParameters, InstrumentListParameters, InstrumentParameters, read_day_or_today
from search_api.routes.instruments import list_filters
from search_api.routes.search import reachable, search_request

router = APIRouter(tags=["exports"])
_FORMS = described(Form.CSV, Form.XLSX, Form.ATOM)
_AT_ONCE = 100
Ending = Annotated[ListForm, Path(description="`csv`, `xlsx`, `atom`, or `json` (leads to the address without it).")]


@router.get(
    "/search.{form}",
    operation_id="exportSearch",
    response_class=Response,
    responses={**problems(303, 304, 400), **_FORMS},
)
async def export_search(request: Request, form: Ending, parameters: Annotated[ExportParameters, Query()]) -> Response:
    """Give the hits of a search as a table or a feed, at most 1,000 at a time; `Link` leads to the following ones."""
    if form is ListForm.JSON:
        return _without_ending(request)

    def work(library: Library) -> Response:
        result, hits = _gathered(library, search_request(parameters, library))
        total = reachable(result, seen=parameters.offset + len(hits), full=len(hits) == parameters.k)
        links = page_links(request, offset=parameters.offset, size=parameters.k, total=total, name="k")
        return search_export(request, Form(f".{form}"), result, hits, links, at=made_at(request, library))

    return await answer(request, work, slow=True)


@router.get(
    "/instruments.{form}",
    operation_id="exportInstruments",
    response_class=Response,
    responses={**problems(303, 304), **_FORMS},
)
async def export_instruments(
    request: Request, form: Ending, parameters: Annotated[InstrumentListParameters, Query()]
) -> Response:
    """Give the list of instruments as a table or a feed; `Link` leads to the following ones."""
    if form is ListForm.JSON:
        return _without_ending(request)

    def work(library: Library) -> Response:
        page = library.instruments(list_filters(parameters, library), offset=parameters.offset, limit=parameters.limit)
        links = page_links(request, offset=page.offset, size=page.limit, total=page.total, name="limit")
        return instruments_export(request, Form(f".{form}"), page.items, links, at=made_at(request, library))

    return await answer(request, work)


@router.get(
    "/instruments/{address:path}/versions.{form}",
    operation_id="exportVersions",
    response_class=Response,
    responses={**problems(*NAMED, 303), **_FORMS},
)
async def export_versions(
    request: Request, address: Address, form: Ending, parameters: Annotated[InstrumentParameters, Query()]
) -> Response:
    """Give the texts held of an instrument as a table or a feed."""
    if form is ListForm.JSON:
        return _without_ending(request)

    def work(library: Library, asked: NamedAddress) -> Response:
        held = library.catalogue().find(asked.name)
        views = library.versions(asked.address, on=read_day_or_today(parameters.on, library.today()))
        at = made_at(request, library)
        return versions_export(request, Form(f".{form}"), held.id, held.title, views, at=at)

    return await answer_about(request, address, work, rest=f"/versions.{form}")


def made_at(request: Request, library: Library) -> datetime:
    """The moment that a file says it was made: since when the answer has been as it is."""
    found: datetime = request.app.state.freshness.since(library.generation())
    return found


def _gathered(library: Library, asked: SearchRequest) -> tuple[SearchResult, tuple[Hit, ...]]:
    """The hits of a page that is longer than one search gives."""
    first = library.search(replace(asked, k=min(asked.k, _AT_ONCE)))
    hits = [*first.hits]
    for part in _parts(asked):
        if len(hits) < part.offset - asked.offset:
            break
        hits += library.search(part).hits
    return first, tuple(hits)


def _parts(asked: SearchRequest) -> Iterator[SearchRequest]:
    for passed in range(_AT_ONCE, asked.k, _AT_ONCE):
        yield replace(asked, offset=asked.offset + passed, k=min(_AT_ONCE, asked.k - passed))


def _without_ending(request: Request) -> Response:
    """JSON is what the address without an ending gives."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(request.url.path.removesuffix(".json") + query, status_code=303)
