"""Validated entries of the checklist's files to records: terms put in, patterns checked, parts counted."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from gaps import checklist_schema as schema
from gaps.checklist import Area, BadChecklist, Demand, Vocabulary
from gaps.dialect import BadPattern, required_literals
from gaps.element_building import ElementBuilder
from gaps.requirement import ConceptGroup, Element, Language, Requirement, Sample, Signal, Tests, Wording
from law.jurisdiction import JURISDICTIONS

_TERM: Final = re.compile(r"<([a-z_]+)>")
_Name = TypeVar("_Name", bound=str)
_ByLanguage = Mapping[Language, tuple[Signal, ...]]


class Builder:
    """Builds the records of one file; ``terms`` are the shared alternatives that ``<name>`` stands for."""

    def __init__(self, file: Path, terms: Mapping[str, tuple[str, ...]]) -> None:
        self._file = file
        self._terms = terms

    def wording(self, entry: schema.WordingEntry) -> Wording:
        """The three languages of a text."""
        return Wording(en=entry.en, zh_hans=entry.zh_hans, zh_hant=entry.zh_hant)

    def area(self, entry: schema.AreaEntry) -> Area:
        """An area with its requirements."""
        requirements = tuple(self.requirement(entry, item) for item in entry.requirements)
        return Area(code=entry.code, names=self.wording(entry.names), requirements=requirements)

    def requirement(self, area: schema.AreaEntry, entry: schema.RequirementEntry) -> Requirement:
        """One requirement. Raises `BadChecklist`."""
        if not entry.id.startswith(f"{area.code}-"):
            raise BadChecklist(f"{self._file}: {entry.id}: id must start with {area.code}-; move it to its area's file")
        groups = {k: self._groups(entry.id, k, v) for k, v in entry.groups.items()}
        home = {**area.home, **entry.home}
        usual = {**home, **area.usual_titles, **entry.usual_titles}
        return Requirement(
            id=entry.id,
            area=area.code,
            names=self.wording(entry.names),
            tier=entry.tier,
            level=entry.level,
            modality=entry.modality,
            weight=entry.weight,
            rationale=entry.rationale,
            tests=Tests(covered=self.wording(entry.covered), partial=self.wording(entry.partial)),
            groups=MappingProxyType(groups),
            elements=self._elements(entry, groups),
            home=self._patterns(f"{entry.id}: home", home),
            usual_titles=self._patterns(f"{entry.id}: usual_titles", usual),
            scope_limits=self._signals(f"{entry.id}: scope_limits", entry.scope_limits),
            excludes=self._signals(f"{entry.id}: excludes", entry.excludes),
            same_sentence=entry.same_sentence,
            example=self._sample(entry.id, entry.example),
            near_miss=self._sample(entry.id, entry.near_miss, entry.near_miss.why_not),
            demands=entry.demands,
            standards=entry.standards,
        )

    def demand(self, entry: schema.DemandEntry) -> Demand:
        """One demand of the seed essay."""
        return Demand(
            id=entry.id,
            names=self.wording(entry.names),
            key_words=entry.key_words,
            requirements=entry.requirements,
        )

    def vocabulary(self, entry: schema.VocabularyEntry) -> Vocabulary:
        """The patterns that hold for every requirement."""
        plain = {
            name: self._patterns(f"vocabulary: {name}", getattr(entry, name))
            for name in type(entry).model_fields
            if name not in ("modality", "topics")
        }
        modality = {k: self._named(f"vocabulary: modality: {k}", verbs) for k, verbs in entry.modality.items()}
        topics = {k: self._named(f"vocabulary: topics: {k}", found) for k, found in entry.topics.items()}
        return Vocabulary(modality=MappingProxyType(modality), topics=MappingProxyType(topics), **plain)

    def _named(self, where: str, entries: Mapping[_Name, tuple[str, ...]]) -> Mapping[_Name, str]:
        return MappingProxyType({name: self._pattern(f"{where}: {name}", found) for name, found in entries.items()})

    def _patterns(self, where: str, entries: Mapping[Language, tuple[str, ...]]) -> Mapping[Language, str]:
        return MappingProxyType({language: self._pattern(where, phrases) for language, phrases in entries.items()})

    def _groups(
        self, requirement: str, language: Language, entries: Iterable[schema.GroupEntry]
    ) -> tuple[ConceptGroup, ...]:
        where = f"{requirement}: groups: {language}"
        groups = tuple(
            ConceptGroup(name=e.name, pattern=self._pattern(f"{where}: {e.name}", e.any), completes=e.completes)
            for e in entries
        )
        names = [group.name for group in groups]
        if len(set(names)) < len(names) or all(group.completes for group in groups):
            raise BadChecklist(
                f"{self._file}: {where}: give every group its own name, and leave completes out of at least one"
            )
        return groups

    def _elements(
        self, entry: schema.RequirementEntry, groups: Mapping[Language, tuple[ConceptGroup, ...]]
    ) -> tuple[Element, ...]:
        builder = ElementBuilder(self._file, entry.id, groups, self.wording, self._pattern)
        return builder.elements(entry.elements)

    def _signals(self, where: str, entries: Mapping[Language, tuple[schema.SignalEntry, ...]]) -> _ByLanguage:
        return MappingProxyType(
            {
                language: tuple(Signal(pattern=self._pattern(where, item.any), why=item.why) for item in items)
                for language, items in entries.items()
            }
        )

    def _sample(self, requirement: str, entry: schema.SampleEntry, why_not: str | None = None) -> Sample:
        if entry.jurisdiction not in JURISDICTIONS:
            raise BadChecklist(f"{self._file}: {requirement}: jurisdiction {entry.jurisdiction} is not in the table")
        return Sample(
            jurisdiction=entry.jurisdiction,
            title=entry.title,
            on=entry.dated,
            article=entry.article,
            phrase=entry.phrase,
            why_not=why_not,
        )

    def _pattern(self, where: str, phrases: tuple[str, ...]) -> str:
        """The alternatives as one pattern, each term replaced by its own alternatives."""
        try:
            joined = "|".join(_TERM.sub(lambda found: f"({'|'.join(self._terms[found[1]])})", p) for p in phrases)
            required_literals(joined)
        except KeyError as error:
            known = ", ".join(self._terms)
            raise BadChecklist(f"{self._file}: {where}: no term <{error.args[0]}>; there are {known}") from error
        except BadPattern as error:
            raise BadChecklist(f"{self._file}: {where}: {error}") from error
        return joined
