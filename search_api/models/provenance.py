"""Where texts come from, where sources differ, and who changed what."""

from datetime import date, datetime
from typing import ClassVar

from law.amendment import Commencement
from law.differences import Difference
from law.instrument import Status, TextState
from law.twins import Twin
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
