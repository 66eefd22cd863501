"""``GET /suggest``: what a reader may be about to type."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from search_api.addresses import instrument_href
from search_api.answering import answer, problems
from search_api.library import Library
from search_api.models import suggest as out
from search_api.reading_parameters import SuggestParameters
from search_api.remembered import Remembered
from search_api.suggesting import Of, Suggestion, Typeahead

router = APIRouter(tags=["search"])
_NAMES: Remembered[Typeahead] = Remembered()


@router.get("/suggest", response_model=out.SuggestAnswer, operation_id="suggest", responses=problems(304))
async def suggest(request: Request, parameters: Annotated[SuggestParameters, Query()]) -> Response:
    """Suggest titles, short titles, places and terms that begin with or hold what is typed, in either script."""

    def work(library: Library) -> out.SuggestAnswer:
        found = typeahead(library).suggest(parameters.q, limit=parameters.limit, kinds=[Of(of) for of in parameters.of])
        suggestions = [out.Suggestion.model_validate(_record(each)) for each in found]
        return out.SuggestAnswer(query=parameters.q, total=len(suggestions), suggestions=suggestions)

    return await answer(request, work)


def typeahead(library: Library) -> Typeahead:
    """The names of what is held now."""
    catalogue = library.catalogue()
    return _NAMES.get((str(library.home), catalogue.revision), None, lambda: Typeahead.of(catalogue))


def _record(each: Suggestion) -> dict[str, str | None]:
    known = {"of": each.of, "text": each.text, "id": each.id, "jurisdiction": each.jurisdiction}
    return {**known, "href": _href(each)}


def _href(each: Suggestion) -> str:
    if each.of is Of.PLACE:
        return f"/api/v1/instruments?{urlencode({'jurisdiction': each.id})}"
    if each.id is None:
        return f"/api/v1/search?{urlencode({'q': each.text})}"
    return instrument_href(each.id)
