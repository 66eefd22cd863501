"""Instruments and provisions as Markdown: the words as published, and what pins them to a source."""

import re

from law.instrument import Version
from law.provision import Provision, Unit
from search_api.views import InstrumentView, ProvisionView

_SYNTAX = re.compile(r"([\\`*_\[\]<>#|])")


def instrument_markdown(view: InstrumentView) -> str:
    """A whole text."""
    facts = [
        f"- Identifier: `{view.instrument.id}@{view.version.key}`",
        f"- Place: {view.instrument.jurisdiction}",
        f"- Status on {view.on.isoformat()}: {view.status.status.value} ({_plain(view.status.basis)})",
        *_source_lines(view.version),
    ]
    body = [_provision(p) for p in view.version.provisions]
    return "\n\n".join([f"# {_plain(view.instrument.title)}", "\n".join(facts), *body]) + "\n"


def provision_markdown(view: ProvisionView) -> str:
    """One provision with its citation."""
    facts = [
        f"- Citation: {_plain(view.citation)}",
        f"- Identifier: `{view.instrument.id}@{view.version.key}#{view.provision.id}`",
        f"- Status on {view.on.isoformat()}: {view.status.status.value} ({_plain(view.status.basis)})",
        *_source_lines(view.version),
        f"- SHA-256 of the provision: `{view.provision.sha256}`",
    ]
    return "\n\n".join([f"# {_plain(view.citation)}", "\n".join(facts), _provision(view.provision)]) + "\n"


def _source_lines(version: Version) -> list[str]:
    source = f"{version.source}, {version.source_ref}"
    return [
        f"- Text: {version.text_state.value}",
        f"- Source: {_plain(version.source_url or source)}",
        f"- Read: {version.retrieved_at.isoformat()}",
        f"- SHA-256 of what was read: `{version.sha256}`",
    ]


def _provision(provision: Provision) -> str:
    name = _plain(f"{provision.label} {provision.heading}".strip())
    if provision.unit is Unit.HEADING:
        return f"## {name}"
    lines = "\n\n".join(_plain(line) for line in provision.text.splitlines() if line.strip())
    return f"**{name}** {lines}" if name else lines


def _plain(text: str) -> str:
    """Characters that Markdown would read as marks are escaped, so that a text stays what it is."""
    return _SYNTAX.sub(r"\\\1", text)
