"""What is held, from where, with which right, and how the service is."""

from datetime import datetime
from typing import ClassVar, Literal

from law.jurisdiction import Level
from search_api.models.base import Model
from search_api.models.search import Semantic


class Held(Model):
    """What is held from a source."""

    instruments: int
    """Instruments with a text from it."""
    versions: int
    """Texts from it."""
    provisions: int
    """Provisions in them, headings not counted."""
    truncated: int
    """Texts among them that are cut off."""
    last_import: datetime | None
    """The newest retrieval; null where nothing was taken in."""
    refused: dict[str, int]
    """Documents that were not taken in, by outcome (skipped, quarantined)."""


class Withdrawal(Model):
    """Since when a source's texts are not shown, and why."""

    at: datetime
    """Since when."""
    reason: str
    """The reason given."""


class Source(Model):
    """A collection, its terms and what is held from it. Rights are null for a source that is not in the register."""

    id: str
    """Its identifier."""
    title: str | None
    """Its name."""
    publisher: str | None
    """Who publishes it."""
    jurisdictions: list[str]
    """The places whose law it publishes."""
    languages: list[str]
    """The languages of its texts."""
    licence: str | None
    """The licence or terms."""
    terms_url: str | None
    """Where the terms are."""
    allowed_use: str | None
    """What the terms allow."""
    coverage: str | None
    """What it claims to cover."""
    verified: bool
    """Whether its parser was checked against what it really published."""
    verified_note: str | None
    """On what it was checked, or why not."""
    address: str | None
    """Where the material is published."""
    invented: bool
    """True for sample texts of an invented place, which are law nowhere."""
    withdrawn: Withdrawal | None
    """Set where its texts are not shown; null otherwise."""
    held: Held
    """What is held from it."""


class SourcesAnswer(Model):
    """Every source."""

    records: ClassVar[str] = "sources"

    total: int
    """How many."""
    revision: int
    """The corpus revision."""
    sources: list[Source]
    """The sources, by identifier."""


class Place(Model):
    """A place that makes law."""

    code: str
    """Its code."""
    parent: str | None
    """The place whose law also applies here."""
    level: Level
    """At which level it makes law."""
    names: dict[str, str]
    """Its name in en, zh-Hans and zh-Hant."""
    instruments: int
    """Instruments held of it, not counting the places below."""


class KindOfInstrument(Model):
    """A kind of instrument."""

    code: str
    """Its code."""
    rank: int
    """1 is the highest of its legal system."""
    names: dict[str, str]
    """Its name in en, zh-Hans and zh-Hant."""


class PlacesAnswer(Model):
    """The places and kinds that filters take."""

    records: ClassVar[str] = "jurisdictions"

    total: int
    """How many places."""
    jurisdictions: list[Place]
    """The places, in the order of the table."""
    kinds: list[KindOfInstrument]
    """The kinds of instruments."""


class HealthAnswer(Model):
    """How the service is."""

    status: Literal["ok", "degraded"]
    """`degraded` where something in `problems` needs a hand."""
    version: str
    """The version of the program."""
    corpus_revision: int
    """The revision of the corpus."""
    index_revision: int | None
    """The revision that the index was built from."""
    drift: bool
    """True where the two differ: `lexgap index` brings the index up to date."""
    instruments: int
    """Instruments held."""
    semantic: Semantic
    """The state of the search by meaning."""
    filling: bool
    """Whether vectors are being filled in now."""
    model: str | None
    """The embedding model; null where there is none."""
    disk_free_bytes: int
    """Bytes free on the disk of the data directory."""
    problems: list[str]
    """What is wrong and what to do, each a sentence."""
