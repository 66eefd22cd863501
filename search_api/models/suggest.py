"""Suggestions while a reader types."""

from typing import ClassVar

from search_api.models.base import Model
from search_api.suggesting import Of


class Suggestion(Model):
    """Words to go on with."""

    of: Of
    """What it is."""
    text: str
    """The words."""
    id: str | None
    """The identifier of the instrument, or the code of the place; null for a term."""
    jurisdiction: str | None
    """The code of the place; null for a term."""
    href: str
    """Where it leads: the instrument, or a search."""


class SuggestAnswer(Model):
    """Suggestions, the nearest first."""

    records: ClassVar[str] = "suggestions"

    query: str
    """What was typed."""
    total: int
    """How many are given."""
    suggestions: list[Suggestion]
    """The suggestions."""
