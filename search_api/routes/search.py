"""``GET /search``."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from index.plan import UNKNOWN
from index.records import FacetCount, Mode, SearchRequest, SearchResult
from index.understanding import understood
from law.jurisdiction import JURISDICTIONS
from law.kind import KINDS
from search_api.addresses import page_links
from search_api.answering import answer, problems
from search_api.choosing import known
from search_api.library import Library
from search_api.models.search import Facet, Hit, HitGroup, SearchAnswer, Semantic, Understood
from search_api.parameters import SearchParameters, read_day, read_day_or_today, read_languages
from search_api.views import BadFilter

router = APIRouter(tags=["search"])
_MOST_REACHABLE = 10_000
# Plain dictionaries: the tables look for the nearest names whenever a value is not in them, which takes milliseconds.
_NAMES: dict[str, dict[str, Mapping[str, str]]] = {
    "jurisdiction": {code: place.names for code, place in JURISDICTIONS.items()},
    "kind": {code: kind.names for code, kind in KINDS.items()},
}


@router.get("/search", response_model=SearchAnswer, operation_id="search", responses=problems(304, 400))
async def search(request: Request, parameters: Annotated[SearchParameters, Query()]) -> Response:
    """Search the provisions held, by words and by meaning, in Chinese (either script) and English.

    A citation (《个人信息保护法》第十三条, PIPL art. 13) or a title goes straight to its place.
    """

    def work(library: Library) -> SearchAnswer:
        return search_answer(request, parameters, library.search(search_request(parameters, library)))

    return await answer(request, work)


def search_request(parameters: SearchParameters, library: Library) -> SearchRequest:
    """The parameters as a search. Raises BadFilter, UnknownJurisdiction, UnknownKind."""
    p = parameters
    if p.offset + p.k > _MOST_REACHABLE:
        raise BadFilter(
            f"offset + k is {p.offset + p.k}: at most 10,000, narrow the search instead", parameter="offset"
        )
    return SearchRequest(
        query=p.q,
        k=p.k,
        offset=p.offset,
        on=_day(p, library.today()),
        jurisdictions=tuple(JURISDICTIONS[code].code for code in dict.fromkeys(p.jurisdiction)),
        with_parents=p.with_parents,
        kinds=known(p.kind, {*KINDS, UNKNOWN}, parameter="kind"),
        languages=read_languages(p.language),
        promulgated_from=read_day(p.promulgated_from, parameter="from") if p.promulgated_from else None,
        promulgated_to=read_day(p.promulgated_to, parameter="to") if p.promulgated_to else None,
        mode=Mode(p.mode),
        exact_script=p.exact_script,
        literal=p.literal,
    )


def _day(p: SearchParameters, today: date) -> date | None:
    """The day asked for; None for any. Where none is asked for, today, unless the words name one (2019年时)."""
    if p.on == "any":
        return None
    if "on" in p.model_fields_set or p.literal:
        return read_day_or_today(p.on, today)
    return today if understood(SearchRequest(query=p.q)).on is None else None


def search_answer(request: Request, parameters: SearchParameters, result: SearchResult) -> SearchAnswer:
    """A result as the API answers it."""
    asked = result.request
    places = {id(hit): place for place, hit in enumerate(result.hits)}
    return SearchAnswer(
        query=parameters.q,
        on=asked.on or "any",
        mode=asked.mode.value,
        total=result.total,
        offset=asked.offset,
        k=asked.k,
        hits=[Hit.model_validate(hit) for hit in result.hits],
        groups=[
            HitGroup(instrument=g.instrument, title=g.title, hits=[places[id(h)] for h in g.hits])
            for g in result.groups
        ],
        facets={name: [_facet(name, c, parameters.lang) for c in counts] for name, counts in result.facets.items()},
        semantic=Semantic.model_validate(result.semantic),
        direct=result.direct,
        notes=list(result.notes),
        understood=Understood.model_validate(result.understood),
        suggestion=result.suggestion,
        revision=result.revision,
        took_ms=round(result.took_ms, 2),
        links=page_links(request, offset=asked.offset, size=asked.k, total=_total(result), name="k"),
    )


def _total(result: SearchResult) -> int:
    seen, full = result.request.offset + len(result.hits), len(result.hits) == result.request.k
    return reachable(result, seen=seen, full=full)


def reachable(result: SearchResult, *, seen: int, full: bool) -> int:
    """Hits that pages can show: those by meaning go on after those by words, so a full page may have a next one."""
    by_meaning = result.request.mode is not Mode.LEXICAL and full
    return min(max(result.total, seen + by_meaning), _MOST_REACHABLE)


def _facet(name: str, count: FacetCount, lang: str) -> Facet:
    return Facet(value=count.value, label=_label(name, count.value, lang), count=count.count)


def _label(name: str, value: str, lang: str) -> str:
    names = _NAMES.get(name, {}).get(value)
    return names[lang] if names else value
