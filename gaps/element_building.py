"""Validated elements of the checklist's files to records: groups looked up by name, numbers made patterns."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from gaps import checklist_schema as schema
from gaps.checklist import BadChecklist
from gaps.requirement import ConceptGroup, Element, Language, NumberRule, Wording

_NUMERALS: Final[Mapping[Language, str]] = {
    "zh": "([0-9]{1,4}|[一二三四五六七八九十百两半]{1,5})个?",
    "en": (
        r"([0-9]{1,4}|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|forty"
        r"|sixty|ninety)|-(one|two|five))\)?[ -](working |calendar |business )?"
    ),
}
_Pattern = Callable[[str, tuple[str, ...]], str]


class ElementBuilder:
    """Builds the elements of one requirement; ``pattern`` joins phrases into a checked pattern."""

    def __init__(
        self,
        file: Path,
        requirement: str,
        groups: Mapping[Language, tuple[ConceptGroup, ...]],
        wording: Callable[[schema.WordingEntry], Wording],
        pattern: _Pattern,
    ) -> None:
        self._where = f"{requirement}: elements"
        self._file = file
        self._groups = {language: {g.name: g.pattern for g in found} for language, found in groups.items()}
        self._wording = wording
        self._pattern = pattern

    def elements(self, entries: Iterable[schema.ElementEntry]) -> tuple[Element, ...]:
        """The elements in their order. Raises `BadChecklist`."""
        made = tuple(self._element(entry) for entry in entries)
        if len({element.id for element in made}) < len(made):
            raise BadChecklist(f"{self._file}: {self._where}: give every element its own id")
        if not any(element.required for element in made):
            raise BadChecklist(f"{self._file}: {self._where}: leave required at true for at least one element")
        return made

    def _element(self, entry: schema.ElementEntry) -> Element:
        where = f"{self._where}: {entry.id}"
        if not entry.groups and not entry.general:
            raise BadChecklist(f"{self._file}: {where}: name its groups, or write general: true")
        patterns = {k: tuple(self._concept(where, k, item) for item in items) for k, items in entry.groups.items()}
        names = {k: tuple(i for i in items if isinstance(i, str)) for k, items in entry.groups.items()}
        return Element(
            id=entry.id,
            asks=entry.asks,
            names=self._wording(entry.names),
            test=self._wording(entry.test),
            patterns=MappingProxyType(patterns),
            groups=MappingProxyType(names),
            modality=entry.modality,
            number=self._number(where, entry.number) if entry.number else None,
            general=entry.general,
            required=entry.required,
        )

    def _concept(self, where: str, language: Language, item: str | schema.OwnPattern) -> str:
        if not isinstance(item, str):
            return self._pattern(where, item.any)
        known = self._groups.get(language, {})
        if item not in known:
            raise BadChecklist(f"{self._file}: {where}: no {language} group {item!r}; there are {', '.join(known)}")
        return known[item]

    def _number(self, where: str, entry: schema.NumberEntry) -> NumberRule:
        patterns = {k: f"{_NUMERALS[k]}({self._pattern(where, units)})" for k, units in entry.units.items()}
        return NumberRule(within=entry.within, patterns=MappingProxyType(patterns))
