"""The answer of a search."""

from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field, computed_field

from law.instrument import TextState
from search_api.addresses import instrument_href
from search_api.models.base import Links, Model, StatusOn


class Span(Model):
    """A half-open range of characters (Unicode code points) of the published text."""

    start: int
    """The first character, from 0."""
    end: int
    """The character after the last."""


class Hit(Model):
    """One provision of one text, with all that a citation of it needs; with `fields`, only those that were named."""

    instrument: str
    """The identifier of the instrument."""
    title: str
    """Its title as published."""
    version: str
    """The key of the text: the day that names it, or `undated`."""
    language: str
    """The language of the text."""
    jurisdiction: str
    """The code of the place."""
    kind: str | None
    """The kind of instrument; null where it is not known."""
    provision_id: str
    """The identifier of the provision within the instrument."""
    label: str
    """Its number as published."""
    heading: str
    """Its heading as published, often empty."""
    path: list[str]
    """The headings above it, outermost first."""
    text: str
    """Its words as published."""
    highlights: list[Span]
    """What matched in `text`."""
    score: float
    """Orders the hits of one search; not comparable between searches."""
    status: StatusOn
    """Whether the text was law on the day of the search."""
    text_state: TextState
    """What the held text is; a `truncated` one lacks provisions."""
    citation: str
    """How to cite the provision."""
    source: str
    """Where the text was taken from."""
    source_url: str | None
    """Its address at the source; null where the source has none."""
    retrieved_at: datetime
    """When it was read there."""
    sha256: str
    """Hash of the provision as published."""
    why: dict[str, float | str]
    """What brought the hit here, with its figures: `lexical` (score of the words), `semantic` (nearness of meaning, 1
    is the same), `question` (a question like the query that it answers), `direct` (the query cites or names it),
    `reranker` (the model that put it here, where one is set); docs/api.md tells more."""

    @computed_field
    def href(self) -> str:
        """Where the provision is answered."""
        return instrument_href(self.instrument, self.version, "provisions", self.provision_id)


class Facet(Model):
    """How many matching provisions have a value, under all the other filters."""

    value: str
    """The value to filter by."""
    label: str
    """Its name in the language asked for."""
    count: int
    """Matching provisions."""


class Semantic(Model):
    """How far the search by meaning is built."""

    held: int
    """Passages that have a vector."""
    total: int
    """Passages in the index."""
    complete: bool
    """Whether every passage could be found by meaning."""
    reason: str | None
    """Why there is no search by meaning, if so."""


class HitGroup(Model):
    """The hits of one instrument."""

    instrument: str
    """The identifier of the instrument."""
    title: str
    """Its title as published."""
    hits: list[int]
    """Positions in `hits`, best first."""


class Understood(Model):
    """Filters that were read from the words of the query; `literal=true` switches that off."""

    on: date | None
    """The day that the words name."""
    jurisdictions: list[str]
    """The places that the words name."""
    words: list[str]
    """The words that named them, as typed."""


class SearchAnswer(Model):
    """One page of hits. An empty one says that nothing was found in what is held, not that there is no law."""

    records: ClassVar[str] = "hits"

    query: str
    """What was asked."""
    on: date | Literal["any"]
    """The day for which statuses are said; texts known not to be law on it are left out."""
    mode: Literal["hybrid", "lexical", "semantic"]
    """Which parts of the search took part."""
    total: int
    """Provisions that match in words, exactly."""
    offset: int
    """Hits passed over."""
    k: int
    """Hits asked for."""
    hits: list[Hit]
    """The provisions, best first."""
    groups: list[HitGroup]
    """The same hits by instrument, in the order of their best hit."""
    facets: dict[str, list[Facet]]
    """Counts by jurisdiction, kind and so on."""
    semantic: Semantic
    """Whether the search by meaning was complete."""
    direct: bool
    """True where the query is a citation or a title, and the answer is that place."""
    notes: list[str] = Field(default_factory=list)
    """What was understood or left out."""
    understood: Understood
    """Filters that were read from the words."""
    suggestion: str | None
    """The query with its slips mended, where it has words that are held nowhere; null otherwise."""
    revision: int
    """The corpus revision that the index holds."""
    took_ms: float
    """Milliseconds spent in the search itself."""
    links: Links
    """This page and the ones beside it."""
