"""From a request to a plan: the query read, its filters gathered, its words put into every wording that may match."""

from typing import Final

from index.direct import Direct
from index.glossary import other_wordings
from index.headings import heading_phrases
from index.lay_terms import with_legal_terms
from index.nearness import beside_of
from index.plan import SearchPlan
from index.query import Query, read_query
from index.query_fields import with_fields
from index.records import BadQuery, Mode, SearchRequest
from index.regional import regional_wordings
from index.sources import FUSED_DEPTH
from index.widening import keep_of
from index.wording import phrases_of, wording_of

MOST_HITS: Final = 100
DEEPEST: Final = 10_000


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


def plan_of(query: Query, request: SearchRequest, direct: Direct, *, traditional: bool) -> SearchPlan:
    """What is asked of an engine; ``traditional`` says whether texts in Traditional characters are held."""
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
        also=direct.rows,
        keep=keep_of(request),
        exact_script=exact,
        depth=max(request.offset + request.k, FUSED_DEPTH if fuses else 0),
    )
