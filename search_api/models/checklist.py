"""The checklist that gaps are judged by."""

from search_api.models.base import Model


class Wording(Model):
    """One text in three languages."""

    en: str
    """English."""
    zh_hans: str
    """Chinese in Simplified characters."""
    zh_hant: str
    """Chinese in Traditional characters."""


class Tests(Model):
    """When a person would say so."""

    covered: Wording
    """When a requirement is covered."""
    partial: Wording
    """When it is covered in part."""


class Requirement(Model):
    """One thing that the law must say."""

    id: str
    """Its identifier."""
    names: Wording
    """Its name."""
    tier: str
    """core or extended."""
    level: str
    """Where such a rule belongs: national, local or either."""
    modality: str
    """What kind of statement answers it."""
    weight: float
    """How much it counts."""
    rationale: str
    """Why it is asked."""
    tests: Tests
    """When it is covered, and when in part."""
    demands: list[str]
    """The demands that it answers."""
    standards: list[str]
    """The standards that ask for it."""


class Area(Model):
    """A group of requirements."""

    code: str
    """The first part of their identifiers."""
    names: Wording
    """Its name."""
    requirements: list[Requirement]
    """Its requirements."""


class Demand(Model):
    """What is asked of the legislator."""

    id: str
    """Its identifier."""
    names: Wording
    """Its name."""
    requirements: list[str]
    """The requirements that answer it."""


class ChecklistAnswer(Model):
    """The checklist that gaps are judged by."""

    name: str
    """Its name."""
    version: str
    """Its version."""
    fingerprint: str
    """The hash of its files."""
    names: Wording
    """Its title."""
    areas: list[Area]
    """Its areas with their requirements."""
    demands: list[Demand]
    """The demands behind it."""
