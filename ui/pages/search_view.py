"""A search result made ready for its template: excerpts with marks, facets as links, pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.plan import UNKNOWN
from index.records import FacetCount, Hit, Mode, SearchResult
from search_api.parameters import SearchParameters
from ui.pages.addresses import instrument_path
from ui.pages.marks import excerpt_window, marked_lines, write_spans
from ui.pages.page import Page
from ui.pages.parameters import ANY_DAY
from ui.pages.saved_searches import kept_query
from ui.pages.search_chips import PAGING
from ui.statements import recognise

_EXCERPT_CHARACTERS = 360
_FACETS_AT_ONCE = 8
_MOST_FACETS = 40
_MOST_REACHABLE = 10_000
_SAID_ELSEWHERE = tuple(
    f"statement.{name}"
    for name in ("no_model_words", "partly_meaning", "read_day", "read_place", "read_places", "read_place_alone")
)
_EXPORTS = ("xlsx", "csv", "atom")
_ASKED = tuple(field.alias or name for name, field in SearchParameters.model_fields.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """A hit with its excerpt. ``href`` leads to the provision with the same places marked."""

    hit: Hit
    lines: list[Markup]
    cut: bool
    href: str
    more: str
    why: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """The hits of one instrument."""

    instrument: str
    title: str
    href: str
    first: Hit
    hits: list[HitView]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value to narrow by, or to take off again."""

    label: str
    count: int
    href: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One facet: the values shown at once and those behind a fold."""

    name: str
    shown: list[FacetValue]
    folded: list[FacetValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """What the search template shows. ``first`` and ``last`` count the hits on this page from 1."""

    result: SearchResult
    groups: list[GroupView]
    facets: list[Facet]
    first: int
    last: int
    previous: str | None
    following: str | None
    by_meaning: bool
    notes: list[str]
    json: str
    exports: list[tuple[str, str]]
    feed: str
    kept: str
    mails: bool
    mended: str | None


def search_view(page: Page, result: SearchResult, *, mails: bool = False) -> SearchView:
    """The view of a result on a page; ``mails`` says that the service can send what is new."""
    asked, size = result.request, len(result.hits)
    by_meaning = asked.mode is not Mode.LEXICAL and size == asked.k
    seen = asked.offset + size
    more = size > 0 and seen < min(max(result.total, seen + by_meaning), _MOST_REACHABLE)
    return SearchView(
        result=result,
        groups=[_group(page, result.hits, g.instrument) for g in result.groups],
        facets=[_facet(page, name, counts) for name, counts in result.facets.items() if _tells(name, counts)],
        first=asked.offset + 1 if size else 0,
        last=seen,
        previous=page.at_offset(max(0, asked.offset - asked.k)) if asked.offset else None,
        following=page.at_offset(seen) if more else None,
        by_meaning=by_meaning,
        notes=[note for note in result.notes if not _said_elsewhere(note)],
        json=_data(page, ""),
        feed=_data(page, ".atom"),
        kept=kept_query(page.query),
        mails=mails,
        exports=[(form, _data(page, f".{form}")) for form in _EXPORTS],
        mended=_mended(page, result.suggestion),
    )


def _data(page: Page, ending: str) -> str:
    """The same search from the API; the export of a page that others follow holds all of them that one file takes."""
    query = page.query.only(*_ASKED).setting(**dict.fromkeys(("k", "offset") if ending else ()))
    if ANY_DAY in query.values("on"):
        query = query.setting(on=ANY_DAY)
    return query.at(f"/api/v1/search{ending}")


def _mended(page: Page, suggestion: str | None) -> str | None:
    return page.here(page.query.setting(**PAGING, q=suggestion)) if suggestion else None


def _said_elsewhere(note: str) -> bool:
    """That there is no model is said beside the total, with the reason; what was read from the words, as chips."""
    known = recognise(note)
    return known is not None and known[0] in _SAID_ELSEWHERE


def _group(page: Page, hits: Sequence[Hit], instrument: str) -> GroupView:
    of_it = [hit for hit in hits if hit.instrument == instrument]
    return GroupView(
        instrument=instrument,
        title=of_it[0].title,
        href=page.instrument(instrument, of_it[0].version),
        first=of_it[0],
        hits=[_hit(page, hit) for hit in of_it],
    )


def _hit(page: Page, hit: Hit) -> HitView:
    spans = [(span.start, span.end) for span in hit.highlights]
    window = excerpt_window(hit.text, spans, longest=_EXCERPT_CHARACTERS)
    marks = {"mark": write_spans(hit.provision_id, spans)} if spans else {}
    return HitView(
        hit=hit,
        lines=marked_lines(hit.text, spans, window=window),
        cut=window != (0, len(hit.text)),
        href=page.instrument(hit.instrument, hit.version, hit.provision_id, language=hit.language, **marks),
        more=page.url(
            f"{instrument_path(hit.instrument, hit.version)}/provisions/{hit.provision_id}", language=hit.language
        ),
        why=[(page.labels.why(name), _figure(value)) for name, value in hit.why.items()],
    )


def _tells(name: str, counts: Sequence[FacetCount]) -> bool:
    """Texts without a day of promulgation cannot be asked for by year, so that value is no link."""
    return any(name != "year" or count.value != UNKNOWN for count in counts)


def _facet(page: Page, name: str, counts: Sequence[FacetCount]) -> Facet:
    values = [_value(page, name, c) for c in counts[:_MOST_FACETS] if name != "year" or c.value != UNKNOWN]
    if name == "year":
        values.sort(key=lambda value: value.label, reverse=True)
    return Facet(name=name, shown=values[:_FACETS_AT_ONCE], folded=values[_FACETS_AT_ONCE:])


def _value(page: Page, name: str, count: FacetCount) -> FacetValue:
    query = page.query.setting(**PAGING)
    if name == "year" and count.value.isdigit():
        days = {"from": f"{count.value}-01-01", "to": f"{count.value}-12-31"}
        active = all(query.first(end) == day for end, day in days.items())
        changed = query.setting(**dict.fromkeys(days) if active else days)
    else:
        active = count.value in query.values(name)
        changed = query.toggling(name, count.value)
    label = page.labels.facet(name, count.value)
    return FacetValue(label=label, count=count.count, href=page.here(changed), active=active)


def _figure(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.3g}"
