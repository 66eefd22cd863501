"""What a source publishes and its parser does not know: it stops the document, so that nothing is lost in silence."""

from collections.abc import Collection, Mapping
from typing import Any


def names(printed: str) -> frozenset[str]:
    """Names written with spaces between them, so that a format's hundred elements stay readable."""
    return frozenset(printed.split())


class UnknownMarkup(ValueError):
    """An element or class that the parser neither reads nor passes over by name; the document is quarantined."""


class UnknownField(ValueError):
    """A field or code of a record that the parser neither reads nor passes over by name."""


def require_known(record: Mapping[str, Any], *, read: Collection[str], ignored: Collection[str] = ()) -> None:
    """Raises UnknownField if the record has a field that is in neither list."""
    unknown = sorted(set(record) - set(read) - set(ignored))
    if unknown:
        raise UnknownField(f"unknown field {', '.join(unknown)}: read it, or pass over it by name")
