"""What a judgement says: plain records, one cell a requirement and place, with quotes pinned to a version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Result(StrEnum):
    """The six results. None of them says that there is no law."""

    COVERED = "covered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found_in_what_we_hold"
    CANNOT_SAY = "cannot_say"
    INHERITED = "inherited"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A quoted provision. ``start`` and ``end`` are offsets of ``quote`` in the provision's published text.

    ``sha256`` is of the provision; ``elements`` are the ids of those that it meets; ``weight`` orders the quotes.
    """

    instrument: str
    title: str
    jurisdiction: str
    version: str
    language: str
    provision_id: str
    label: str
    quote: str
    start: int
    end: int
    sha256: str
    text_state: str
    status: str
    status_basis: str
    elements: tuple[str, ...] = ()
    weight: float = 0.0
    source: str = ""
    source_url: str | None = None


class ElementState(StrEnum):
    """`CANNOT_SAY`: no patterns in the languages read, or a text is cut off where it could stand."""

    MET = "met"
    NOT_FOUND = "not_found_in_what_we_hold"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetBy:
    """A quote that meets an element: its number in the cell's evidence, and where in the provision's published text."""

    evidence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementFinding:
    """One element of the requirement in a cell, by its id; ``met_by`` has the quotes in their order."""

    element: str
    asks: str
    required: bool
    state: ElementState
    met_by: tuple[MetBy, ...] = ()


class FoundBy(StrEnum):
    """What brought a near-miss: the concepts of the requirement, or a search of the index by words or by meaning."""

    CONCEPTS = "concepts"
    WORDS = "words"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A provision that came closest and why it does not count."""

    evidence: Evidence
    why_not: str
    found_by: tuple[FoundBy, ...] = (FoundBy.CONCEPTS,)


class IndexSearch(StrEnum):
    """Whether the index was searched too. `NOT_ASKED`: the cell is covered, or the question is not one of its level.

    `COMPLETE`: by words and by meaning; `WORDS_ONLY`: not every text searched has a vector, or there is no model.
    `OUTDATED`: the index is of another corpus revision; `MISSING`: there is none that can be read.
    """

    NOT_ASKED = "not_asked"
    COMPLETE = "complete"
    WORDS_ONLY = "words_only"
    OUTDATED = "outdated"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a result rests on: how many instruments and provisions were read, and the searches made in them.

    ``kinds`` counts the instruments by kind (``unknown`` where it is not known); ``truncated`` are read but cut off;
    ``not_in_force`` and ``unread`` were left out: not law on the day, or in a language without patterns. ``index`` says
    whether the index was searched as well, for near-misses that the patterns do not see.
    """

    instruments: int
    provisions: int
    queries: tuple[str, ...]
    truncated: int = 0
    not_in_force: int = 0
    unread: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    index: IndexSearch = IndexSearch.NOT_ASKED


class Completeness(StrEnum):
    """Whether all law of a place and area is declared to be held. Only `COMPLETE` allows the word gap."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """The harvest gate of a cell: what is declared, and the words of the declaration."""

    state: Completeness = Completeness.UNKNOWN
    basis: str = "nobody has declared that all law of this place and area is held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Where the human decision stands. A result without a decision is a suggestion of the program.

    ``by`` acted last; ``assessed_by`` judged, which is never the one who signs. ``suggested`` is the program's result
    where people have begun to review it; ``changed`` says why a decision is stale.
    """

    state: str = "suggested"
    by: str | None = None
    on: date | None = None
    comment: str | None = None
    assessed_by: str | None = None
    suggested: str | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One requirement judged for one place on one day. ``jurisdiction`` may be ``A+B``, judged as one place."""

    requirement: str
    jurisdiction: str
    on: date
    result: Result
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    near_misses: tuple[NearMiss, ...]
    searched: Searched
    elements: tuple[ElementFinding, ...] = ()
    harvest: Harvest = field(default_factory=Harvest)
    review: Review = field(default_factory=Review)
    corpus_revision: int = 0
    checklist_fingerprint: str = ""
