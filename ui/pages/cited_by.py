"""``/instruments/…/cited-by``: the provisions of other laws that cite a law, or one provision of it."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from law.instrument import Instrument
from search_api.addresses import instrument_href
from search_api.cited_by import CitedBy, Citing, citations_of
from search_api.library import Library
from search_api.reading_parameters import CitedByParameters
from ui.pages.marks import excerpt_window, marked_lines, write_spans
from ui.pages.page import Page, respond
from ui.pages.parameters import read_parameters

router = APIRouter()
AT_ONCE: Final = 30
_EXCERPT: Final = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingView:
    """A citation in the words around it, and the way there."""

    citing: Citing
    lines: list[Markup]
    href: str


@router.get("/instruments/{address:path}/cited-by")
async def cited_by_page(request: Request, address: str) -> Response:
    """Page by page, in order of the citing law."""

    def work(library: Library, page: Page) -> Response:
        asked = read_parameters(CitedByParameters, page.query)
        held = library.catalogue().find(f"/{address}")
        every = citations_of(library, held)
        found = every.of(asked.provision or None)
        shown = found[asked.offset : asked.offset + AT_ONCE]
        return page.render(
            "cited_by.html",
            work=held,
            provision=asked.provision,
            total=len(found),
            complete=every.complete,
            offset=asked.offset,
            citing=[citing_view(page, each) for each in shown],
            previous=page.at_offset(max(0, asked.offset - AT_ONCE)) if asked.offset else None,
            following=page.at_offset(asked.offset + AT_ONCE) if asked.offset + AT_ONCE < len(found) else None,
            json=_json(page, held),
        )

    return await respond(request, work, slow=True)


def citing_view(page: Page, each: Citing) -> CitingView:
    """A citation for a template."""
    span, hit = (each.start, each.end), each.hit
    window = excerpt_window(hit.text, [span], longest=_EXCERPT)
    mark = write_spans(hit.provision_id, [span])
    href = page.instrument(hit.instrument, hit.version, hit.provision_id, language=hit.language, mark=mark)
    return CitingView(citing=each, lines=marked_lines(hit.text, [span], window=window), href=href)


def instruments_citing(found: CitedBy) -> int:
    """How many laws cite."""
    return len({each.hit.instrument for each in found.citing})


def _json(page: Page, held: Instrument) -> str:
    return page.query.only("provision").at(f"{instrument_href(held.id)}/cited-by")
