"""Which documents a harvest found to be still at the source, and which it did not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawlers.crawl import Ask


@dataclass(slots=True, kw_only=True)
class Presence:
    """``known`` is what earlier harvests saw. A document is gone only if the source says so, or no list names it."""

    known: Mapping[str, Mapping[Any, Any]]
    lists_read: bool = True
    _listed: set[str] = field(default_factory=set)
    _missing: set[str] = field(default_factory=set)

    def list(self, ref: str | None) -> None:
        """The source names this document."""
        if ref is not None:
            self._listed.add(ref)

    def unread(self, ask: Ask) -> None:
        """A page could not be read: that says nothing about its documents, so none of them is gone."""
        if ask.ref is None:
            self.lists_read = False
        self.list(ask.ref)
        self._listed |= {ref for ref, row in self.known.items() if row["url"] == ask.url}

    def missing(self, ask: Ask) -> bool:
        """The source answers that there is no such page; says whether that was a known document."""
        if ask.ref is None:
            self.lists_read = False
            return False
        self._missing.add(ask.ref)
        return ask.ref in self.known

    def named(self) -> int:
        """How many documents the source named, whether it had them or not."""
        return len(self._listed | self._missing)

    def present(self) -> int:
        """How many documents were there before this harvest."""
        return sum(row["gone_since"] is None for row in self.known.values())

    def gone(self, *, whole: bool) -> tuple[str, ...]:
        """The documents that were there and are not now; those that no list names only after a whole harvest."""
        there = {ref for ref, row in self.known.items() if row["gone_since"] is None}
        unnamed = there - self._listed if whole else set()
        return tuple(sorted(there & (unnamed | (self._missing - self._listed))))
