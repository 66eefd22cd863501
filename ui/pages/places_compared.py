"""``/compare``: places side by side on one requirement, with models from elsewhere for what is missing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from gaps.changes import CellChange
from gaps.model_provisions import ModelProvision, SideBySide
from gaps.records import Cell, Result
from gaps.requirement import Requirement
from law.jurisdiction import JURISDICTIONS
from search_api.filling_gaps import compare_places
from search_api.library import Library
from search_api.parameters import read_day, read_day_or_today
from search_api.routes.filling_gaps import CompareParameters
from search_api.routes.gaps import read_places
from search_api.views import BadFilter
from ui.pages.gap_cell import Quote, quote_view
from ui.pages.held import held_in
from ui.pages.page import Page, respond
from ui.pages.parameters import read_parameters

router = APIRouter()
_QUOTES: Final = 2
_MODEL_PLACES: Final = 3
_MOST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """One place's answer; ``then`` is its earlier result, if one was asked for, ``why`` what differs.

    ``change`` is ``result``, ``quotes`` (the same result on other provisions or texts) or ``none``.
    """

    cell: Cell
    quotes: list[Quote]
    href: str
    then: Result | None
    change: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedView:
    """What the template shows."""

    requirement: Requirement
    places: list[PlaceView]
    models: list[tuple[ModelProvision, Quote]]
    models_from: list[str]
    then: str
    json: str


@router.get("/compare")
async def compare_page(request: Request) -> Response:
    """The form; with a requirement and places their answers beside each other."""

    def work(library: Library, page: Page) -> Response:
        asked = page.query.first("requirement") and page.query.first("jurisdiction")
        return page.render(
            "places_compared.html",
            view=_view(page, library) if asked else None,
            checklist=library.checklist(),
            held=held_in(library.catalogue(), page.labels),
            chosen=page.query.values("jurisdiction"),
            revision=library.corpus.revision(),
        )

    return await respond(request, work, slow=True)


def _view(page: Page, library: Library) -> ComparedView:
    asked = read_parameters(CompareParameters, page.query)
    places = read_places(asked.jurisdiction)
    if len(places) > _MOST:
        message = f"{len(places)} places were asked for: ask for at most {_MOST} at a time"
        raise BadFilter(message, parameter="jurisdiction")
    others = read_places(asked.models_from) or _where_models_may_be(library, places)
    found = compare_places(
        library,
        asked.requirement,
        places,
        read_day_or_today(asked.on, library.today()),
        before=read_day(asked.before, parameter="before") if asked.before else None,
        since=asked.since,
        models_from=others,
    )
    return ComparedView(
        requirement=library.checklist().requirement(found.requirement),
        places=_places(page, library, found),
        models=[(model, quote_view(page, library, model.evidence)) for model in found.models],
        models_from=list(others),
        then=_then(page, asked),
        json=page.query.setting(lang=None, models_from=others).at("/api/v1/compare"),
    )


def _then(page: Page, asked: CompareParameters) -> str:
    """What the places are compared with: a day, a revision of the corpus, or both."""
    if asked.since is None:
        return page.words("places.then", day=asked.before)
    if not asked.before:
        return page.words("places.then_held", revision=f"{asked.since:,}")
    return page.words("places.then_both", day=asked.before, revision=f"{asked.since:,}")


def _places(page: Page, library: Library, found: SideBySide) -> list[PlaceView]:
    then = {cell.jurisdiction: cell.result for cell in found.before}
    differences = {change.jurisdiction: change for change in found.differences}
    return [_place(page, library, cell, then, differences.get(cell.jurisdiction)) for cell in found.cells]


def _place(
    page: Page, library: Library, cell: Cell, then: Mapping[str, Result], differs: CellChange | None
) -> PlaceView:
    return PlaceView(
        cell=cell,
        quotes=[quote_view(page, library, evidence) for evidence in cell.evidence[:_QUOTES]],
        href=page.cell(cell.requirement, cell.jurisdiction, page.query.first("on")),
        then=then.get(cell.jurisdiction),
        change="none" if differs is None else "result" if differs.result_changed else "quotes",
        why=differs.why if differs else (),
    )


def _where_models_may_be(library: Library, places: Sequence[str]) -> list[str]:
    """Places beside the first one, under the same nation or province, of which most is held."""
    first = places[0].partition("+")[0]
    parent = JURISDICTIONS[first].parent
    own = Counter(instrument.jurisdiction for instrument in library.catalogue().instruments.values())
    beside = [code for code in own if JURISDICTIONS[code].parent == parent and code not in places and parent]
    return sorted(beside, key=lambda code: (-own[code], code))[:_MODEL_PLACES]
