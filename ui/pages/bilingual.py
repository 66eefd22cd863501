"""``/instruments/…/bilingual``: the same law in several languages, number by number beside each other."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from search_api.addresses import instrument_href
from search_api.comparing import side_by_side
from search_api.library import Library
from search_api.parameters import read_day, read_languages
from search_api.reading_parameters import BilingualParameters
from ui.pages.page import Page, respond
from ui.pages.parameters import read_offset, read_parameters

router = APIRouter()
_AT_ONCE: Final = 40


@router.get("/instruments/{address:path}/bilingual")
async def bilingual_page(request: Request, address: str) -> Response:
    """All languages held, or those asked for, page by page."""

    def work(library: Library, page: Page) -> Response:
        asked = read_parameters(BilingualParameters, page.query)
        on = read_day(asked.on) if asked.on else None
        found = side_by_side(library, f"/{address}", read_languages(asked.languages), on=on)
        first = read_offset(page.query)
        return page.render(
            "bilingual.html",
            texts=found.texts,
            pairs=found.pairs[first : first + _AT_ONCE],
            first=first,
            total=len(found.pairs),
            previous=page.at_offset(max(0, first - _AT_ONCE)) if first else None,
            following=page.at_offset(first + _AT_ONCE) if first + _AT_ONCE < len(found.pairs) else None,
            json=page.query.only("languages", "on").at(f"{instrument_href(found.texts[0].instrument.id)}/bilingual"),
        )

    return await respond(request, work)
