"""What is asked of a search and what it answers: plain records, the same for every engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from law.instrument import TextState
from law.timeline import StatusOn


class BadQuery(ValueError):
    """A query that cannot be run; the message says what to change."""


class IndexUnavailable(Exception):
    """There is no index to search, or it cannot be read; the message says which command repairs it."""


class Mode(StrEnum):
    """Which parts of the search take part."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"
    SEMANTIC = "semantic"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search. ``on=None`` searches every version; a day keeps only texts that may be law on it.

    Several values in a filter are alternatives. ``jurisdictions`` include the places below them, unless
    ``without_below``; ``with_parents`` adds the places above (national law for a city). ``k`` ≤ 100, ``offset + k`` ≤
    10,000.
    ``literal`` reads no filters (a day, a place) from the query's words.
    """

    query: str
    k: int = 10
    offset: int = 0
    on: date | None = None
    jurisdictions: tuple[str, ...] = ()
    with_parents: bool = False
    without_below: bool = False
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    promulgated_from: date | None = None
    promulgated_to: date | None = None
    mode: Mode = Mode.HYBRID
    exact_script: bool = False
    literal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The filters that a query's words name; ``words`` are those that named them, as typed."""

    on: date | None = None
    jurisdictions: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of characters in a published text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One provision of one version, with all that a citation of it needs.

    ``highlights`` are spans of ``text``. ``why`` names what brought the hit here with its figures (lexical, semantic,
    standing, direct, in question one like the query, in terms the words that matched, in heading the headings asked
    for).
    ``sha256`` is of the provision as published.
    """

    instrument: str
    title: str
    version: str
    language: str
    jurisdiction: str
    kind: str | None
    provision_id: str
    label: str
    heading: str
    path: tuple[str, ...]
    text: str
    highlights: tuple[Span, ...]
    score: float
    status: StatusOn
    text_state: TextState
    citation: str
    source: str
    source_url: str | None
    retrieved_at: datetime
    sha256: str
    why: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SemanticState:
    """How far the vectors are: ``held`` of ``total`` passages. ``reason`` says why there are none, if so."""

    held: int
    total: int
    reason: str | None = None

    @property
    def complete(self) -> bool:
        """Whether every passage could be found by meaning."""
        return self.reason is None and self.held >= self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """How many matching provisions have a value, under all the other filters."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The hits of one instrument, best first, in the order of their best hit."""

    instrument: str
    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """An answer.

    ``total`` counts the provisions that match in words (and is exact); ``notes`` say what was understood or left out
    (a citation recognised, a filter read from the words, vectors not complete). ``request`` is what was run, with the
    filters that were read from the words; ``understood`` says which those are. ``suggestion`` is the query with its
    slips mended, where it has words that are held nowhere.
    """

    request: SearchRequest
    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]
    semantic: SemanticState
    revision: int
    took_ms: float
    direct: bool = False
    notes: tuple[str, ...] = ()
    understood: Understood = field(default_factory=Understood)
    suggestion: str | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """The same hits grouped by instrument."""
        grouped: dict[str, list[Hit]] = {}
        for hit in self.hits:
            grouped.setdefault(hit.instrument, []).append(hit)
        return tuple(Group(instrument=i, title=h[0].title, hits=tuple(h)) for i, h in grouped.items())
