"""``/instruments/…/diff``: what one text of an instrument changes in another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from law.instrument import Instrument, Version
from law.text_diff import Change, ProvisionChange
from law.timeline import in_order
from search_api.addresses import instrument_href
from search_api.comparing import Comparison, compare
from search_api.library import Library
from search_api.reading_parameters import DiffParameters
from ui.pages.addresses import instrument_path
from ui.pages.page import Page, respond
from ui.pages.parameters import read_offset, read_parameters

router = APIRouter()
_AT_ONCE: Final = 40
_ASKED: Final = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """What the template shows: the changes of one page, and how many there are of each kind.

    ``asked`` is the provision that the reader came from, changed or not; None where they came from a whole text.
    """

    found: Comparison
    counts: list[tuple[Change, int]]
    changes: list[ProvisionChange]
    total: int
    first: int
    asked: ProvisionChange | None
    keys: list[str]
    previous: str | None
    following: str | None
    json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The key of a text, and where a later one is compared with it."""

    key: str
    href: str


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
    asked = _asked(page, found)
    first = _first(page, changes, asked)
    elsewhere = replace(page, query=page.query.setting(at=None))
    work, language = found.new.instrument, found.new.version.language
    facts: dict[str, Any] = {"from": found.old.version.key, "to": found.new.version.key}
    return ComparisonView(
        found=found,
        counts=[(change, n) for change, n in found.counts.items() if n],
        changes=changes[first : first + _AT_ONCE],
        total=len(changes),
        first=first,
        asked=asked,
        keys=[v.key for v in in_order(work.versions) if v.language == language],
        previous=elsewhere.at_offset(max(0, first - _AT_ONCE)) if first else None,
        following=elsewhere.at_offset(first + _AT_ONCE) if first + _AT_ONCE < len(changes) else None,
        json=page.query.setting(lang=None, offset=None, at=None, **facts).at(f"{instrument_href(work.id)}/diff"),
    )


def with_before(page: Page, work: Instrument, version: Version, provision: str = "") -> Before | None:
    """The text before one in the same language, and where the two are compared; None where none is held.

    ``provision`` is the id of the one of the newer text at which the comparison opens.
    """
    keys = [each.key for each in in_order(work.versions) if each.language == version.language]
    if version.key == keys[0]:
        return None
    key = keys[keys.index(version.key) - 1]
    facts = {"from": key, "to": version.key, "language": version.language, "at": provision}
    path = f"{instrument_path(work.id)}/diff"
    return Before(key=key, href=page.url(path, _ASKED if provision else "", **facts))


def _asked(page: Page, found: Comparison) -> ProvisionChange | None:
    at = page.query.first("at")
    return next((change for change in found.changes if at and change.new and change.new.id == at), None)


def _first(page: Page, changes: Sequence[ProvisionChange], asked: ProvisionChange | None) -> int:
    """The stretch of the list that is shown: the one with what was asked for."""
    if asked is None or asked not in changes:
        return read_offset(page.query)
    return changes.index(asked) // _AT_ONCE * _AT_ONCE
