"""The disclosure table of a place and the norms in it that may contradict each other."""

from datetime import date
from typing import ClassVar, Literal

from gaps.disclosure_table import Row
from search_api.models.base import Model


class Side(Model):
    """One of two norms."""

    kind: str
    """Its kind."""
    instrument: str
    """The instrument."""
    title: str
    """Its title."""
    version: str
    """The text, by its day."""
    provision_id: str
    """The provision."""
    label: str
    """Its number as published."""
    quote: str
    """The sentence as published."""
    start: int
    """Where it begins."""
    end: int
    """Where it ends."""


class Conflict(Model):
    """Two norms of different instruments on the same matter that may not go together."""

    kind: str
    """publish_or_secret, time_limits, or need: the other asks for a need that the one does not ask for."""
    matter: str
    """The matter or act that both are about."""
    one: Side
    """The one."""
    other: Side
    """The other."""
    higher: Literal["one", "other"] | None
    """Whose instrument has the higher rank; null where they are equal."""
    later: Literal["one", "other"] | None
    """Whose text was promulgated later; null where a day is unknown, or they are equal."""


class NormsAnswer(Model):
    """The norms of a place on a day."""

    records: ClassVar[str] = "rows"

    jurisdiction: str
    """The place."""
    on: date
    """The day of the law."""
    revision: int
    """The corpus revision."""
    counts: dict[str, int]
    """Norms by kind."""
    total: int
    """Rows of the table."""
    rows: list[Row]
    """The table."""
    conflicts: list[Conflict]
    """Pairs for a person to read."""
