"""The schema of the checklist's YAML files. What it does not name is an error, so that no typing slip goes unread."""

import re
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from gaps.requirement import Aspect, Language, Level, Modality, Tier
from law.script import fold_text

_TERM: Final = re.compile(r"<[a-z_]+>")


def _folded(phrase: str) -> str:
    """Refuse a phrase that no folded text can contain, such as one with Traditional or capital letters."""
    bare = _TERM.sub("", phrase)
    strange = sorted(
        {char for char in bare if not char.isspace() and char not in "[]" and fold_text(char) not in {char, ""}}
    )
    if strange:
        wanted = ", ".join(f"{fold_text(char)} for {char}" for char in strange)
        raise ValueError(f"patterns run on folded text: write {wanted}")
    return phrase


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
RequirementId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{2}$")]
AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
DemandId = Annotated[str, StringConstraints(pattern=r"^S\d{2}$")]
ElementId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,23}$")]
TermName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_folded)]
"""One alternative of a pattern, in the dialect of `gaps.dialect`, in which ``<name>`` stands for a shared term."""
Phrases = Annotated[tuple[Phrase, ...], Field(min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WordingEntry(_Entry):
    """One text in three languages."""

    en: Text
    zh_hans: Text = Field(alias="zh-Hans")
    zh_hant: Text = Field(alias="zh-Hant")


class GroupEntry(_Entry):
    """One concept; ``completes`` as in `gaps.requirement.ConceptGroup`."""

    name: Text
    any: Phrases
    completes: bool = False


class OwnPattern(_Entry):
    """A concept that is no group of the requirement."""

    any: Phrases


class SignalEntry(_Entry):
    """Words that limit what a provision counts for."""

    any: Phrases
    why: Text


class NumberEntry(_Entry):
    """Units of which a number must stand within so many characters; see `gaps.requirement.NumberRule`."""

    within: int = Field(gt=0, le=120)
    units: dict[Language, Phrases]


class ElementEntry(_Entry):
    """One question of a requirement. An entry of ``groups`` is the name of one of its groups, or an own pattern."""

    id: ElementId
    asks: Aspect
    names: WordingEntry
    test: WordingEntry
    groups: dict[Language, Annotated[tuple[Text | OwnPattern, ...], Field(min_length=1)]] = {}
    modality: Modality | None = None
    number: NumberEntry | None = None
    general: bool = False
    required: bool = True


class SampleEntry(_Entry):
    """A provision read by a person, as the example."""

    jurisdiction: Text
    title: Text
    dated: date | None = None
    article: Text
    phrase: Text


class NearMissEntry(SampleEntry):
    """A provision that looks right and is not."""

    why_not: Text


class RequirementEntry(_Entry):
    """One requirement of an area's file."""

    id: RequirementId
    names: WordingEntry
    tier: Tier
    level: Level
    modality: Modality
    weight: float = Field(gt=0, le=10)
    rationale: Text
    demands: tuple[DemandId, ...] = ()
    standards: tuple[Text, ...] = ()
    covered: WordingEntry
    partial: WordingEntry
    groups: dict[Language, Annotated[tuple[GroupEntry, ...], Field(min_length=1)]]
    elements: Annotated[tuple[ElementEntry, ...], Field(min_length=2, max_length=5)]
    home: dict[Language, Phrases] = {}
    usual_titles: dict[Language, Phrases] = {}
    scope_limits: dict[Language, tuple[SignalEntry, ...]] = {}
    excludes: dict[Language, tuple[SignalEntry, ...]] = {}
    same_sentence: bool = False
    example: SampleEntry
    near_miss: NearMissEntry


class AreaEntry(_Entry):
    """One file: an area and its requirements, which inherit ``home`` and ``usual_titles`` where they name none."""

    code: AreaCode
    names: WordingEntry
    home: dict[Language, Phrases] = {}
    usual_titles: dict[Language, Phrases] = {}
    requirements: Annotated[tuple[RequirementEntry, ...], Field(min_length=1)]


class DemandEntry(_Entry):
    """One demand of the seed essay."""

    id: DemandId
    names: WordingEntry
    key_words: tuple[Text, ...]
    requirements: Annotated[tuple[RequirementId, ...], Field(min_length=1)]


class VocabularyEntry(_Entry):
    """Phrases that hold for every requirement; see `gaps.checklist.Vocabulary`."""

    modality: dict[Language, dict[Modality, Phrases]]
    topics: dict[Language, dict[str, Phrases]]
    weak: dict[Language, Phrases]
    zone: dict[Language, Phrases]
    sector: dict[Language, Phrases]
    public_body: dict[Language, Phrases]
    private_body: dict[Language, Phrases]
    purpose: dict[Language, Phrases]
    reference: dict[Language, Phrases]
    general_liability: dict[Language, Phrases]
    chapter: dict[Language, Phrases]
    amending: dict[Language, Phrases]
    exception: dict[Language, Phrases]


class IndexEntry(_Entry):
    """``index.yaml``: what holds for the whole checklist."""

    name: Text
    version: Text
    names: WordingEntry
    note: Text
    areas: Annotated[tuple[AreaCode, ...], Field(min_length=1)]
    terms: dict[TermName, Phrases]
    vocabulary: VocabularyEntry
    demands: tuple[DemandEntry, ...]
