"""``/instruments/…/provisions/…``: one provision with what defines, cites and resembles it."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from index.records import Hit, IndexUnavailable
from law.definitions import Definition, find_definitions
from search_api.addresses import instrument_href
from search_api.alike import similar
from search_api.cited_by import CitedBy, citations_of
from search_api.library import Library
from search_api.parameters import InstrumentParameters, read_day
from search_api.views import ProvisionView
from ui.pages.addresses import instrument_path
from ui.pages.cited_by import CitingView, citing_view, instruments_citing
from ui.pages.comparison import Before, with_before
from ui.pages.implementing import implementing_href
from ui.pages.marks import excerpt_window, marked_lines
from ui.pages.page import Page, respond
from ui.pages.parameters import read_parameters

router = APIRouter()
_CITING: Final = 5
_SIMILAR: Final = 8
_EXCERPT: Final = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarView:
    """A provision elsewhere that says much the same."""

    hit: Hit
    lines: list[Markup]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneView:
    """What the template shows. ``citing`` are the first citations of the provision, of ``cited`` in all."""

    view: ProvisionView
    lines: list[Markup]
    whole: str
    citing: list[CitingView]
    cited: int
    citing_laws: int
    complete: bool
    all_citing: str
    law_citing: str
    similar: list[SimilarView]
    defined: list[Definition]
    before: str | None
    after: str | None
    implementing: str | None
    compared: Before | None
    json: str


@router.get("/instruments/{address:path}/provisions/{provision_id}")
async def provision_page(request: Request, address: str, provision_id: str) -> Response:
    """The provision of the text that the address means, by its id or its label."""

    def work(library: Library, page: Page) -> Response:
        asked = read_parameters(InstrumentParameters, page.query)
        day = read_day(asked.on) if asked.on else None
        view = library.provision(f"/{address}", provision_id, on=day, language=asked.language or None)
        return page.render("provision.html", view=_view(page, library, view))

    return await respond(request, work, slow=True)


def _view(page: Page, library: Library, view: ProvisionView) -> OneView:
    work, version, own = view.instrument, view.version, view.provision
    every = citations_of(library, work)
    cited = CitedBy(citing=every.of(own.id), complete=every.complete)
    return OneView(
        view=view,
        lines=marked_lines(own.text),
        whole=page.instrument(work.id, version.key, own.id, language=page.query.first("language")),
        citing=[citing_view(page, each) for each in cited.citing[:_CITING]],
        cited=len(cited.citing),
        citing_laws=instruments_citing(cited),
        complete=cited.complete,
        all_citing=page.url(f"{instrument_path(work.id)}/cited-by", provision=own.id),
        law_citing=page.url(f"{instrument_path(work.id)}/cited-by"),
        similar=_similar(page, library, view),
        defined=list(find_definitions(own.text)),
        before=_beside(page, view, view.previous.id if view.previous else None),
        after=_beside(page, view, view.following.id if view.following else None),
        implementing=implementing_href(page, work, own.id),
        compared=with_before(page, work, version, own.id),
        json=instrument_href(work.id, version.key, "provisions", own.id),
    )


def _similar(page: Page, library: Library, view: ProvisionView) -> list[SimilarView]:
    """What is nearest among the law of the day; nothing without an index, which the search page explains."""
    try:
        hits = similar(library, view, k=_SIMILAR, on=view.on)
    except IndexUnavailable:
        return []
    return [
        SimilarView(
            hit=hit,
            lines=marked_lines(hit.text, window=excerpt_window(hit.text, (), longest=_EXCERPT)),
            href=page.instrument(hit.instrument, hit.version, hit.provision_id, language=hit.language),
        )
        for hit in hits
    ]


def _beside(page: Page, view: ProvisionView, provision_id: str | None) -> str | None:
    path = instrument_path(view.instrument.id, view.version.key)
    language = page.query.first("language")
    return page.url(f"{path}/provisions/{provision_id}", language=language) if provision_id else None
