"""What every search engine does for us, in our own words. ``tantivy_engine`` is the one that ships."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.plan import SearchPlan, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """What filters look at: the same for all provisions of a version. Days are proleptic ordinals, ends excluded.

    ``start`` and ``end`` bound the days on which the version may be law; where open, they are NEVER_BEGAN, NEVER_ENDS.
    """

    number: int
    jurisdiction: str
    kind: str
    language: str
    promulgated: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One provision as it goes into an index; ``row`` is its number there, counted from 0.

    ``path`` joins the headings above it, ``label`` its number and its own heading.
    """

    row: int
    version: VersionFacts
    title: str
    path: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rows that match, best first with their scores (ties by row), and how many match in every version.

    ``by_version`` counts under the words alone, without the filters: totals and facets follow from it exactly.
    """

    hits: Sequence[tuple[int, float]]
    by_version: Mapping[int, int]


class Engine(Protocol):
    """A built index of provisions, open for searching. Raises ``IndexUnavailable`` where it cannot be read."""

    def find(self, plan: SearchPlan) -> Found:
        """Run a plan."""

    def frequency(self, word: Word) -> int:
        """How many provisions have a word, about: the larger of its counts by field."""

    def close(self) -> None:
        """Release the index's files."""


class Builder(Protocol):
    """Fills a new folder with an index of the entries. Durable on disk when it returns."""

    def __call__(self, folder: Path, entries: Iterable[Entry]) -> None:
        """Build. Raises ``OSError`` for a full disk."""
