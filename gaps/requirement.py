"""One requirement of a checklist and its parts: plain records without behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Language = Literal["zh", "en"]
"""A family of languages with one set of patterns: zh serves zh-Hans and zh-Hant, since matching is on folded text."""


class Tier(StrEnum):
    """Core requirements are asked for by the seed essay's demands or by most standards; extended ones refine them."""

    CORE = "core"
    EXTENDED = "extended"


class Level(StrEnum):
    """Where a rule belongs: `NATIONAL` ones cannot be missing in a province, which inherits them."""

    NATIONAL = "national"
    LOCAL = "local"
    EITHER = "either"


class Modality(StrEnum):
    """What kind of statement answers the requirement."""

    DUTY = "duty"
    PROHIBITION = "prohibition"
    RIGHT = "right"
    PERMISSION = "permission"
    PRINCIPLE = "principle"
    DEFINITION = "definition"
    PROMOTION = "promotion"
    EXISTENCE = "existence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One text in the three languages of the pages."""

    en: str
    zh_hans: str
    zh_hant: str

    def in_language(self, language: str) -> str:
        """The text in ``en``, ``zh-Hans`` or ``zh-Hant``; `KeyError` for any other language."""
        return {"en": self.en, "zh-Hans": self.zh_hans, "zh-Hant": self.zh_hant}[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tests:
    """When a person would say covered, and when only partial."""

    covered: Wording
    partial: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptGroup:
    """One thing that a provision must speak of.

    Without every group that is not ``completes`` a provision is no evidence at all; without the groups that are, it is
    evidence for partial at most.
    """

    name: str
    pattern: str
    completes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Words that change what a provision counts for, and why (one English phrase, shown with the near-miss)."""

    pattern: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A real provision read by a person. ``why_not`` is set for a near-miss only; ``on`` is unknown where None."""

    jurisdiction: str
    title: str
    on: date | None
    article: str
    phrase: str
    why_not: str | None = None


class Aspect(StrEnum):
    """What an element asks: who is bound, what they must do, of what scope, within what time or form, what remedy."""

    BOUND = "bound"
    ACT = "act"
    SCOPE = "scope"
    LIMIT = "limit"
    REMEDY = "remedy"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule:
    """A number with a unit must stand at most ``within`` characters from the concepts of the element."""

    within: int
    patterns: Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One question of a requirement that a person can answer with yes or no.

    ``patterns``: all of a language must hit in one provision; a language without them leaves the element open.
    ``modality``: only weak verbs in the clause do not do. ``general``: the instrument must speak for the whole field
    and place. Without an element that is ``required`` a requirement is partial at most.
    """

    id: str
    asks: Aspect
    names: Wording
    test: Wording
    patterns: Mapping[Language, tuple[str, ...]]
    groups: Mapping[Language, tuple[str, ...]]
    modality: Modality | None = None
    number: NumberRule | None = None
    general: bool = False
    required: bool = True

    def open_in(self, language: Language) -> bool:
        """Whether the element cannot be judged in a language: it has no patterns there."""
        return language not in self.patterns and not self.general


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing the law must say.

    ``home``: words in the titles of instruments that speak for everyone on the subject; an instrument with another
    title speaks for its own field and is partial at most. A language without a home pattern sets no such limit.
    ``usual_titles``: titles of instruments in which such a provision usually stands (by default ``home``): where the
    only one held is cut off, its silence says nothing.
    ``scope_limits`` in a title, heading or provision make it partial at most (one sector, one zone, one step);
    ``excludes`` in a provision make it a near-miss. ``same_sentence``: all groups that are not ``completes`` must stand
    in one sentence or two neighbouring ones, not only in one provision.
    """

    id: str
    area: str
    names: Wording
    tier: Tier
    level: Level
    modality: Modality
    weight: float
    rationale: str
    tests: Tests
    groups: Mapping[Language, tuple[ConceptGroup, ...]]
    elements: tuple[Element, ...]
    home: Mapping[Language, str]
    usual_titles: Mapping[Language, str]
    scope_limits: Mapping[Language, tuple[Signal, ...]]
    excludes: Mapping[Language, tuple[Signal, ...]]
    same_sentence: bool
    example: Sample
    near_miss: Sample
    demands: tuple[str, ...]
    standards: tuple[str, ...]
