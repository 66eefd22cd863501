"""``/gaps``: requirements by places; ``/gaps/{requirement}/{jurisdiction}``: one cell with all that it rests on."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from search_api.library import Library
from search_api.parameters import DayParameters, GapParameters, read_day_or_today
from search_api.routes.gaps import read_places
from ui.pages.gap_cell import cell_view
from ui.pages.gap_matrix import matrix_view
from ui.pages.held import held_in
from ui.pages.page import Page, respond
from ui.pages.parameters import read_parameters
from ui.pages.waiting import so_far

router = APIRouter()


@router.get("/gaps")
async def gaps_page(request: Request) -> Response:
    """The matrix of the places chosen, by default the one of which most is held."""
    return await respond(request, _matrix, slow=True)


@router.get("/gaps/{requirement}/{jurisdiction}")
async def gap_cell_page(request: Request, requirement: str, jurisdiction: str) -> Response:
    """One requirement judged for one place on a day."""

    def work(library: Library, page: Page) -> Response:
        asked = read_parameters(DayParameters, page.query)
        on = read_day_or_today(asked.on, library.today())
        cell = library.cell(requirement, read_places([jurisdiction])[0], on)
        return page.render("gap_cell.html", view=cell_view(page, library, cell), refused="", kept={})

    return await respond(request, work, slow=True)


def _matrix(library: Library, page: Page) -> Response:
    asked = read_parameters(GapParameters, page.query)
    places = read_places(asked.jurisdiction or [library.main_place()])
    on = read_day_or_today(asked.on, library.today())
    ready = so_far(places, lambda those: library.gaps(those, asked.area, asked.requirement, on))
    return page.render(
        "gaps.html",
        status=ready.status,
        view=matrix_view(page, ready.found, library.checklist()),
        asked=places,
        pending=ready.pending,
        held=held_in(library.catalogue(), page.labels),
    )
