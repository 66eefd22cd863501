"""``/implementing``: which local provisions are tied to a national law or article, and where none was found."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from gaps.implementing import Implementing
from law.instrument import Instrument
from law.jurisdiction import JURISDICTIONS
from search_api.filling_gaps import ImplementingMap, implementing_map
from search_api.library import Library
from search_api.parameters import read_day_or_today
from search_api.routes.filling_gaps import ImplementingParameters
from ui.pages.marks import write_spans
from ui.pages.page import Page, respond
from ui.pages.parameters import read_offset, read_parameters

router = APIRouter()
_AT_ONCE: Final = 40
_EXAMPLES: Final = 3
_LONGEST: Final = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """A local provision with the way to its words."""

    found: Implementing
    quote: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """What the template shows; ``provinces`` are all with something found, with how many, in order of the code."""

    map: ImplementingMap
    tied: list[Tied]
    provinces: list[tuple[str, int]]
    first: int
    previous: str | None
    following: str | None
    national: str
    json: str


@router.get("/implementing")
async def implementing_page(request: Request) -> Response:
    """The form; with a national law the local provisions tied to it."""

    def work(library: Library, page: Page) -> Response:
        view = _view(page, library) if page.query.first("instrument") else None
        examples = [str(page.words(f"example.implementing.{n}")) for n in range(1, _EXAMPLES + 1)]
        return page.render("implementing.html", view=view, examples=examples)

    return await respond(request, work, slow=True)


def _view(page: Page, library: Library) -> MapView:
    asked = read_parameters(ImplementingParameters, page.query)
    on = read_day_or_today(asked.on, library.today())
    found = implementing_map(library, asked.instrument, asked.provision or None, on)
    first, total = read_offset(page.query), len(found.found)
    codes = [each.province for each in found.found]
    return MapView(
        map=found,
        tied=[_tied(page, each) for each in found.found[first : first + _AT_ONCE]],
        provinces=[(code, codes.count(code)) for code in sorted(set(codes))],
        first=first,
        previous=page.at_offset(max(0, first - _AT_ONCE)) if first else None,
        following=page.at_offset(first + _AT_ONCE) if first + _AT_ONCE < total else None,
        national=page.instrument(found.instrument, None, asked.provision if asked.provision.isascii() else ""),
        json=page.query.only("instrument", "provision", "on").at("/api/v1/implementing"),
    )


def _tied(page: Page, each: Implementing) -> Tied:
    mark = write_spans(each.provision_id, [(each.start, each.end)])
    href = page.instrument(each.instrument, each.version, each.provision_id, mark=mark)
    quote = each.quote if len(each.quote) <= _LONGEST else f"{each.quote[:_LONGEST]}…"
    return Tied(found=each, quote=quote, href=href)


def implementing_href(page: Page, work: Instrument, provision: str = "") -> str | None:
    """Where the local law under a national one is shown; None for the law of a place that has none below it."""
    place = work.jurisdiction
    above_others = JURISDICTIONS[place].parent is None and any(each.parent == place for each in JURISDICTIONS.values())
    return page.url("/implementing", instrument=work.id, provision=provision) if above_others else None
