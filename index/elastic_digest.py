"""A hash over all that an index in Elasticsearch is made of, by which another machine knows that it needs no other."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from index.elastic_mapping import MAPPING
from index.engine import Entry
from index.generation import FORMAT
from index.growing import Mark
from index.holdings import Holdings
from law.instrument import Version


class Digest:
    """A hash that entries are added to, one by one; ``after`` is that of the index from which this one grows."""

    def __init__(self, *, after: str = "") -> None:
        self._sum = hashlib.sha256(f"{FORMAT}.{MAPPING}.{after}".encode())

    def add(self, entry: Entry) -> None:
        """Take in the next entry."""
        self._sum.update(
            repr((entry.version, entry.title, entry.path, entry.label, entry.headings, entry.text)).encode()
        )

    def without(self, dropped: Iterable[int]) -> "Digest":
        """Take in which versions go, by their numbers."""
        self._sum.update(repr(tuple(dropped)).encode())
        return self

    def given_back(self, holdings: Holdings) -> None:
        """Take in what readers of the index are given back beside the texts."""
        for instrument, version in holdings.numbered:
            self._sum.update(repr((instrument.id, *given_back(version))).encode())

    def __call__(self, folder: Path, entries: Iterable[Entry]) -> None:
        """Read all entries, as an engine's builder does; nothing is written."""
        del folder
        for entry in entries:
            self.add(entry)

    @property
    def hex(self) -> str:
        """The hash so far."""
        return self._sum.hexdigest()


def given_back(version: Version) -> Mark:
    """What the documents of a version say of it beside its text and what filters look at."""
    return (version.key, version.source, version.source_url)
