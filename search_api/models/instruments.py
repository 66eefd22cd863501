"""Instruments and their provisions."""

from datetime import date
from typing import ClassVar

from law.instrument import TextState
from law.provision import Unit
from search_api.models.base import Links, Model, StatusOn
from search_api.models.versions import Event, VersionSummary


class Provision(Model):
    """A heading, an article, a preamble or an annex, as published."""

    id: str
    """Its identifier within the instrument."""
    unit: Unit
    """What it is."""
    label: str
    """Its number as published."""
    heading: str
    """Its heading, often empty."""
    text: str
    """Its words; a line is a paragraph."""
    path: list[str]
    """The headings above it, outermost first."""
    parent: str | None
    """The identifier of the provision that holds it."""
    sha256: str
    """Hash of label, heading and text."""
    href: str
    """Where it is answered."""


class InstrumentFacts(Model):
    """An instrument as a work."""

    id: str
    """Its identifier."""
    href: str
    """Where it is answered."""
    title: str
    """Its title as published."""
    titles: dict[str, str]
    """Titles by language."""
    short_titles: list[str]
    """Short titles and aliases."""
    jurisdiction: str
    """The code of its place."""
    kind: str | None
    """Its kind; null where it is not known."""
    issuing_body: str | None
    """The body that made it; null where it is not known."""
    number: str | None
    """Its number as published (文号)."""
    alternates: dict[str, str]
    """Identifiers that sources give it."""


class Repeal(Model):
    """A clause of another text that repeals this instrument."""

    by_instrument: str
    """The instrument whose text says so."""
    by_title: str
    """Its title."""
    by_version: str
    """The key of its text."""
    provision_id: str
    """The provision that says so."""
    quote: str
    """Its words."""
    repealed_on: date | None
    """From which day; null where the clause gives none."""


class InstrumentAnswer(Model):
    """An instrument with one of its texts."""

    instrument: InstrumentFacts
    """The work."""
    on: date
    """The day for which statuses are said."""
    version: VersionSummary
    """The text that is given."""
    provisions: list[Provision]
    """Its provisions in document order."""
    events: list[Event]
    """Its history as published."""
    repeals: list[Repeal]
    """Clauses elsewhere that repeal the instrument."""
    versions: list[VersionSummary]
    """Every text held, oldest first."""
    revision: int
    """The corpus revision."""


class VersionsAnswer(Model):
    """The texts held of an instrument."""

    records: ClassVar[str] = "versions"

    instrument: InstrumentFacts
    """The work."""
    on: date
    """The day for which statuses are said."""
    total: int
    """How many texts are held."""
    versions: list[VersionSummary]
    """The texts, oldest first."""


class ProvisionAnswer(Model):
    """One provision in its text."""

    instrument: InstrumentFacts
    """The work."""
    on: date
    """The day for which the status is said."""
    version: VersionSummary
    """The text that it stands in."""
    provision: Provision
    """The provision."""
    citation: str
    """How to cite it."""
    previous: str | None
    """Where the article before is answered; null at the beginning."""
    next: str | None
    """Where the article after is answered; null at the end."""


class ListedInstrument(InstrumentFacts):
    """An instrument in a list; with `fields`, only those that were named."""

    versions: int
    """How many texts are held."""
    current: str
    """The key of the text that may be law on the day, else of the newest held."""
    language: str
    """Its language."""
    text_state: TextState
    """What that text is."""
    status_on: StatusOn
    """Whether it was law on the day asked."""


class InstrumentList(Model):
    """One page of the instruments held."""

    records: ClassVar[str] = "items"

    on: date
    """The day for which statuses are said."""
    total: int
    """How many instruments match."""
    offset: int
    """Instruments passed over."""
    limit: int
    """Instruments asked for."""
    items: list[ListedInstrument]
    """The instruments, in order of their identifiers."""
    links: Links
    """This page and the ones beside it."""
