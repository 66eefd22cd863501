"""Instruments (works) and their versions (expressions), after FRBR and Akoma Ntoso.

Every fact that a source did not state is ``None`` or ``UNKNOWN``; nothing here fills it in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from law.provision import Provision, Unit, text_sha256


class Status(StrEnum):
    """Whether a version is law on a given day. ``UNKNOWN`` is an answer, not an error."""

    IN_FORCE = "in_force"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


class TextState(StrEnum):
    """What the held text is. ``TRUNCATED`` texts are shown as such and never prove an absence."""

    AS_ENACTED = "as_enacted"
    CONSOLIDATED = "consolidated"
    POINT_IN_TIME = "point_in_time"
    TRUNCATED = "truncated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFact:
    """A day and where it was read, for example the history line or the article that states it."""

    day: date
    provenance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A line of an instrument's history as published; ``day`` and ``action`` are None where they were not read.

    ``action`` is one of adopted, approved, promulgated, amended, revised, in_force, repealed.
    """

    text: str
    day: date | None = None
    action: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepealClause:
    """Words of one instrument that repeal another (自…起施行…同时废止), with their place in the provision's text."""

    provision_id: str
    target_title: str
    quote: str
    start: int
    end: int
    repealed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of an instrument in one language, as one source publishes it.

    ``key`` is the version's day in ISO form, or ``undated``. ``source_ref`` names the document within its source
    (a path, a row id). ``as_of`` is the latest day on which the source is known to have stood as read: its
    ``status`` speaks for that day. ``sha256`` is of the raw bytes read. ``held_as`` is the corpus's own number of
    the text, None before it is held; ``text_hash`` is kept by the corpus so that a text need not be loaded for it.
    """

    key: str
    language: str
    source: str
    source_ref: str
    sha256: str
    retrieved_at: datetime
    source_url: str | None = None
    as_of: date | None = None
    promulgated_on: DatedFact | None = None
    in_force_from: DatedFact | None = None
    commenced_on: DatedFact | None = None
    repealed_on: DatedFact | None = None
    status: Status = Status.UNKNOWN
    status_code: str | None = None
    status_mapping: str | None = None
    text_state: TextState = TextState.UNKNOWN
    provisions: tuple[Provision, ...] = ()
    events: tuple[Event, ...] = ()
    repeal_clauses: tuple[RepealClause, ...] = ()
    problems: tuple[str, ...] = ()
    text_hash: str = ""
    held_as: int | None = None

    @property
    def text_sha256(self) -> str:
        """Hash of the words, independent of the source's file format."""
        return self.text_hash or text_sha256(self.provisions)

    @property
    def articles(self) -> tuple[Provision, ...]:
        """The provisions that carry text, in document order."""
        return tuple(p for p in self.provisions if p.unit is not Unit.HEADING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeal:
    """A repeal clause found in another held version and resolved to this instrument."""

    by_instrument: str
    by_title: str
    by_version: str
    clause: RepealClause
    by_promulgated_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law as a work, with the versions held, oldest first.

    ``id`` is an IRI path such as ``/akn/cn/act/个人信息保护法``. ``kind`` is a key of ``law.kind.KINDS`` or None.
    ``titles`` maps a language to the published title; ``alternates`` a scheme (bbbs, celex, wenhao) to the source's id.
    """

    id: str
    jurisdiction: str
    titles: Mapping[str, str]
    kind: str | None = None
    short_titles: tuple[str, ...] = ()
    issuing_body: str | None = None
    number: str | None = None
    alternates: Mapping[str, str] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    repeals: tuple[Repeal, ...] = ()

    @property
    def title(self) -> str:
        """The published title in the language of its first version, else the first title held."""
        for version in self.versions:
            if version.language in self.titles:
                return self.titles[version.language]
        return next(iter(self.titles.values()))
