"""``/demands``: the demands of the seed essay on the legislator, and how far the law of a place answers each."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from gaps.demands import Answer, Answered, DemandView, demand_views, with_nations
from search_api.library import Library
from search_api.parameters import read_day_or_today
from search_api.routes.demands import DemandParameters
from search_api.routes.gaps import read_places
from search_api.views import BadFilter
from ui.pages.held import held_in
from ui.pages.marks import write_spans
from ui.pages.page import Page, respond
from ui.pages.parameters import read_offset, read_parameters
from ui.pages.waiting import so_far

router = APIRouter()
_MOST_PLACES: Final = 4
_ANSWERS_AT_ONCE: Final = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A provision that meets a requirement, and the way to it."""

    title: str
    label: str
    version: str
    language: str
    href: str


@router.get("/demands")
async def demands_page(request: Request) -> Response:
    """Every demand for the places chosen, by default the one of which most is held."""
    return await respond(request, _demands, slow=True)


def _demands(library: Library, page: Page) -> Response:
    asked = read_parameters(DemandParameters, page.query)
    places = read_places(asked.jurisdiction or [library.main_place()])
    if len(places) > _MOST_PLACES:
        message = f"{len(places)} places were asked for: ask for at most {_MOST_PLACES} at a time"
        raise BadFilter(message, parameter="jurisdiction")
    on = read_day_or_today(asked.on, library.today())
    ready = so_far(
        places, lambda those: library.gaps(with_nations(those), on=on), needs=lambda place: with_nations([place])
    )
    views = demand_views(ready.found.cells, library.checklist(), ready.places)
    return page.render(
        "demands.html",
        status=ready.status,
        **_stretch(page, views, len(ready.places)),
        asked=places,
        places=ready.places,
        pending=ready.pending,
        on=on,
        counts={place: _counts(views, place) for place in ready.places},
        names={r.id: r.names.in_language(page.language) for r in library.checklist().requirements},
        first_law=lambda answer: _first_law(page, answer),
        held=held_in(library.catalogue(), page.labels),
        json=page.query.setting(lang=None, offset=None).at("/api/v1/demands"),
    )


def _stretch(page: Page, views: tuple[DemandView, ...], places: int) -> dict[str, Any]:
    """The demands of one page: fewer where each has more places."""
    at_once, first = _ANSWERS_AT_ONCE // places, read_offset(page.query)
    return {
        "views": views[first : first + at_once],
        "first": first,
        "total": len(views),
        "previous": page.at_offset(max(0, first - at_once)) if first else None,
        "following": page.at_offset(first + at_once) if first + at_once < len(views) else None,
    }


def _counts(views: tuple[DemandView, ...], place: str) -> list[tuple[Answered, int]]:
    found = Counter(at.answered for view in views for at in view.places if at.jurisdiction == place)
    return [(answered, found[answered]) for answered in Answered]


def _first_law(page: Page, answer: Answer) -> Link | None:
    if not answer.laws:
        return None
    law = answer.laws[0]
    mark = write_spans(law.provision_id, [(law.start, law.end)])
    href = page.instrument(law.instrument, law.version, law.provision_id, language=law.language, mark=mark)
    return Link(title=law.title, label=law.label, version=law.version, language=law.language, href=href)
