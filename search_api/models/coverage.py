"""What is held of each place, against what its sources and the catalogue say exists."""

from datetime import date, datetime
from typing import ClassVar

from search_api.models.about import Withdrawal
from search_api.models.base import Model


class RankCoverage(Model):
    """One kind of instrument of a place."""

    kind: str
    """The kind, `unknown` where it is not known."""
    rank: int | None
    """1 is the highest of its legal system; null where the kind is not known."""
    instruments: int
    """Instruments held."""
    versions: int
    """Texts held of them."""
    truncated: int
    """Texts among them that are cut off."""
    expected: int
    """Instruments of this kind in the catalogue of what a collection should hold."""
    expected_held: int
    """How many of those are held."""


class SourceCoverage(Model):
    """One source of a place. Its figures are of the whole source, which may be of several places."""

    source: str
    """Its identifier."""
    title: str
    """Its name."""
    claims: str
    """What it claims to cover, as the rights register says."""
    registered: dict[str, int]
    """The counts that the rights register states."""
    documents: int
    """Documents of it that are held, with those found to be no law."""
    said_to_exist: int | None
    """Its own count at its last whole harvest; null where it says none or was never harvested as a whole."""
    last_harvest: datetime | None
    """When its last harvest began."""
    last_state: str | None
    """How that ended: finished, stopped, or running."""
    last_whole: datetime | None
    """When its last whole harvest began."""
    as_of: date | None
    """The newest day for which it spoke."""
    failures: dict[str, int]
    """What the last harvest did not get, by kind of failure."""
    refused: dict[str, int]
    """What was not taken in, by reason."""
    withdrawn: Withdrawal | None
    """Set where its texts are not shown; null otherwise."""


class ExpectedInstrument(Model):
    """An instrument of the catalogue. What is not known is blank."""

    title: str
    """Its title."""
    title_en: str
    """Its title in English."""
    kind: str
    """Its kind."""
    issuer: str
    """Who issued it."""
    promulgated: str
    """The day or year of its promulgation."""
    effective: str
    """The day on which it takes effect."""
    identifiers: list[str]
    """Identifiers, `scheme:number`."""
    url: str
    """Where it is published."""
    areas: list[str]
    """Areas of the checklist that it belongs to."""
    verification: str
    """Where these facts were checked; `from memory` where they were not."""
    remarks: str
    """Anything else."""


class Declared(Model):
    """What somebody vouches for."""

    areas: list[str]
    """Areas of the checklist; none means all."""
    state: str
    """complete or incomplete."""
    as_of: date
    """The day up to which it holds."""
    basis: str
    """Who says so, and from what."""


class PlaceCoverage(Model):
    """The coverage of one place by its own law."""

    jurisdiction: str
    """Its code."""
    instruments: int
    """Instruments held."""
    ranks: list[RankCoverage]
    """By kind, the highest first."""
    sources: list[SourceCoverage]
    """The sources that something is held from or that claim to cover it."""
    not_held: list[ExpectedInstrument]
    """What the catalogue has and is not held, one by one."""
    declared: list[Declared]
    """What people declared about it."""


class CoverageAnswer(Model):
    """The coverage of places."""

    records: ClassVar[str] = "places"

    revision: int
    """The corpus revision."""
    expected: int
    """Instruments of these places in the catalogue."""
    not_held: int
    """How many of them are not held."""
    places: list[PlaceCoverage]
    """The places, in the order of the table of jurisdictions."""
