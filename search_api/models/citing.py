"""Who cites what, what is alike, and what terms mean."""

from datetime import date
from typing import ClassVar, Literal

from search_api.models.base import Links, Model, StatusOn
from search_api.models.instruments import InstrumentFacts
from search_api.models.search import Hit


class Citing(Model):
    """One citation in a provision of another instrument."""

    instrument: str
    """The identifier of the citing instrument."""
    title: str
    """Its title."""
    jurisdiction: str
    """The code of its place."""
    version: str
    """The key of its newest text that cites."""
    status: StatusOn
    """Whether that text is law today."""
    provision_id: str
    """The citing provision."""
    label: str
    """Its number as published."""
    citation: str
    """How to cite it."""
    href: str
    """Where it is answered."""
    raw: str
    """The citation as written there."""
    start: int
    """Where it begins in the citing provision, in characters from 0."""
    end: int
    """The character after it."""
    cited: str | None
    """The provision that is cited; null where the instrument is named as a whole."""


class CitedByAnswer(Model):
    """One page of the citations of an instrument, or of a provision of it, by other instruments held."""

    records: ClassVar[str] = "citing"

    instrument: InstrumentFacts
    """What is cited."""
    provision: str | None
    """The provision asked about; null for all."""
    total: int
    """Citations found."""
    instruments: int
    """Instruments that cite."""
    counts: dict[str, int]
    """Citations by the provision cited; `whole` counts those of the instrument as such."""
    complete: bool
    """False where so many provisions name it that not all were read."""
    offset: int
    """Citations passed over."""
    limit: int
    """Citations asked for."""
    citing: list[Citing]
    """The citations, in order of the citing instrument."""
    links: Links
    """This page and the ones beside it."""


class SimilarAnswer(Model):
    """Provisions of other instruments that say much the same."""

    records: ClassVar[str] = "hits"

    citation: str
    """The provision asked about."""
    on: date | Literal["any"]
    """The day for which statuses are said."""
    total: int
    """How many are given."""
    hits: list[Hit]
    """The provisions, best first."""


class DefinedTerm(Model):
    """A term that a provision defines."""

    term: str
    """The term as written."""
    words: str
    """The sentence that defines it, as published."""
    start: int
    """Where that begins in the provision, in characters from 0."""
    end: int
    """The character after it."""
    instrument: str
    """The identifier of the instrument."""
    title: str
    """Its title."""
    jurisdiction: str
    """The code of its place."""
    version: str
    """The key of the text."""
    provision_id: str
    """The provision."""
    citation: str
    """How to cite it."""
    href: str
    """Where it is answered."""


class TermsAnswer(Model):
    """The terms that one text defines itself."""

    records: ClassVar[str] = "terms"

    instrument: InstrumentFacts
    """The work."""
    version: str
    """The key of the text."""
    total: int
    """How many."""
    terms: list[DefinedTerm]
    """The terms in document order."""


class Meaning(Model):
    """One definition of a term."""

    words: str
    """The defining sentence of the first that gives it."""
    count: int
    """Provisions that give it in these words."""
    given: list[DefinedTerm]
    """Those provisions."""


class GlossaryAnswer(Model):
    """What laws say that a term means; several meanings compete. Not found means not found in what is held."""

    records: ClassVar[str] = "meanings"

    term: str
    """The term asked about."""
    on: date | Literal["any"]
    """The day for which texts were kept."""
    total: int
    """Different definitions."""
    meanings: list[Meaning]
    """The definitions, the most given first."""
