"""Provisions of a text as a table, and what a provision said in each text as a feed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from fastapi import Request, Response

from law.instrument import Instrument, Version
from law.provision import Provision, Unit
from search_api.addresses import instrument_href
from search_api.atom import Entry, Feed, urn
from search_api.exports import NOT_LAW
from search_api.forms import Form, feed_response, site_of, table_response
from search_api.library import Library
from search_api.reading import cite
from search_api.tables import Table, Value
from search_api.views import InstrumentView, ProvisionView

_PROVISION_COLUMNS: Final = ("id", "unit", "label", "heading", "text", "path", "sha256", "href")


def provisions_export(
    request: Request, form: Form, view: InstrumentView | ProvisionView, provisions: Sequence[Provision], *, at: datetime
) -> Response:
    """Provisions of a text as a table."""
    instrument, version = view.instrument.id, view.version
    rows: list[tuple[Value, ...]] = [
        (
            *(p.id, p.unit.value, p.label, p.heading, p.text, " / ".join(p.path), p.sha256),
            instrument_href(instrument, version.key, "provisions", p.id),
        )
        for p in provisions
    ]
    about: tuple[tuple[str, Value], ...] = (
        ("title", view.instrument.title),
        ("identifier", f"{instrument}@{version.key}"),
        (f"status on {view.on.isoformat()}", f"{view.status.status.value} ({view.status.basis})"),
        ("text", version.text_state.value),
        ("source", version.source_url or f"{version.source}, {version.source_ref}"),
        ("read", version.retrieved_at.isoformat()),
        ("SHA-256 of what was read", version.sha256),
        ("articles", sum(p.unit is not Unit.HEADING for p in provisions)),
    )
    return table_response(request, form, Table(name="text", columns=_PROVISION_COLUMNS, rows=rows, about=about), at=at)


def provision_feed(request: Request, library: Library, view: ProvisionView) -> Response:
    """What the provision with this number says in each text held in the same language, as a feed."""
    work, language = view.instrument, view.version.language
    texts = [library.corpus.with_text(v) for v in work.versions if v.language == language]
    found = [(text, p) for text in texts for p in text.provisions if p.id == view.provision.id]
    feed = Feed(
        title=f"{work.title} {view.provision.label}".strip(),
        subtitle=NOT_LAW,
        site=site_of(request),
        href=instrument_href(work.id, None, "provisions", f"{view.provision.id}.atom"),
        entries=[_entry(work, text, provision) for text, provision in found],
    )
    return feed_response(feed)


def _entry(work: Instrument, text: Version, provision: Provision) -> Entry:
    return Entry(
        key=urn(f"{work.id}@{text.key}", provision.id, provision.sha256[:16]),
        title=f"{cite(work, text, provision)} ({text.key})",
        href=instrument_href(work.id, text.key, "provisions", provision.id),
        updated=text.retrieved_at,
        content=provision.text,
    )
