"""What every search engine does for us, in our own words: ``tantivy_engine`` is embedded, ``elastic_engine`` scales."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.ordered import Ordered
from index.plan import Keep, SearchPlan, Word


class EngineName(StrEnum):
    """The engines that an index can be built for."""

    TANTIVY = "tantivy"
    ELASTICSEARCH = "elasticsearch"


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

    ``path`` joins the headings above it, ``label`` its number and its own heading; ``headings`` has each by itself.
    """

    row: int
    version: VersionFacts
    title: str
    path: str
    label: str
    headings: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What is asked of the vectors of a model: ``depth`` passages nearest to a vector of length 1."""

    model_id: str
    vector: NDArray[np.float32]
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rows that match, best first with their scores (ties by row), and how many match in every version.

    ``by_version`` counts under the words alone, without the filters: totals and facets follow from it exactly.
    ``near`` is what the engine's own vectors answered; None where vectors lie beside the engine.
    """

    hits: Ordered
    by_version: Mapping[int, int]
    near: Ordered | None = None


class Engine(Protocol):
    """A built index of provisions, open for searching. Raises ``IndexUnavailable`` where it cannot be read."""

    def find(self, plan: SearchPlan, near: Near | None = None) -> Found:
        """Run a plan, and with it a search by meaning where the engine holds the vectors."""

    def frequency(self, word: Word) -> int:
        """How many provisions have a word, about: the larger of its counts by field."""

    def frequencies(self, words: Iterable[Word]) -> Mapping[Word, int]:
        """``frequency`` of each word, asked for at once."""

    def held(self, model_id: str, dimensions: int) -> int | None:
        """Of how many passages the engine holds a vector of a model; None where vectors lie in files beside it.

        Raises ``WrongModel`` where it holds only vectors that cannot be compared with the model's.
        """

    def nearest(self, near: Near, keep: Keep) -> Ordered:
        """Rows with their scores (cosines) under the filters, best first, where the engine holds the vectors."""

    def reached(self, model_id: str, rows: Sequence[int]) -> frozenset[int]:
        """Those of some rows of which a passage has a vector, where the engine holds the vectors."""

    def fault(self) -> str | None:
        """Why it cannot be searched at the moment and what to do; None where it can."""

    def close(self) -> None:
        """Release the index's files."""


class Builder(Protocol):
    """Fills a new folder with an index of the entries. Durable on disk when it returns."""

    def __call__(self, folder: Path, entries: Iterable[Entry]) -> None:
        """Build. Raises ``OSError`` for a full disk."""
