"""From a request to a plan: the query read, its filters gathered, its words put into every wording that may match."""

from dataclasses import dataclass, replace
from typing import Final

from index.direct import Direct, Places
from index.glossary import other_wordings
from index.headings import heading_phrases
from index.lay_terms import with_legal_terms
from index.nearness import beside_of
from index.plan import SearchPlan
from index.query import Query, read_query
from index.query_fields import nothing_has, versions_of, with_fields
from index.records import BadQuery, Mode, SearchRequest, Understood
from index.regional import regional_wordings
from index.rewording import reworded
from index.sources import FUSED_DEPTH
from index.understanding import nothing_held_of, of_held_places, understood, with_understood
from index.widening import keep_of
from index.wording import phrases_of, wording_of

MOST_HITS: Final = 100
DEEPEST: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A request as it was understood. ``typed`` is the query before words that became filters or titles were put apart.

    ``among`` are the versions that its prefixes leave, by their numbers, if any does; ``notes`` tell what was read.
    """

    typed: Query
    query: Query
    request: SearchRequest
    direct: Direct
    understood: Understood
    among: tuple[int, ...] | None
    notes: tuple[str, ...]


def reading_of(request: SearchRequest, places: Places) -> Reading:
    """What a request asks of what is held. Raises BadQuery."""
    typed, request = read_request(request)
    holdings, asked_for = places.snapshot.holdings, request.jurisdictions
    held = holdings.values["jurisdiction"]
    among = versions_of(holdings, typed.fields)
    asked_by_name = typed.words and not typed.literal
    direct = places.find(typed.text, replace(keep_of(request), versions=among)) if asked_by_name else Direct()
    read = Understood() if direct.rows else understood(replace(request, query=typed.text), places)
    read, unheld = of_held_places(read, held)
    request, said = with_understood(request, read)
    return Reading(
        typed=typed,
        query=typed if request.exact_script else reworded(typed, read, places.names),
        request=request,
        direct=direct,
        understood=read,
        among=among,
        notes=(*nothing_has(typed.fields, among), *nothing_held_of(asked_for, held), *said, *unheld),
    )


def read_request(request: SearchRequest) -> tuple[Query, SearchRequest]:
    """The query as read, and the request under the filters of its prefixes. Raises BadQuery."""
    if not 0 < request.k <= MOST_HITS:
        raise BadQuery(f"k is {request.k}: ask for 1 to {MOST_HITS} hits at a time")
    if request.offset < 0 or request.offset + request.k > DEEPEST:
        raise BadQuery(f"hits are numbered from 0 and given up to the {DEEPEST:,}th: narrow the search by a filter")
    query = read_query(request.query)
    request = with_fields(request, query.fields)
    dates = (request.promulgated_from, request.promulgated_to)
    prefixed = query.fields.of_instruments or query.fields.headings
    narrowed = any((request.jurisdictions, request.kinds, request.languages, *dates, prefixed))
    if query.empty and query.excluded and not narrowed:
        raise BadQuery(f"-{query.excluded[0][:40]} only leaves out: write beside it what is to be found")
    if query.empty and not narrowed:
        raise BadQuery("nothing is asked for: type words to find, or choose a place, a kind, a language or dates")
    return query, request


def plan_of(reading: Reading, *, traditional: bool) -> SearchPlan:
    """What is asked of an engine; ``traditional`` says whether texts in Traditional characters are held."""
    query, request = reading.query, reading.request
    exact = request.exact_script
    own = wording_of(query.words, exact_script=exact)
    if own is not None and not exact:
        own = with_legal_terms(own, query.words)
    others = (
        () if exact else (*regional_wordings(query.words, traditional_held=traditional), *other_wordings(query.words))
    )
    fuses = request.mode is not Mode.LEXICAL
    near = tuple(part for each in query.near for part in each.parts)
    return SearchPlan(
        wordings=(*((own,) if own else ()), *others),
        phrases=phrases_of((*query.phrases, *near), exact_script=exact),
        near=tuple(beside_of(query.near, exact_script=exact)),
        excluded=phrases_of(query.excluded, exact_script=exact),
        headings=heading_phrases(query.fields.headings, exact_script=exact),
        also=reading.direct.rows,
        keep=replace(keep_of(request), versions=reading.among),
        exact_script=exact,
        depth=max(request.offset + request.k, FUSED_DEPTH if fuses else 0),
    )
