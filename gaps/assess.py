"""Measuring what is held of a place against the checklist: one cell a requirement, each with its grounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gaps.absence import cut_off
from gaps.checklist import Checklist, Language, Requirement
from gaps.contradictions import checked
from gaps.element_list import element_list
from gaps.elements import Shown, shown_by
from gaps.evidence import evidence_of
from gaps.harvest import Gate, read_gate
from gaps.index_search import PlaceSearch, Reading
from gaps.inventory import Inventory, take_inventory
from gaps.judgement import Strength
from gaps.near_misses import NearMisses
from gaps.ordering import in_order
from gaps.records import Cell, ElementFinding, IndexSearch, Result, Searched
from gaps.ruling import rule
from gaps.survey import Progress, Survey, survey
from law.corpus import Corpus

METHOD = "elements/7"
"""Changes whenever the same corpus and checklist would give another result."""

_QUOTES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What one assessment rests on."""

    survey: Survey
    near: NearMisses
    checklist: Checklist
    gate: Gate
    jurisdiction: str
    revision: int


def assess(
    corpus: Corpus,
    checklist: Checklist,
    *,
    jurisdiction: str,
    on: date,
    requirements: Sequence[Requirement] | None = None,
    progress: Progress | None = None,
    gate: Gate | None = None,
    index: PlaceSearch | None = None,
) -> tuple[Cell, ...]:
    """Judge the requirements for one place, or several as one (``A+B``), on a day. Raises UnknownJurisdiction.

    The same corpus, checklist, declarations (``gate``, by default the packaged ones) and day give the same cells. All
    requirements are read for even where only some are asked for: what an instrument is about decides on each.
    ``index`` is searched for near-misses besides; the results themselves are the same without it.
    """
    inventory = take_inventory(corpus, jurisdiction, on)
    read = survey(inventory, checklist, progress)
    ground = _Ground(
        survey=read,
        near=NearMisses(read=read, checklist=checklist, index=index),
        checklist=checklist,
        gate=checked(read_gate() if gate is None else gate, corpus, inventory.places),
        jurisdiction=jurisdiction,
        revision=corpus.revision(),
    )
    chosen = checklist.requirements if requirements is None else tuple(requirements)
    return tuple(_cell(requirement, ground) for requirement in chosen)


def _cell(requirement: Requirement, ground: _Ground) -> Cell:
    inventory = ground.survey.inventory
    ordered = in_order(requirement, ground.survey.findings[requirement.id], ground.survey)
    counting = tuple(f for f in ordered if f.strength > Strength.NEAR_MISS)
    harvest = ground.gate.harvest(inventory.places, requirement.area, inventory.on)
    shown = shown_by(requirement, ground.checklist.vocabulary, counting, _QUOTES)
    result, reasons = rule(requirement, counting, shown, ground.survey, harvest)
    reading = ground.near.searched_for(requirement, result)
    return Cell(
        requirement=requirement.id,
        jurisdiction=ground.jurisdiction,
        on=inventory.on,
        result=result,
        reasons=reasons,
        evidence=tuple(evidence_of(one.finding, inventory.on, tuple(one.met)) for one in shown),
        near_misses=ground.near.of(requirement, ordered, reading),
        searched=_searched(requirement, inventory, reading, ground.near.index),
        elements=_elements(requirement, result, shown, ground.survey),
        harvest=harvest,
        corpus_revision=ground.revision,
        checklist_fingerprint=ground.checklist.fingerprint,
    )


def _elements(
    requirement: Requirement, result: Result, shown: Sequence[Shown], read: Survey
) -> tuple[ElementFinding, ...]:
    """The elements of a cell; none where the requirement is not asked of the place."""
    if result in (Result.INHERITED, Result.NOT_APPLICABLE):
        return ()
    return element_list(requirement, shown, read.inventory.languages, cut=bool(cut_off(requirement, read)))


def _searched(
    requirement: Requirement, inventory: Inventory, reading: Reading | None, index: PlaceSearch | None
) -> Searched:
    asked = () if reading is None else reading.queries
    state = IndexSearch.MISSING if index is None else index.state
    return Searched(
        instruments=len(inventory.texts),
        provisions=inventory.provisions,
        queries=(*_queries(requirement, inventory.languages), *asked),
        truncated=len(inventory.truncated),
        not_in_force=inventory.set_aside,
        unread=inventory.unread,
        kinds=inventory.kinds,
        index=IndexSearch.NOT_ASKED if reading is None else state,
    )


def _queries(requirement: Requirement, languages: Iterable[Language]) -> tuple[str, ...]:
    return tuple(
        f"{language}/{group.name}: {group.pattern}"
        for language in sorted(languages)
        for group in requirement.groups.get(language, ())
    )
