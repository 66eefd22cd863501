"""What changed in the gap analysis between two revisions of the corpus."""

from typing import ClassVar

from gaps.records import Result
from search_api.models.base import Model


class CellChange(Model):
    """A cell that differs."""

    requirement: str
    """The requirement."""
    jurisdiction: str
    """The place, or several judged as one (`A+B`)."""
    before: Result | None
    """Its result then; null where it was not judged."""
    after: Result | None
    """Its result now."""
    why: list[str]
    """What differs, each a sentence."""
    result_changed: bool
    """Whether the result differs, not only what it rests on."""
    since: int
    """The earlier revision."""
    revision: int
    """The revision of now."""


class ChangesAnswer(Model):
    """The cells that differ, and the instruments that were brought or repealed since."""

    records: ClassVar[str] = "items"

    since: int
    """The earlier revision."""
    revision: int
    """The revision of now."""
    compared: int
    """How many cells were compared."""
    total: int
    """How many differ."""
    touched: dict[str, list[str]]
    """For each place the titles of instruments that later revisions brought texts of, or that those repeal."""
    items: list[CellChange]
    """The cells that differ."""
