"""``/checklist``, ``/checklist/mappings``, ``/sources`` and ``/help``."""

from collections import defaultdict

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gaps.mappings import MappedEntry, mappings
from search_api.library import Library
from search_api.views import NotHeld
from ui.pages.held import held_in
from ui.pages.page import Page, respond, static_url

router = APIRouter()


@router.get("/checklist")
async def checklist_page(request: Request) -> Response:
    """What the law should say; of one area also how it is judged, and how it stands to other checklists."""

    def work(library: Library, page: Page) -> Response:
        return page.render(
            "checklist.html",
            checklist=library.checklist(),
            place=_place(library),
            chosen=page.query.first("area"),
            mapped=_mapped(),
        )

    return await respond(request, work)


def _place(library: Library) -> str | None:
    """The place whose results the requirements link to; None while nothing is held."""
    try:
        return library.main_place()
    except NotHeld:
        return None


@router.get("/checklist/mappings")
async def mappings_page(request: Request) -> Response:
    """How the requirements stand to the entries of other checklists."""

    def work(library: Library, page: Page) -> Response:
        names = {r.id: (r.names.in_language(page.language), r.area) for r in library.checklist().requirements}
        return page.render("mappings.html", mappings=mappings(), names=names)

    return await respond(request, work)


def _mapped() -> defaultdict[str, list[tuple[str, MappedEntry]]]:
    """The entries of other checklists beside each requirement."""
    found: defaultdict[str, list[tuple[str, MappedEntry]]] = defaultdict(list)
    for mapping in mappings():
        for pair in mapping.entries:
            found[pair.requirement].append((mapping.checklist, pair))
    return found


@router.get("/sources")
async def sources_page(request: Request) -> Response:
    """What is held, from whom, on which terms, and what is not."""

    def work(library: Library, page: Page) -> Response:
        return page.render(
            "sources.html",
            sources=library.sources(),
            held=held_in(library.catalogue(), page.labels),
            health=library.health(),
        )

    return await respond(request, work)


@router.get("/help")
async def help_page(request: Request) -> Response:
    """How to use the pages, for three kinds of people."""
    return await respond(request, lambda _library, page: page.render("help.html"))


@router.get("/favicon.ico")
async def favicon() -> Response:
    """Browsers ask for it unprompted."""
    return RedirectResponse(static_url("mark.svg"), status_code=308)
