"""Places side by side, models for what is missing, local law that implements national law."""

from datetime import date
from typing import ClassVar

from gaps.implementing import Implementing
from gaps.records import Result
from search_api.models.base import Model
from search_api.models.gaps import Cell, Evidence


class ModelProvision(Model):
    """A provision of another place that could serve as a model."""

    requirement: str
    """The requirement that it answers."""
    evidence: Evidence
    """The provision, quoted."""
    generality: str
    """covered or partial: how far it answers in its own place."""
    rank: int | None
    """The rank of its kind, 1 the highest; null where not known."""
    day: str | None
    """The day of its text; null where not known."""
    reviewed: bool
    """Whether people confirmed it."""


class Difference(Model):
    """A place that differs from before."""

    jurisdiction: str
    """The place."""
    before: Result | None
    """Its result then."""
    after: Result | None
    """Its result now."""
    why: list[str]
    """What differs, each a sentence."""


class SideBySideAnswer(Model):
    """One requirement for several places."""

    records: ClassVar[str] = "cells"

    requirement: str
    """The requirement."""
    cells: list[Cell]
    """The places, in the order asked for."""
    before: list[Cell]
    """The same on the earlier day or at the earlier corpus revision; empty where none was asked for."""
    changed: list[str]
    """The places whose result or first quote differs."""
    differences: list[Difference]
    """What differs in each place, and why."""
    models: list[ModelProvision]
    """Where it is missing or partial somewhere: provisions that answer, best first."""


class MappedEntry(Model):
    """A requirement beside an entry of another checklist."""

    requirement: str
    """Our requirement."""
    entry: str
    """The entry of the other checklist."""
    relation: str
    """equal, subset (ours asks a part of theirs), superset, or intersect."""


class OtherChecklist(Model):
    """Another checklist with the entries that are mapped."""

    checklist: str
    """Its short name."""
    title: str
    """Its title."""
    publisher: str
    """Who publishes it."""
    url: str
    """Where."""
    basis: str
    """From what the entries were read, and how far."""
    entries: list[MappedEntry]
    """The pairs."""


class MappingsAnswer(Model):
    """The mappings to other checklists."""

    records: ClassVar[str] = "checklists"

    checklists: list[OtherChecklist]
    """Each other checklist."""


class ImplementingAnswer(Model):
    """Who implements a national instrument or article."""

    records: ClassVar[str] = "found"

    instrument: str
    """The national instrument."""
    title: str
    """Its title."""
    label: str
    """The article; empty for the whole."""
    on: date
    """The day of the law."""
    found: list[Implementing]
    """Local provisions, the closest ties first."""
    none_found: list[str]
    """Provinces of which law is held and none of it was found to implement it; this does not say that there is none."""
