"""``/coverage``: what we hold of each place, against what its sources and the catalogue say exists."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from gaps.coverage import CoverageStatement, SourceCoverage
from search_api.covering import coverage_of
from search_api.library import Library
from search_api.parameters import CoverageParameters
from ui.pages.held import held_in
from ui.pages.page import Page, respond
from ui.pages.parameters import read_parameters

router = APIRouter()


@router.get("/coverage")
async def coverage_page(request: Request) -> Response:
    """The statement for the places chosen, by default for all."""

    def work(library: Library, page: Page) -> Response:
        asked = read_parameters(CoverageParameters, page.query)
        statement = coverage_of(library, asked.jurisdiction)
        areas = {area.code: area.names for area in library.checklist().areas}
        return page.render(
            "coverage.html",
            statement=statement,
            sources=_sources(statement),
            licences=_licences(),
            areas=areas,
            held=held_in(library.catalogue(), page.labels),
        )

    return await respond(request, work, slow=True)


def _licences() -> dict[str, str]:
    """The right by which texts of each registered source are shown."""
    # The register brings every parser with it, which nothing but this needs.
    from crawlers.source import SOURCES

    return {source.id: source.licence for source in SOURCES.values()}


def _sources(statement: CoverageStatement) -> list[SourceCoverage]:
    """The sources of all places shown, each once, those that something is held from or was asked of first."""
    known = {source.facts.source: source for place in statement.places for source in place.sources}
    return sorted(
        known.values(), key=lambda s: (not s.facts.documents and s.facts.last_harvest is None, s.facts.source)
    )
