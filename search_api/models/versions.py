"""The texts of an instrument and their history."""

from datetime import date, datetime

from law.instrument import Status, TextState
from search_api.models.base import Model, StatusOn


class DatedFact(Model):
    """A day and where it was read."""

    day: date
    """The day."""
    provenance: str
    """The history line, article or field that states it."""


class Event(Model):
    """A line of the history as published."""

    text: str
    """The line."""
    day: date | None
    """Its day; null where none was read."""
    action: str | None
    """adopted, approved, promulgated, amended, revised, in_force or repealed; null where it was not read."""
    actor: str | None
    """The body that acted; null where it was not read."""


class Validity(Model):
    """The days on which a text may be law."""

    start: date | None
    """The first day; null where it is not known."""
    end: date | None
    """The day after the last; null where no end is known."""
    end_status: Status
    """What the text is from that day on."""
    end_basis: str
    """The fact that the end rests on."""
    end_certain: bool
    """False where the day is only known to be no later."""


class VersionSummary(Model):
    """One text of an instrument in one language, as one source publishes it; every fact not stated is null."""

    key: str
    """The day that names the text, or `undated`."""
    language: str
    """The language of the text."""
    href: str
    """Where this text is answered."""
    status_on: StatusOn
    """Whether it was law on the day asked."""
    validity: Validity
    """The days on which it may be law."""
    text_state: TextState
    """What the held text is; a `truncated` one lacks provisions."""
    promulgated_on: DatedFact | None
    """When this text was promulgated."""
    in_force_from: DatedFact | None
    """When this text entered into force."""
    commenced_on: DatedFact | None
    """When the original of the instrument entered into force."""
    repealed_on: DatedFact | None
    """When it was repealed, where its source states it."""
    source: str
    """Where it was taken from."""
    source_ref: str
    """The document within the source."""
    source_url: str | None
    """Its address at the source."""
    source_status: Status
    """The status that the source gives."""
    source_status_code: str | None
    """The source's own word or code for it."""
    as_of: date | None
    """The latest day for which the source speaks."""
    retrieved_at: datetime
    """When it was read."""
    sha256: str
    """Hash of the bytes read from the source."""
    text_sha256: str
    """Hash of the words, equal for two sources that publish the same."""
    problems: list[str]
    """What the checks found wrong in it."""
