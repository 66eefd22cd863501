"""The gap analysis."""

from datetime import date
from typing import ClassVar

from gaps.records import Completeness, ElementState, FoundBy, IndexSearch, Result
from search_api.models.base import Model


class Evidence(Model):
    """A quoted provision, pinned to a text."""

    instrument: str
    """The identifier of the instrument."""
    title: str
    """Its title as published."""
    jurisdiction: str
    """The code of its place."""
    version: str
    """The key of the text."""
    language: str
    """The language of the text."""
    provision_id: str
    """The identifier of the provision."""
    label: str
    """Its number as published."""
    quote: str
    """The words quoted."""
    start: int
    """Where the quote begins in the provision's text, in characters from 0."""
    end: int
    """The character after the quote."""
    sha256: str
    """Hash of the provision as published."""
    text_state: str
    """What the held text is."""
    status: str
    """Whether the text was law on the day."""
    status_basis: str
    """The fact that the status rests on."""
    elements: list[str]
    """What of the requirement the quote shows."""
    weight: float
    """Orders the quotes."""
    source: str
    """Where the text was taken from."""
    source_url: str | None
    """Its address at the source."""


class MetBy(Model):
    """A quote that meets an element."""

    evidence: int
    """Its number in the cell's evidence, from 0."""
    start: int
    """Where it meets the element in the provision's text, in characters from 0."""
    end: int
    """The character after."""


class ElementFinding(Model):
    """One element of the requirement."""

    element: str
    """Its id in the checklist."""
    asks: str
    """What it asks: who, what, of what scope, within what limit, with what remedy."""
    required: bool
    """Whether nothing is covered without it."""
    state: ElementState
    """Met, not found in what is held, or cannot say."""
    met_by: list[MetBy]
    """The quotes that meet it."""


class NearMiss(Evidence):
    """A provision that came closest."""

    why_not: str
    """Why it does not count."""
    found_by: list[FoundBy]
    """What brought it: the concepts of the requirement, or a search of the index by words or by meaning."""


class Searched(Model):
    """What a result rests on."""

    instruments: int
    """Instruments read."""
    provisions: int
    """Provisions read."""
    queries: list[str]
    """The searches made."""
    truncated: int
    """Texts among them that are cut off."""
    not_in_force: int
    """Texts left out because they were not law on the day."""
    unread: int
    """Texts left out because the checklist has no patterns for their language."""
    kinds: dict[str, int]
    """The instruments read, by kind; `unknown` where it is not known."""
    index: IndexSearch
    """Whether the index was searched too, and how far: a missing, outdated or half-filled one is said, not guessed."""


class Harvest(Model):
    """The harvest gate: only where the harvest is declared complete may one speak of a gap."""

    state: Completeness
    """What is declared for the place and the area."""
    basis: str
    """The words of the declaration, or that there is none."""


class Review(Model):
    """Where the human decision stands."""

    state: str
    """`suggested` is the program's own result, without a decision."""
    by: str | None
    """Who decided."""
    on: date | None
    """When."""
    comment: str | None
    """What was said."""
    assessed_by: str | None
    """Who judged; never the one who signed."""
    suggested: str | None
    """The program's own result, where people have begun to review it."""
    changed: list[str]
    """Why a decision is stale."""


class Cell(Model):
    """One requirement judged for one place on one day. No result says that there is no law."""

    requirement: str
    """The requirement."""
    jurisdiction: str
    """The place, or several judged as one (`A+B`)."""
    on: date
    """The day of the law."""
    result: Result
    """The result."""
    reasons: list[str]
    """Why."""
    evidence: list[Evidence]
    """The provisions that it rests on."""
    near_misses: list[NearMiss]
    """What came closest and does not count."""
    searched: Searched
    """What was read and searched."""
    elements: list[ElementFinding]
    """The elements of the requirement, each with the quotes that meet it."""
    harvest: Harvest
    """Whether all law of the place and area is declared to be held."""
    review: Review
    """The human decision."""
    corpus_revision: int
    """The corpus revision that was judged."""
    checklist_fingerprint: str
    """The hash of the checklist that was used."""


class MatrixAnswer(Model):
    """Requirements by places."""

    records: ClassVar[str] = "cells"

    on: date
    """The day of the law."""
    jurisdictions: list[str]
    """The places, in the order asked."""
    requirements: list[str]
    """The requirements, in the order of the checklist."""
    total: int
    """How many cells there are."""
    counts: dict[str, dict[Result, int]]
    """For each place, how many requirements have each result."""
    cells: list[Cell]
    """The cells, by requirement and then by place."""
