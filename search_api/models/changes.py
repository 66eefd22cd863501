"""The log of what came in, and whole texts in bulk."""

from datetime import datetime
from typing import ClassVar

from search_api.models.base import Links, Model
from search_api.models.instruments import InstrumentFacts, Provision
from search_api.models.versions import Event, VersionSummary


class Arrival(Model):
    """A text that came in."""

    number: int
    """Orders the texts; `after` in the bulk download."""
    revision: int
    """The corpus revision that brought it."""
    made_at: datetime
    """When that was."""
    source: str
    """Where it was taken from."""
    instrument: str
    """The identifier of the instrument."""
    key: str
    """The key of the text."""
    language: str
    """Its language."""
    text_sha256: str
    """Hash of its words."""
    href: str
    """Where it is answered."""


class Switch(Model):
    """A source whose texts were withdrawn, or are shown again. A copy elsewhere should follow."""

    source: str
    """The source."""
    at: datetime
    """When."""
    withdrawn: bool
    """True where its texts are no longer shown."""
    reason: str
    """The reason given."""


class ChangesAnswer(Model):
    """One page of the log."""

    records: ClassVar[str] = "texts"

    since: int
    """The revision asked about."""
    revision: int
    """The corpus revision now: ask for changes since this one next time."""
    total: int
    """Texts that came since."""
    offset: int
    """Texts passed over."""
    limit: int
    """Texts asked for."""
    texts: list[Arrival]
    """The texts, in the order in which they came."""
    switches: list[Switch]
    """Every withdrawal and return of a source, oldest first, whatever the revision."""
    links: Links
    """This page and the ones beside it."""


class BulkText(Model):
    """One line of the bulk download: a whole text."""

    number: int
    """Orders the lines: `after` this one the download goes on."""
    revision: int
    """The corpus revision that brought the text."""
    instrument: InstrumentFacts
    """The work."""
    version: VersionSummary
    """The text."""
    events: list[Event]
    """Its history as published."""
    provisions: list[Provision]
    """Its provisions in document order."""
