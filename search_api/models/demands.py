"""The demands of the seed essay, and how far the law answers them."""

from datetime import date
from typing import ClassVar

from gaps.demands import Answered
from gaps.records import Result
from search_api.models.base import Model


class Law(Model):
    """A provision that meets a requirement."""

    instrument: str
    """The identifier of the instrument."""
    title: str
    """Its title as published."""
    label: str
    """The provision's number as published."""
    version: str
    """The key of the text."""
    provision_id: str
    """The identifier of the provision."""
    language: str
    """The language of the text."""
    quote: str
    """The words quoted."""
    status: str
    """Whether the text was law on the day."""
    status_basis: str
    """The fact that the status rests on."""


class RequirementAnswer(Model):
    """One requirement of a demand in one place."""

    requirement: str
    """The requirement."""
    result: Result
    """Its result."""
    review: str
    """Where the human decision stands."""
    laws: list[Law]
    """What meets it, wholly or in part; the nation's law where it is inherited."""


class DemandPlace(Model):
    """A demand in one place."""

    jurisdiction: str
    """The place."""
    answered: Answered
    """How far its law answers the demand."""
    open: list[str]
    """The requirements that are still open here."""
    answers: list[RequirementAnswer]
    """Requirement by requirement."""


class DemandAnswer(Model):
    """A demand on the legislator."""

    demand: str
    """Its id, from `S01`."""
    names: dict[str, str]
    """What is demanded, by language."""
    key_words: list[str]
    """Words of the essay."""
    requirements: list[str]
    """The requirements that answer it."""
    places: list[DemandPlace]
    """The places asked about."""


class DemandsAnswer(Model):
    """All demands in the order of the essay."""

    records: ClassVar[str] = "items"

    on: date
    """The day of the law."""
    jurisdictions: list[str]
    """The places."""
    corpus_revision: int
    """The corpus revision that was judged."""
    total: int
    """How many demands there are."""
    items: list[DemandAnswer]
    """The demands."""
