"""What the library needs of the parts below it, so that each can be opened, replaced and measured on its own."""

from datetime import date
from typing import Protocol

from gaps.records import Cell
from index.records import SearchRequest, SearchResult, SemanticState
from search_api.single_flight import Told


class Searching(Protocol):
    """What the library needs of the index."""

    @property
    def revision(self) -> int:
        """The corpus revision that the index was built from."""

    @property
    def semantic(self) -> SemanticState:
        """How far the vectors are."""

    @property
    def fault(self) -> str | None:
        """Why searches fail at the moment and what to do; None where they work."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Run one search."""

    def close(self) -> None:
        """Release the index."""


class Wording(Protocol):
    """What an answer needs of a language model."""

    @property
    def model(self) -> str:
        """Its name."""

    def word(self, instruction: str, prompt: str) -> str:
        """Its reply. Raises GeneratorUnavailable."""


class Suggest(Protocol):
    """The program's own judgement, before people's decisions; ``told`` hears how many texts of how many are read."""

    def __call__(self, jurisdiction: str, on: date, told: Told | None = None) -> tuple[Cell, ...]:
        """The cells, one a requirement."""


class Assess(Protocol):
    """What the library needs of the gap analysis: every requirement judged for one place on one day."""

    def __call__(self, jurisdiction: str, on: date) -> tuple[Cell, ...]:
        """The cells, one a requirement."""
