"""Measuring what is held of a place against the checklist: one cell a requirement, each with its grounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gaps.absence import absence, cut_off, cut_off_reason, not_of_this_level
from gaps.checklist import Checklist, Language, Requirement
from gaps.contradictions import checked
from gaps.evidence import evidence_of, near_misses
from gaps.harvest import Gate, read_gate
from gaps.inventory import Inventory, count_by_kind, take_inventory
from gaps.judgement import Finding, Strength, of_the_field
from gaps.nearest import nearest
from gaps.ordering import order
from gaps.records import Cell, Harvest, Result, Searched
from gaps.survey import Progress, Survey, survey
from law.corpus import Corpus

METHOD = "concepts/5"
"""Changes whenever the same corpus and checklist would give another result."""

_QUOTES = 5
_NEAR_MISSES = 3
_BROAD = 0.08
"""The share of the checklist that an instrument about the field answers; those about one sector stay well below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What one assessment rests on."""

    survey: Survey
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
) -> tuple[Cell, ...]:
    """Judge the requirements for one place, or several as one (``A+B``), on a day. Raises UnknownJurisdiction.

    The same corpus, checklist, declarations (``gate``, by default the packaged ones) and day give the same cells. All
    requirements are read for even where only some are asked for: what an instrument is about decides on each.
    """
    inventory = take_inventory(corpus, jurisdiction, on)
    ground = _Ground(
        survey=survey(inventory, checklist, progress),
        checklist=checklist,
        gate=checked(read_gate() if gate is None else gate, corpus, inventory.places),
        jurisdiction=jurisdiction,
        revision=corpus.revision(),
    )
    chosen = checklist.requirements if requirements is None else tuple(requirements)
    return tuple(_cell(requirement, ground) for requirement in chosen)


def _cell(requirement: Requirement, ground: _Ground) -> Cell:
    inventory = ground.survey.inventory
    ordered = sorted(ground.survey.findings[requirement.id], key=lambda f: order(requirement, f, ground.survey))
    counting = tuple(f for f in ordered if f.strength > Strength.NEAR_MISS)
    missed = tuple(f for f in ordered if f.strength is Strength.NEAR_MISS)[:_NEAR_MISSES]
    if not counting and len(missed) < _NEAR_MISSES:
        missed += nearest(requirement, ground.survey, ground.checklist, _NEAR_MISSES - len(missed))
    harvest = ground.gate.harvest(inventory.places, requirement.area, inventory.on)
    result, reasons = _result(requirement, counting, ground.survey, harvest)
    return Cell(
        requirement=requirement.id,
        jurisdiction=ground.jurisdiction,
        on=inventory.on,
        result=result,
        reasons=reasons,
        evidence=tuple(evidence_of(f, inventory.on) for f in counting[:_QUOTES]),
        near_misses=near_misses(missed, inventory.on),
        searched=_searched(requirement, inventory),
        harvest=harvest,
        corpus_revision=ground.revision,
        checklist_fingerprint=ground.checklist.fingerprint,
    )


def _result(
    requirement: Requirement, counting: Sequence[Finding], read: Survey, harvest: Harvest
) -> tuple[Result, tuple[str, ...]]:
    if not counting or not_of_this_level(requirement, read):
        return absence(requirement, read, harvest)
    best = counting[0]
    if best.strength is Strength.FULL:
        return Result.COVERED, (f"{_where(best)} says it for the whole place",)
    cut = cut_off(requirement, read)
    if cut and not _speaks_on_it(requirement, best, read):
        return Result.CANNOT_SAY, (cut_off_reason(cut), *_short_of(best))
    return Result.PARTIAL, _short_of(best)


def _speaks_on_it(requirement: Requirement, finding: Finding, read: Survey) -> bool:
    """Whether a finding stands in an instrument about the field, by its title or by how much else it answers."""
    return of_the_field(requirement, finding.text) or read.breadth(finding) >= _BROAD * len(read.findings)


def _short_of(best: Finding) -> tuple[str, ...]:
    return tuple(f"{_where(best)}: {reason}" for reason in best.reasons)


def _where(finding: Finding) -> str:
    return f"《{finding.text.instrument.title}》{finding.article.provision.label}"


def _searched(requirement: Requirement, inventory: Inventory) -> Searched:
    return Searched(
        instruments=len(inventory.texts),
        provisions=inventory.provisions,
        queries=_queries(requirement, {text.language for text in inventory.texts}),
        truncated=len(inventory.truncated),
        not_in_force=inventory.set_aside,
        unread=inventory.unread,
        kinds=count_by_kind(inventory.texts),
    )


def _queries(requirement: Requirement, languages: Iterable[Language]) -> tuple[str, ...]:
    return tuple(
        f"{language}/{group.name}: {group.pattern}"
        for language in sorted(languages)
        for group in requirement.groups.get(language, ())
    )
