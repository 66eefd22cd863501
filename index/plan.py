"""A search in words of our own: what must match, what may, and what is asked back. No engine's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One of a query's words: a pair of neighbouring units, or a unit that stands alone. ``single`` looks in units."""

    text: str
    weight: float = 1.0
    single: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words at consecutive places in the text, the title or a heading."""

    words: tuple[str, ...]
    weight: float = 1.0
    single: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Two expressions at most ``gap`` places apart in either order, each by its first and its last word."""

    one: tuple[str, str]
    other: tuple[str, str]
    gap: int

    @property
    def orders(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The words that meet: where the first expression comes first, and where the second does."""
        return (self.one[1], self.other[0]), (self.other[1], self.one[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Alternatives of one meaning; a provision has the clause if it has any of them, and scores the best.

    ``counts`` is what it adds to the number that a wording requires: 2 for a rare word.
    """

    alternatives: tuple[Word | Phrase, ...]
    counts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way of saying the query. A provision matches if its clauses add up to at least ``required``.

    ``extras`` add to the score of what matches and are not counted: single characters, words that say little,
    neighbouring words of English.
    """

    clauses: tuple[Clause, ...]
    required: int
    extras: tuple[Word | Phrase, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Filters. Empty tuples and None keep everything; several values of one filter are alternatives.

    ``jurisdictions`` are codes already widened. ``on`` keeps what may be law on the day. In ``kinds`` and
    ``languages`` the value ``unknown`` keeps what has none. A text without a day of promulgation is kept only where
    no such day is asked for. ``versions`` are the numbers of those that may be found; None for all.
    """

    jurisdictions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    promulgated_from: date | None = None
    promulgated_to: date | None = None
    on: date | None = None
    versions: tuple[int, ...] | None = None


UNKNOWN: Final = "unknown"
"""The value of a filter or a facet for what is not known."""

FIELD_WEIGHTS: Final[Mapping[str, float]] = {"pairs": 1.0, "units": 0.6}
"""How much a word counts in each field: as a pair of neighbours, or as a single unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlan:
    """One search, ready for any engine.

    A provision matches if it matches any of the ``wordings`` (all, if there are none), has all of ``phrases`` and what
    ``near`` asks, none of ``excluded``, stands under all of ``headings`` (phrases of units), and passes ``keep``; the
    rows ``also`` match without the words.
    ``exact_script`` compares the script as published. ``depth`` hits are wanted from ``offset`` on.
    """

    wordings: tuple[Wording, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    near: tuple[Beside, ...] = ()
    headings: tuple[Phrase, ...] = ()
    also: tuple[int, ...] = ()
    keep: Keep = field(default_factory=Keep)
    exact_script: bool = False
    depth: int = 10
    offset: int = 0
    weights: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS, hash=False, compare=False)
