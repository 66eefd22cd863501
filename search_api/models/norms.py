"""The disclosure table of a place and the norms in it that may contradict each other."""

from datetime import date
from typing import ClassVar

from search_api.models.base import Model


class Row(Model):
    """One duty to publish or to give on request. What the words of the provision do not say is empty."""

    matter: str
    """What it is about (事项)."""
    content: str
    """What is published or given (内容)."""
    basis: str
    """The provision (依据)."""
    limit: str
    """Until when, in the words of the sentence (时限)."""
    body: str
    """Who is bound (主体)."""
    mode: str
    """must_publish or on_request (方式)."""
    channel: str
    """Where (渠道)."""
    audience: str
    """To whom: `public`, or who is entitled as the words name them (对象)."""
    level: str
    """The level of the place that made the law (层级)."""
    jurisdiction: str
    """Its code."""
    instrument: str
    """The instrument."""
    version: str
    """The text, by its day."""
    provision_id: str
    """The provision."""
    quote: str
    """The sentence as published."""
    start: int
    """Where it begins in the provision."""
    end: int
    """Where it ends."""
    sha256: str
    """The hash of the provision."""
    status: str
    """Whether the text was law on the day."""


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
    """publish_or_secret, or time_limits."""
    matter: str
    """The matter or act that both are about."""
    one: Side
    """The one."""
    other: Side
    """The other."""


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
