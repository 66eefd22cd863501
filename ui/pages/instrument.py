"""``/instruments/…``: one instrument with one of its texts, whole, with anchors, timeline and history."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from search_api.library import Library
from search_api.named_address import ENDINGS
from search_api.parameters import InstrumentParameters, read_day
from search_api.reading import read_asked
from ui.pages.addresses import instrument_path
from ui.pages.instrument_list import list_page
from ui.pages.instrument_view import instrument_view
from ui.pages.page import Page, respond
from ui.pages.parameters import read_parameters

router = APIRouter()


@router.get("/instruments")
async def instruments_page(request: Request) -> Response:
    """What is held, page by page."""
    return await respond(request, list_page)


@router.get("/instruments/{address:path}")
async def instrument_page(request: Request, address: str) -> Response:
    """An instrument by its identifier; a title leads to it, and an ending to the API's form of it."""
    if address.endswith(ENDINGS):
        return RedirectResponse(_with_query(request, f"/api/v1/instruments/{address}"), status_code=303)

    def work(library: Library, page: Page) -> Response:
        if not address.startswith("akn/"):
            return _to_identifier(request, library, address)
        if page.query.first("provision"):
            return _to_provision(page, address)
        asked = read_parameters(InstrumentParameters, page.query)
        day = read_day(asked.on) if asked.on else None
        view = library.instrument(f"/{address.rstrip('/')}", on=day, language=asked.language or None)
        provenance = library.provenance(view.instrument.id)
        return page.render("instrument.html", view=instrument_view(page, view, provenance))

    return await respond(request, work)


def _to_identifier(request: Request, library: Library, address: str) -> Response:
    """Raises BadAddress, NotHeld, Ambiguous."""
    asked = read_asked(address)
    path = instrument_path(library.catalogue().find(asked.name).id, asked.key)
    return RedirectResponse(_with_query(request, path), status_code=301)


def _to_provision(page: Page, address: str) -> Response:
    """The long address of a provision's own page, which a whole text has no room to repeat for each."""
    query = page.query.setting(provision=None)
    path = f"/instruments/{address}/provisions/{page.query.first('provision')}"
    return RedirectResponse(query.at(path), status_code=303)


def _with_query(request: Request, path: str) -> str:
    return quote(path, safe="/@.") + (f"?{request.url.query}" if request.url.query else "")
