"""Searches, lists and texts as tables and feeds."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from fastapi import Request, Response

from index.records import Hit, SearchResult
from search_api.addresses import instrument_href
from search_api.atom import Entry, Feed, urn
from search_api.forms import Form, feed_response, linked, site_of, table_response
from search_api.models.base import Links
from search_api.tables import Table, Value
from search_api.views import Listed, VersionView

NOT_LAW = "Not found means not found in what is held; it does not say that there is no law. Not legal advice."
_OF_HIT = (
    "citation", "title", "label", "heading", "text", "version", "language", "jurisdiction", "kind", "text_state",
    "instrument", "provision_id", "source", "source_url", "sha256", "score",
)  # fmt: skip
_HIT_COLUMNS = ("citation", "status", "status_basis", *_OF_HIT[1:], "retrieved_at", "href")
_INSTRUMENT_COLUMNS = (
    "id", "title", "jurisdiction", "kind", "number", "issuing_body", "versions", "current", "language", "text_state",
    "status", "status_basis", "href",
)  # fmt: skip
_VERSION_COLUMNS = (
    "key", "language", "status", "status_basis", "text_state", "promulgated_on", "in_force_from", "commenced_on",
    "repealed_on", "source", "source_ref", "source_url", "retrieved_at", "sha256", "text_sha256", "href",
)  # fmt: skip
_DATES = ("promulgated_on", "in_force_from", "commenced_on", "repealed_on")


def search_export(
    request: Request, form: Form, result: SearchResult, hits: Sequence[Hit], links: Links, *, at: datetime
) -> Response:
    """The hits as a table or a feed; where more match, the header Link leads on."""
    asked = result.request
    if form is Form.ATOM:
        return feed_response(_search_feed(request, result, hits, links))
    about: tuple[tuple[str, Value], ...] = (
        ("query", asked.query),
        ("address", f"{site_of(request)}{links.self}"),
        ("day", asked.on.isoformat() if asked.on else "any"),
        ("provisions that match in words", result.total),
        ("provisions here", len(hits)),
        ("corpus revision", result.revision),
        ("notes", "; ".join(result.notes)),
        ("remark", NOT_LAW),
    )
    table = Table(name="search", columns=_HIT_COLUMNS, rows=[_hit_row(hit) for hit in hits], about=about)
    return linked(table_response(request, form, table, at=at), links)


def instruments_export(
    request: Request, form: Form, items: Iterable[Listed], links: Links, *, at: datetime
) -> Response:
    """A list of instruments as a table or a feed of their texts."""
    listed = tuple(items)
    if form is Form.ATOM:
        feed = Feed(
            title="Instruments held",
            subtitle=NOT_LAW,
            site=site_of(request),
            href=links.self,
            entries=[_listed_entry(item) for item in listed],
            following=links.next,
        )
        return feed_response(feed)
    table = Table(name="instruments", columns=_INSTRUMENT_COLUMNS, rows=[_listed_row(item) for item in listed])
    return linked(table_response(request, form, table, at=at), links)


def versions_export(
    request: Request, form: Form, instrument: str, title: str, views: Iterable[VersionView], *, at: datetime
) -> Response:
    """The texts of an instrument as a table or a feed."""
    texts = tuple(views)
    if form is Form.ATOM:
        entries = [_version_entry(instrument, title, view) for view in texts]
        href = instrument_href(instrument) + "/versions.atom"
        return feed_response(Feed(title=title, subtitle=NOT_LAW, site=site_of(request), href=href, entries=entries))
    rows = [_version_row(instrument, view) for view in texts]
    return table_response(request, form, Table(name="versions", columns=_VERSION_COLUMNS, rows=rows), at=at)


def _search_feed(request: Request, result: SearchResult, hits: Sequence[Hit], links: Links) -> Feed:
    day = result.request.on.isoformat() if result.request.on else "any day"
    return Feed(
        title=f"Lexgap: {result.request.query}",
        subtitle=f"{result.total} provisions match in words, {day}. {NOT_LAW}",
        site=site_of(request),
        href=links.self,
        entries=[_hit_entry(hit) for hit in hits],
        following=links.next,
    )


def hit_href(hit: Hit) -> str:
    """Where a hit's provision is answered."""
    return instrument_href(hit.instrument, hit.version, "provisions", hit.provision_id)


def _hit_entry(hit: Hit) -> Entry:
    return Entry(
        key=urn(f"{hit.instrument}@{hit.version}", hit.provision_id, hit.sha256[:16]),
        title=hit.citation,
        href=hit_href(hit),
        updated=hit.retrieved_at,
        summary=f"{hit.title} ({hit.version}, {hit.jurisdiction}): {hit.status.status.value}, {hit.status.basis}",
        content=hit.text,
    )


def _hit_row(hit: Hit) -> tuple[Value, ...]:
    rest = [getattr(hit, name) for name in _OF_HIT[1:]]
    when = hit.retrieved_at.astimezone(UTC).isoformat()
    return (hit.citation, hit.status.status.value, hit.status.basis, *rest, when, hit_href(hit))


def _listed_entry(item: Listed) -> Entry:
    view = item.current
    return Entry(
        key=urn(f"{item.instrument.id}@{view.key}", view.text_sha256[:16]),
        title=item.instrument.title,
        href=instrument_href(item.instrument.id, view.key),
        updated=view.retrieved_at,
        summary=f"{view.key}, {item.instrument.jurisdiction}: {item.status.status.value}, {item.status.basis}",
    )


def _listed_row(item: Listed) -> tuple[Value, ...]:
    work, text = item.instrument, item.current
    facts = (work.id, work.title, work.jurisdiction, work.kind, work.number, work.issuing_body, len(work.versions))
    state = (text.key, text.language, text.text_state.value, item.status.status.value, item.status.basis)
    return (*facts, *state, instrument_href(work.id))


def _version_entry(instrument: str, title: str, view: VersionView) -> Entry:
    version = view.version
    return Entry(
        key=urn(f"{instrument}@{version.key}", version.language, version.text_sha256[:16]),
        title=f"{title} ({version.key}, {version.language})",
        href=instrument_href(instrument, version.key),
        updated=version.retrieved_at,
        summary=f"{view.status.status.value}: {view.status.basis}",
    )


def _version_row(instrument: str, view: VersionView) -> tuple[Value, ...]:
    version = view.version
    days = [fact.day.isoformat() if (fact := getattr(version, name)) else None for name in _DATES]
    state = (version.key, version.language, view.status.status.value, view.status.basis, version.text_state.value)
    origin = (version.source, version.source_ref, version.source_url, version.retrieved_at.astimezone(UTC).isoformat())
    return (*state, *days, *origin, version.sha256, version.text_sha256, instrument_href(instrument, version.key))
