"""``/instruments/…/diff``: what one text of an instrument changes in another."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from law.text_diff import Change, ProvisionChange
from law.timeline import in_order
from search_api.addresses import instrument_href
from search_api.comparing import Comparison, compare
from search_api.library import Library
from search_api.reading_parameters import DiffParameters
from ui.pages.page import Page, respond
from ui.pages.parameters import read_offset, read_parameters

router = APIRouter()
_AT_ONCE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """What the template shows: the changes of one page, and how many there are of each kind."""

    found: Comparison
    counts: list[tuple[Change, int]]
    changes: list[ProvisionChange]
    total: int
    first: int
    keys: list[str]
    previous: str | None
    following: str | None
    json: str


@router.get("/instruments/{address:path}/diff")
async def comparison_page(request: Request, address: str) -> Response:
    """Two texts of one instrument, provision by provision, with what was inserted and deleted."""

    def work(library: Library, page: Page) -> Response:
        p = read_parameters(DiffParameters, page.query)
        found = compare(library, f"/{address}", before=p.before, after=p.after, language=p.language or None)
        return page.render("comparison.html", view=_view(page, found))

    return await respond(request, work)


def _view(page: Page, found: Comparison) -> ComparisonView:
    changes = [change for change in found.changes if change.change is not Change.UNCHANGED]
    first = read_offset(page.query)
    work, language = found.new.instrument, found.new.version.language
    facts: dict[str, Any] = {"from": found.old.version.key, "to": found.new.version.key}
    return ComparisonView(
        found=found,
        counts=[(change, n) for change, n in found.counts.items() if n],
        changes=changes[first : first + _AT_ONCE],
        total=len(changes),
        first=first,
        keys=[v.key for v in in_order(work.versions) if v.language == language],
        previous=page.at_offset(max(0, first - _AT_ONCE)) if first else None,
        following=page.at_offset(first + _AT_ONCE) if first + _AT_ONCE < len(changes) else None,
        json=page.query.setting(lang=None, offset=None, **facts).at(f"{instrument_href(work.id)}/diff"),
    )
