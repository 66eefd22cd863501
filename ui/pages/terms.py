"""``/terms``: what laws say that a term means; where they differ, every definition with all that give it."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from search_api.alike import DefinedTerm, meanings
from search_api.library import Library
from search_api.parameters import read_day_or_today
from search_api.reading_parameters import TermsParameters
from ui.pages.held import held_in
from ui.pages.marks import write_spans
from ui.pages.page import Page, respond
from ui.pages.parameters import ANY_DAY, read_parameters

router = APIRouter()
_EXAMPLES: Final = 3
_MOST_GIVEN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A provision that gives a definition, and the way to its words."""

    one: DefinedTerm
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningView:
    """One definition; ``given`` are the first provisions that give it, of ``count``."""

    words: str
    language: str
    count: int
    given: list[Given]


@router.get("/terms")
async def terms_page(request: Request) -> Response:
    """The form; with a term its definitions."""
    return await respond(request, _terms, slow=True)


def _terms(library: Library, page: Page) -> Response:
    asked = bool(page.query.first("q").strip())
    return page.render(
        "terms.html",
        asked=asked,
        found=_meanings(library, page) if asked else [],
        examples=[str(page.words(f"example.terms.{n}")) for n in range(1, _EXAMPLES + 1)],
        held=held_in(library.catalogue(), page.labels),
        json=page.query.only("q", "jurisdiction", "on").at("/api/v1/terms"),
    )


def _meanings(library: Library, page: Page) -> list[MeaningView]:
    asked = read_parameters(TermsParameters, page.query)
    on = None if asked.on == ANY_DAY else read_day_or_today(asked.on, library.today())
    return [
        MeaningView(
            words=meaning.words,
            language=meaning.given[0].hit.language,
            count=len(meaning.given),
            given=[_given(page, one) for one in meaning.given[:_MOST_GIVEN]],
        )
        for meaning in meanings(library, asked.q, jurisdictions=tuple(asked.jurisdiction), on=on)
    ]


def _given(page: Page, one: DefinedTerm) -> Given:
    hit, definition = one.hit, one.definition
    mark = write_spans(hit.provision_id, [(definition.start, definition.end)])
    href = page.instrument(hit.instrument, hit.version, hit.provision_id, language=hit.language, mark=mark)
    return Given(one=one, href=href)
