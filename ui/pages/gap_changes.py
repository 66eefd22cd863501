"""``/gaps/changes``: which cells became another since an earlier revision of the corpus, and why."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from gaps.changes import CellChange
from search_api.gap_changes import changes_asked
from search_api.library import Library
from search_api.parameters import read_day_or_today
from search_api.routes.gap_changes import ChangeParameters
from search_api.routes.gaps import read_places
from ui.pages.held import held_in
from ui.pages.page import Page, respond
from ui.pages.parameters import read_offset, read_parameters
from ui.pages.waiting import SoFar, so_far

if TYPE_CHECKING:
    from gaps.alerts import GapAlerts

router = APIRouter()
_AT_ONCE = 40
_MOST_TOUCHED = 40
_FILES = ("html", "docx", "xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """What the template shows; ``touched`` are the places with the instruments that came or were repealed."""

    alerts: "GapAlerts"
    changes: list[tuple[CellChange, str, str]]
    touched: list[tuple[str, list[str], int]]
    first: int
    previous: str | None
    following: str | None
    files: list[tuple[str, str]]
    json: str


@router.get("/gaps/changes")
async def gap_changes_page(request: Request) -> Response:
    """The form; with a revision what differs from it."""

    def work(library: Library, page: Page) -> Response:
        ready = _changes(page, library) if page.query.first("since") else None
        return page.render(
            "gap_changes.html",
            status=ready.status if ready else 200,
            view=_view(page, library, ready.found) if ready else None,
            pending=ready.pending if ready else (),
            revision=library.corpus.revision(),
            place=page.query.first("jurisdiction") or library.main_place(),
            held=held_in(library.catalogue(), page.labels),
        )

    return await respond(request, work, slow=True)


def _changes(page: Page, library: Library) -> "SoFar[GapAlerts]":
    """What changed in the places that are ready, as they are and as they were."""
    asked = read_parameters(ChangeParameters, page.query)
    places = read_places(asked.jurisdiction or [library.main_place()])
    on = read_day_or_today(asked.on, library.today())
    return so_far(
        places,
        lambda those: changes_asked(library, library.gaps(those, asked.area, asked.requirement, on), asked.since),
    )


def _view(page: Page, library: Library, found: "GapAlerts") -> ChangesView:
    names = {r.id: r.names.in_language(page.language) for r in library.checklist().requirements}
    first, total = read_offset(page.query), len(found.changes)
    report = page.query.setting(lang=page.language, offset=None)
    return ChangesView(
        alerts=found,
        changes=[
            (change, names[change.requirement], page.cell(change.requirement, change.jurisdiction))
            for change in found.changes[first : first + _AT_ONCE]
        ],
        touched=[(place, list(titles[:_MOST_TOUCHED]), len(titles)) for place, titles in found.touched.items()],
        first=first,
        previous=page.at_offset(max(0, first - _AT_ONCE)) if first else None,
        following=page.at_offset(first + _AT_ONCE) if first + _AT_ONCE < total else None,
        files=[(form, report.at(f"/api/v1/gaps.{form}")) for form in _FILES],
        json=page.query.setting(lang=None, offset=None).at("/api/v1/gaps/changes"),
    )
