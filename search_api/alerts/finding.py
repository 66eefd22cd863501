"""What is new in a saved search: hits in texts that came in since, or gap cells whose result is another."""

import hashlib
from dataclasses import replace
from typing import Final

from pydantic import ValidationError

from index.records import BadQuery, Hit, IndexUnavailable, SearchRequest
from law.change_log import arrivals
from law.corpus import CorpusUnavailable
from law.earlier_corpus import NoSuchRevision
from law.jurisdiction import UnknownJurisdiction
from law.kind import UnknownKind
from search_api.alerts.records import Alert, BadAlert, ChangedCell, Item, Saved, Watch
from search_api.exports import hit_href
from search_api.fault_words import fault_message
from search_api.gap_changes import gap_changes
from search_api.library import Library
from search_api.parameters import GapParameters, SearchParameters
from search_api.routes.gaps import read_places
from search_api.routes.search import search_request
from search_api.single_flight import StillWorking
from search_api.views import BadFilter, NotHeld

CANNOT_LOOK: Final = (
    BadQuery, BadFilter, UnknownJurisdiction, UnknownKind, NoSuchRevision, NotHeld, IndexUnavailable,
    CorpusUnavailable, StillWorking,
)  # fmt: skip
"""Why what is new cannot be looked for now: the place is gone from the table, there is no index, it takes too long."""

_AT_ONCE: Final = 100
_MOST_READ: Final = 10_000
_BATCH: Final = 10_000
_BY_MEANING: Final = 20
"""Something is always nearest in meaning: without words of the search, what its first pages show is told, no more."""


def what_is_new(library: Library, saved: Saved, *, since: int | None = None) -> Alert:
    """The alert for what came in after ``since``, by default after the revision that was looked at last.

    A search sees as far as the index reaches: what came in since then stays new. Raises one of CANNOT_LOOK.
    """
    start, revision = saved.revision if since is None else since, library.corpus.revision()
    if saved.watch is Watch.SEARCH:
        revision = min(revision, _indexed(library))
    # Without the state of the reviews then, and for a dry run on the past, they make no difference.
    then = saved.entries if since is None else None
    entries = review_entries(library) if saved.watch is Watch.GAPS else None
    items: tuple[Item, ...] = ()
    complete = True
    if saved.watch is Watch.SEARCH and start < revision:
        items, complete = _in_search(library, saved, start)
    elif saved.watch is Watch.GAPS and (start < revision or then not in (None, entries)):
        items = _in_gaps(library, saved, start, then)
    told = (saved.name, start, revision, *((then, entries) if then != entries else ()))
    name = hashlib.sha256("\x1f".join(map(str, told)).encode()).hexdigest()[:24]
    return Alert(id=name, saved=saved, since=start, revision=revision, items=items, complete=complete, entries=entries)


def review_entries(library: Library) -> int:
    """How many entries the review journal has."""
    return len(library.reviews.journal.entries())


def check(library: Library, watch: Watch, asks: dict[str, object]) -> None:
    """Raises what a run would raise, so that nothing is saved that cannot be looked for; BadAlert for its form."""
    model = SearchParameters if watch is Watch.SEARCH else GapParameters
    try:
        model.model_validate(asks)
    except ValidationError as error:
        fault = error.errors()[0]
        message = fault_message(fault, model.model_fields.get(str(fault["loc"][0])))
        raise BadAlert(f"this cannot be looked for: {fault['loc'][0]}: {message}") from error
    if watch is Watch.SEARCH:
        library.search(replace(_request(library, asks), k=1))
    else:
        read_places(GapParameters.model_validate(asks).jurisdiction)


def _indexed(library: Library) -> int:
    """The corpus revision that can be searched. Raises IndexUnavailable."""
    found = library.desk.revision()
    if found is None:
        raise IndexUnavailable(library.semantic_state().reason or "there is no index: run `lexgap index`")
    return found


def _in_search(library: Library, saved: Saved, since: int) -> tuple[tuple[Item, ...], bool]:
    """Hits, in words and by meaning as the search asks, whose text came in since; and whether all were read."""
    came = _came(library, since)
    if not came:
        return (), True
    asked = _request(library, dict(saved.asks))
    hits: list[Hit] = []
    while len(hits) < _MOST_READ:
        page = library.search(replace(asked, k=_AT_ONCE, offset=len(hits))).hits
        hits += page
        if len(page) < _AT_ONCE:
            break
    near = (hit for at, hit in enumerate(hits) if at < _BY_MEANING or _shares_words(hit))
    new = tuple(_hit_item(hit) for hit in near if (hit.instrument, hit.version, hit.language) in came)
    return new, len(hits) < _MOST_READ


def _shares_words(hit: Hit) -> bool:
    return bool(hit.why.keys() - {"semantic", "standing", "question"})


def _in_gaps(library: Library, saved: Saved, since: int, entries: int | None) -> tuple[Item, ...]:
    p = GapParameters.model_validate(saved.asks)
    matrix = library.gaps(read_places(p.jurisdiction or [library.main_place()]), p.area, p.requirement)
    found = gap_changes(library, matrix, since, entries=entries)
    names = {requirement.id: requirement.names for requirement in matrix.requirements}
    return tuple(
        Item(
            key=f"{change.requirement}@{change.jurisdiction}",
            title=f"{change.requirement}, {change.jurisdiction}",
            href=f"/api/v1/gaps/{change.requirement}/{change.jurisdiction}",
            summary=f"{_said(change.before)} → {_said(change.after)}: {'; '.join(change.why)}",
            found=ChangedCell(change=change, names=names.get(change.requirement)),
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
        found=hit,
    )


def _said(result: object) -> str:
    return str(getattr(result, "value", result or "none"))
