"""What came closest in a cell and does not count: by the concepts of the requirement, then by searches of the index."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from gaps.candidates import Nearby, place_of, searched_near_misses
from gaps.checklist import Checklist, Requirement
from gaps.elements import elements_met
from gaps.evidence import evidence_of
from gaps.former import counted_before
from gaps.index_search import Place, PlaceSearch, Reading
from gaps.judgement import Finding, Strength
from gaps.nearest import nearest
from gaps.records import FoundBy, NearMiss, Result
from gaps.survey import Glance, Survey

_BY_CONCEPTS: Final = 3
_IN_ALL: Final = 5
"""With what a search adds."""
_OPEN: Final = (Result.PARTIAL, Result.NOT_FOUND, Result.CANNOT_SAY)
"""Results that another provision could still change."""
_NOTHING: Final = Reading(queries=(), candidates=())


@dataclass(frozen=True, kw_only=True)
class NearMisses:
    """Looks for near-misses in one reading of a place; ``index`` is None where nobody gave one to search."""

    read: Survey
    checklist: Checklist
    index: PlaceSearch | None = None

    def searched_for(self, requirement: Requirement, result: Result) -> Reading | None:
        """What the index was asked for a cell with this result, and found; None where it need not be asked."""
        if result not in _OPEN:
            return None
        return _NOTHING if self.index is None else self.index.read_for(requirement, self.read.inventory.languages)

    def of(self, requirement: Requirement, ordered: Sequence[Finding], reading: Reading | None) -> tuple[NearMiss, ...]:
        """At most five, after two of repealed texts. ``ordered`` are the requirement's findings, best first."""
        found = {place_of(near.finding): near for near in self._by_concepts(requirement, ordered)}
        if reading is not None and reading.candidates:
            found = self._with_searched(requirement, reading, found)
        lost = () if reading is None else counted_before(requirement, ordered, self.read)
        former = (Nearby(finding=finding, found_by=(FoundBy.CONCEPTS,)) for finding in lost)
        return tuple(self._record(requirement, near) for near in (*former, *found.values()))

    def _by_concepts(self, requirement: Requirement, ordered: Sequence[Finding]) -> Iterator[Nearby]:
        missed = [f for f in ordered if f.strength is Strength.NEAR_MISS][:_BY_CONCEPTS]
        if len(missed) < _BY_CONCEPTS and not any(f.strength > Strength.NEAR_MISS for f in ordered):
            missed += nearest(requirement, self.read, self.checklist, _BY_CONCEPTS - len(missed))
        yield from (Nearby(finding=finding, found_by=(FoundBy.CONCEPTS,)) for finding in missed)

    def _with_searched(
        self, requirement: Requirement, reading: Reading, found: dict[Place, Nearby]
    ) -> dict[Place, Nearby]:
        ways = {candidate.place: candidate.found_by for candidate in reading.candidates}
        both = {
            place: Nearby(finding=near.finding, found_by=(*near.found_by, *ways.get(place, ())))
            for place, near in found.items()
        }
        more = searched_near_misses(requirement, reading.candidates, self.read, self._glances, self.checklist)
        for near in more:
            if len(both) >= _IN_ALL:
                break
            both.setdefault(place_of(near.finding), near)
        return both

    @cached_property
    def _glances(self) -> dict[Place, Glance]:
        return {place_of(glance): glance for glance in self.read.glances}

    def _record(self, requirement: Requirement, near: Nearby) -> NearMiss:
        finding, on = near.finding, self.read.inventory.on
        return NearMiss(
            evidence=evidence_of(finding, on, self._elements(requirement, near)),
            why_not="; ".join(finding.reasons),
            found_by=near.found_by,
        )

    def _elements(self, requirement: Requirement, near: Nearby) -> tuple[str, ...]:
        """An element without patterns is met by speaking of every concept, which what a search adds does not."""
        met = elements_met(requirement, self.checklist.vocabulary, near.finding).met
        if FoundBy.CONCEPTS in near.found_by:
            return tuple(met)
        language = near.finding.text.language
        shown = {e.id for e in requirement.elements if e.patterns.get(language)}
        return tuple(name for name in met if name in shown)
