"""The list of what is held: by title, place and kind, with exact totals."""

from starlette.responses import Response

from law.jurisdiction import JURISDICTIONS, within
from law.kind import KINDS
from search_api.choosing import known
from search_api.library import Library
from search_api.listing import Filters
from search_api.parameters import InstrumentListParameters, read_day_or_today
from ui.pages.held import held_in
from ui.pages.page import Page
from ui.pages.parameters import read_parameters


def list_page(library: Library, page: Page) -> Response:
    """One page of the instruments held."""
    parameters = read_parameters(InstrumentListParameters, page.query)
    listing = library.instruments(_filters(parameters, library), offset=parameters.offset, limit=parameters.limit)
    last = listing.offset + len(listing.items)
    return page.render(
        "instruments.html",
        listing=listing,
        held=held_in(library.catalogue(), page.labels),
        last=last,
        previous=_at(page, max(0, listing.offset - listing.limit)) if listing.offset else None,
        following=_at(page, last) if last < listing.total else None,
    )


def _at(page: Page, offset: int) -> str:
    return page.here(page.query.setting(offset=str(offset) if offset else None))


def _filters(asked: InstrumentListParameters, library: Library) -> Filters:
    """Raises UnknownJurisdiction, BadFilter."""
    wanted = [JURISDICTIONS[code].code for code in asked.jurisdiction]
    return Filters(
        jurisdictions=frozenset(code for code in JURISDICTIONS if any(within(code, place) for place in wanted)),
        kinds=frozenset(known(asked.kind, KINDS, parameter="kind")),
        title=asked.title,
        on=read_day_or_today(asked.on, library.today()),
        in_force=asked.in_force,
    )
