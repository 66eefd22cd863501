"""From the filters of a request to those of a plan: places with the places below them and above."""

from functools import lru_cache

from index.plan import Keep
from index.records import SearchRequest
from law.jurisdiction import JURISDICTIONS, ancestors, within


def keep_of(request: SearchRequest) -> Keep:
    """The filters; raises UnknownJurisdiction for a code that is not in the table."""
    return Keep(
        jurisdictions=places_of(
            request.jurisdictions, with_parents=request.with_parents, below=not request.without_below
        ),
        kinds=request.kinds,
        languages=request.languages,
        promulgated_from=request.promulgated_from,
        promulgated_to=request.promulgated_to,
        on=request.on,
    )


@lru_cache(maxsize=1024)
def places_of(codes: tuple[str, ...], *, with_parents: bool, below: bool = True) -> tuple[str, ...]:
    """The codes with all places in them, and those above where asked for; in order of code, none for no filter."""
    named = {JURISDICTIONS[code].code for code in codes}
    inside = {place for place in JURISDICTIONS for code in codes if within(place, code)} if below else named
    above = {place for code in codes for place in ancestors(code)} if with_parents else set()
    return tuple(sorted(inside | above))
