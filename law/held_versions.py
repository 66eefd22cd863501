"""What a source's versions are in the corpus by now, so that each document is compared without a query."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from law.corpus_rows import in_utc

Row = dict[str, Any]
_IDENTITY: Final = ("instrument_id", "key", "language", "source", "source_ref", "text_sha256")
_OWN: Final = frozenset({"id", "revision", "is_primary", "retrieved_at", "as_of"})
"""Columns that may differ without the source having said anything new. A later day on which it said the same is none:
the earlier one stays, as what was said has held since then."""


@dataclass(slots=True)
class HeldVersions:
    """The rows of one source's versions; ``seen`` are the identities that the run met."""

    seen: set[tuple[Any, ...]] = field(default_factory=set)
    _rows: dict[tuple[Any, ...], Row] = field(default_factory=dict)
    _readings: dict[tuple[Any, ...], set[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(set))
    _texts: dict[tuple[Any, ...], set[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(set))

    def remember(self, row: Row) -> None:
        """Take note of a row of the corpus."""
        identity = identity_of(row)
        self._rows[identity] = row
        self._readings[_bytes_read(row)].add(identity)
        self._texts[identity[:-1]].add(identity)

    def find(self, row: Row) -> Row | None:
        """The row that holds the same text of the same document already."""
        self.seen.add(identity_of(row))
        return self._rows.get(identity_of(row))

    def former_readings(self, row: Row) -> Iterator[Row]:
        """Forget and give what other runs read from the same bytes: a document may hold several instruments."""
        for identity in self._readings[_bytes_read(row)] - self.seen:
            self._readings[_bytes_read(row)].discard(identity)
            self._texts[identity[:-1]].discard(identity)
            yield self._rows.pop(identity)

    def changes(self, held: Row, row: Row) -> Row:
        """What a new reading changes in a row that is held; nothing where the source says what it said.

        A source that goes back to an earlier text has read it last again, so that it is the one to be shown.
        """
        back = self._was_replaced(held)
        if not back and all(held[name] == value for name, value in row.items() if name not in _OWN):
            return {}
        kept = {"id", "revision", "is_primary", *(() if back else ("retrieved_at",))}
        return {name: value for name, value in row.items() if name not in kept and held[name] != value}

    def _was_replaced(self, held: Mapping[str, Any]) -> bool:
        own, read_at = identity_of(held), in_utc(held["retrieved_at"])
        others = self._texts[own[:-1]] - self.seen
        return any(in_utc(self._rows[other]["retrieved_at"]) > read_at for other in others)


def identity_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two versions the same."""
    return tuple(row[name] for name in _IDENTITY)


def _bytes_read(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("source_ref", "sha256", "language"))
