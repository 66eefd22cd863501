"""What an engine does for documents that pipelines add, replace and delete one by one, unlike the laws."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.plan import SearchPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One document: its id, the text that is searched, and the bytes that are given back."""

    id: str
    text: str
    body: bytes


class HeldDocuments(Protocol):
    """Documents in an engine. Every change is durable, and found, when the call returns."""

    def count(self) -> int:
        """How many documents are held."""

    def all(self) -> list[bytes]:
        """The bodies of all documents, in the order in which they were last written."""

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of the ids are held."""

    def replace(self, documents: Iterable[Stored]) -> None:
        """Write documents; one with an id that is held takes its place, and of two with one id the last counts."""

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; ids that are not held are no error."""

    def search(self, plan: SearchPlan) -> list[tuple[bytes, float]]:
        """The bodies of all documents that match the words of a plan, with their scores, best first."""
