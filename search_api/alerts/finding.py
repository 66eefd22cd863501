"""What is new in a saved search: hits in texts that came in since, or gap cells whose result is another."""

import hashlib
from dataclasses import replace
from typing import Final

from pydantic import ValidationError

from gaps.alerts import alerts_since
from index.records import Hit, SearchRequest
from law.change_log import arrivals
from search_api.alerts.records import Alert, BadAlert, Item, Saved, Watch
from search_api.exports import hit_href
from search_api.library import Library
from search_api.parameters import GapParameters, SearchParameters
from search_api.routes.gaps import read_places
from search_api.routes.search import search_request

_AT_ONCE: Final = 100
_MOST_READ: Final = 1_000
_BATCH: Final = 10_000


def what_is_new(library: Library, saved: Saved, *, since: int | None = None) -> Alert:
    """The alert for what came in after ``since``, by default after the revision that was looked at last.

    Raises BadQuery, BadFilter, IndexUnavailable, UnknownJurisdiction, NoSuchRevision.
    """
    start, revision = saved.revision if since is None else since, library.corpus.revision()
    items = () if start >= revision else _FIND[saved.watch](library, saved, start)
    name = hashlib.sha256(f"{saved.name}\x1f{start}\x1f{revision}".encode()).hexdigest()[:24]
    return Alert(id=name, saved=saved, since=start, revision=revision, items=items)


def check(library: Library, watch: Watch, asks: dict[str, object]) -> None:
    """Raises what a run would raise, so that nothing is saved that cannot be looked for; BadAlert for its form."""
    try:
        (SearchParameters if watch is Watch.SEARCH else GapParameters).model_validate(asks)
    except ValidationError as error:
        raise BadAlert(f"this cannot be looked for: {error.errors()[0]['msg']}") from error
    if watch is Watch.SEARCH:
        library.search(replace(_request(library, asks), k=1))
    else:
        read_places(GapParameters.model_validate(asks).jurisdiction)


def _in_search(library: Library, saved: Saved, since: int) -> tuple[Item, ...]:
    """Hits, in words and by meaning as the search asks, whose text came in since."""
    came = _came(library, since)
    if not came:
        return ()
    asked = _request(library, dict(saved.asks))
    hits: list[Hit] = []
    while len(hits) < _MOST_READ:
        page = library.search(replace(asked, k=_AT_ONCE, offset=len(hits))).hits
        hits += page
        if len(page) < _AT_ONCE:
            break
    return tuple(_hit_item(hit) for hit in hits if (hit.instrument, hit.version, hit.language) in came)


def _in_gaps(library: Library, saved: Saved, since: int) -> tuple[Item, ...]:
    p = GapParameters.model_validate(saved.asks)
    matrix = library.gaps(read_places(p.jurisdiction or [library.main_place()]), p.area, p.requirement)
    found = alerts_since(
        since,
        corpus=library.corpus,
        home=library.home,
        checklist=library.checklist(),
        reviews=library.reviews,
        after=matrix.cells,
    )
    return tuple(
        Item(
            key=f"{change.requirement}@{change.jurisdiction}",
            title=f"{change.requirement}, {change.jurisdiction}",
            href=f"/api/v1/gaps/{change.requirement}/{change.jurisdiction}",
            summary=f"{_said(change.before)} → {_said(change.after)}: {'; '.join(change.why)}",
        )
        for change in found.changes
    )


def _request(library: Library, asks: dict[str, object]) -> SearchRequest:
    """The saved search; without a day of its own every text is found, those not yet in force too."""
    return search_request(SearchParameters.model_validate({"on": "any", **asks}), library)


def _came(library: Library, since: int) -> set[tuple[str, str, str]]:
    came: set[tuple[str, str, str]] = set()
    after = 0
    while page := arrivals(library.corpus, since=since, after=after, limit=_BATCH):
        came.update((each.instrument, each.key, each.language) for each in page)
        after = page[-1].number
    return came


def _hit_item(hit: Hit) -> Item:
    return Item(
        key=f"{hit.instrument}@{hit.version}#{hit.provision_id}",
        title=hit.citation,
        href=hit_href(hit),
        summary=f"{hit.jurisdiction}, text of {hit.version}: {hit.status.status.value}, {hit.status.basis}",
        quote=hit.text,
    )


def _said(result: object) -> str:
    return str(getattr(result, "value", result or "none"))


_FIND = {Watch.SEARCH: _in_search, Watch.GAPS: _in_gaps}
