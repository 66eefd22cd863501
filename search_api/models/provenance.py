"""Where texts come from, where sources differ, and who changed what."""

from datetime import date, datetime
from typing import ClassVar

from law.instrument import Status, TextState
from search_api.models.about import Withdrawal
from search_api.models.base import Model
from search_api.models.instruments import InstrumentFacts


class Edition(Model):
    """One text as one source gives it."""

    key: str
    """The day that names the text, or `undated`."""
    language: str
    """Its language."""
    source: str
    """The source."""
    source_ref: str
    """Its name within the source."""
    source_url: str | None
    """Where it was published; null where it is not known."""
    retrieved_at: datetime
    """When it was read."""
    as_of: date | None
    """The newest day for which the source spoke; null where it is not known."""
    status: Status
    """Its status as the source gives it."""
    text_state: TextState
    """What the text is."""
    sha256: str
    """Hash of the bytes read."""
    text_sha256: str
    """Hash of the words."""
    shown: bool
    """Whether it is the one of its day and language that is shown and searched."""
    gone_since: datetime | None
    """When a harvest first found that the source no longer has it; null where it has, or was never harvested."""
    withdrawal: Withdrawal | None
    """Set where the source is withdrawn and nothing of the text is shown; null otherwise."""


class Said(Model):
    """What one source says."""

    source: str
    """The source."""
    source_ref: str
    """Its document."""
    words: str
    """The day, status or count; for texts the words around what differs; empty where it has none."""
    start: int | None
    """Where the words begin in the provision's text; null for facts."""
    end: int | None
    """Where they end."""


class Difference(Model):
    """One point on which two sources of a text differ. Script, width, spaces and punctuation are no difference."""

    key: str
    """The day of the text."""
    language: str
    """Its language."""
    about: str
    """The name of a day, `status`, `text_state`, `articles` (how many), `missing` (an article), or `words`."""
    provision_id: str
    """The provision, for `missing` and `words`."""
    label: str
    """Its number as published."""
    first: Said
    """The source whose text is shown."""
    second: Said
    """The other."""


class Twin(Model):
    """The same law under another identifier."""

    id: str
    """Its identifier."""
    title: str
    """Its title."""
    languages: list[str]
    """The languages that it is held in."""
    why: str
    """The fact that links the two."""


class InstrumentSources(Model):
    """Every source of an instrument, and where they differ."""

    instrument: InstrumentFacts
    """The work."""
    sources: list[str]
    """The sources that give texts of it."""
    editions: list[Edition]
    """Every text from every source, by day."""
    differences: list[Difference]
    """Where two sources of the same text differ."""
    twins: list[Twin]
    """The same law under other identifiers."""


class Commencement(Model):
    """A day on which a change takes effect."""

    day: date | None
    """The day; null for one that is prospective."""
    qualification: str
    """For what, as the source says."""


class Amendment(Model):
    """A change of the law, quoted."""

    source: str
    """The source that tells of it."""
    affected: str
    """The instrument that is changed: its identifier, or its title in 《》 where it is not held."""
    affected_provisions: str
    """Its provisions as cited; empty for a change of the whole."""
    affecting: str | None
    """The instrument that makes the change; null where it is not known or not held."""
    affecting_title: str
    """Its title, or the body that made the change."""
    affecting_provisions: str
    """Where it says so; of a decision held, the provision and the offsets of the quote."""
    action: str
    """amended, revised, inserted, omitted, renumbered, or the source's own word."""
    applied: bool | None
    """Whether the publisher has worked it into its text; null where it does not say."""
    made_on: date | None
    """The day on which the change was made; null where it is not known."""
    commencements: list[Commencement]
    """When it takes effect."""
    quote: str
    """The words that say so."""


class AmendmentsAnswer(Model):
    """Who changed an instrument, and what it changes."""

    records: ClassVar[str] = "amendments"

    instrument: InstrumentFacts
    """The work."""
    amendments: list[Amendment]
    """Changes made to it, oldest first."""
    amends: list[Amendment]
    """Changes that it makes to others."""
