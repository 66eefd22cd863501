"""Measuring what is held of a place against the checklist: one cell a requirement, each with its grounds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from gaps.checklist import Checklist, Language, Level, Requirement
from gaps.concepts import ConceptMatcher
from gaps.evidence import evidence_of, near_misses
from gaps.inventory import HeldText, Inventory, take_inventory
from gaps.judgement import Finding, Strength, judge
from gaps.records import Cell, Result, Searched
from law.corpus import Corpus
from law.jurisdiction import JURISDICTIONS
from law.jurisdiction import Level as PlaceLevel

METHOD = "concepts/1"
"""Changes whenever the same corpus and checklist would give another result."""

_QUOTES = 5
_WHOLE_STATES = (PlaceLevel.NATIONAL, PlaceLevel.SUPRANATIONAL, PlaceLevel.SPECIAL)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What one assessment rests on."""

    inventory: Inventory
    checklist: Checklist
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
) -> tuple[Cell, ...]:
    """Judge the requirements for one place, or several as one (``A+B``), on a day. Raises UnknownJurisdiction.

    The same corpus, checklist and day give the same cells.
    """
    inventory = take_inventory(corpus, jurisdiction, on)
    chosen = checklist.requirements if requirements is None else tuple(requirements)
    found: dict[str, list[Finding]] = {r.id: [] for r in chosen}
    for finding in _findings(inventory, checklist, frozenset(found), progress):
        found[finding.requirement].append(finding)
    ground = _Ground(inventory=inventory, checklist=checklist, jurisdiction=jurisdiction, revision=corpus.revision())
    return tuple(_cell(requirement, found[requirement.id], ground) for requirement in chosen)


def _findings(
    inventory: Inventory, checklist: Checklist, among: frozenset[str], progress: Progress | None
) -> Iterator[Finding]:
    for done, text in enumerate(inventory.texts, 1):
        matcher = _matcher(checklist, text.language)
        for article in text.articles:
            for hits in matcher.scan(article.folded, among):
                requirement = checklist.requirement(hits.requirement)
                yield judge(requirement, checklist.vocabulary, text, article, hits)
        if progress is not None:
            progress(done, len(inventory.texts))


@cache
def _compiled(fingerprint: str, language: Language) -> list[ConceptMatcher]:
    """A place for the matcher of one checklist and language; filled by ``_matcher``."""
    del fingerprint, language
    return []


def _matcher(checklist: Checklist, language: Language) -> ConceptMatcher:
    held = _compiled(checklist.fingerprint, language)
    if not held:
        held.append(ConceptMatcher(checklist, language))
    return held[0]


def _cell(requirement: Requirement, findings: list[Finding], ground: _Ground) -> Cell:
    ordered = sorted(findings, key=_order)
    counting = [f for f in ordered if f.strength > Strength.NEAR_MISS]
    result, reasons = _result(requirement, counting, ground)
    return Cell(
        requirement=requirement.id,
        jurisdiction=ground.jurisdiction,
        on=ground.inventory.on,
        result=result,
        reasons=reasons,
        evidence=tuple(evidence_of(f, ground.inventory.on) for f in counting[:_QUOTES]),
        near_misses=near_misses(ordered, ground.inventory.on),
        searched=_searched(requirement, ground.inventory),
        corpus_revision=ground.revision,
        checklist_fingerprint=ground.checklist.fingerprint,
    )


def _result(requirement: Requirement, counting: Sequence[Finding], ground: _Ground) -> tuple[Result, tuple[str, ...]]:
    if counting and counting[0].strength is Strength.FULL:
        return Result.COVERED, (f"{_where(counting[0])} says it for the whole place",)
    if counting:
        return Result.PARTIAL, tuple(f"{_where(counting[0])}: {reason}" for reason in counting[0].reasons)
    return _absent(requirement, ground)


def _absent(requirement: Requirement, ground: _Ground) -> tuple[Result, tuple[str, ...]]:
    inventory = ground.inventory
    whole_state = any(JURISDICTIONS[place].level in _WHOLE_STATES for place in inventory.places)
    if requirement.level is Level.NATIONAL and not whole_state:
        return Result.INHERITED, ("the requirement is for national law, which holds here too",)
    if requirement.level is Level.LOCAL and whole_state:
        return Result.NOT_APPLICABLE, ("the requirement is for local law",)
    if not inventory.texts:
        return Result.CANNOT_SAY, ("nothing of this place is held that may be law on the day",)
    cut = [text for text in inventory.truncated if _on_topic(requirement, text, ground.checklist)]
    if cut:
        titles = "; ".join(text.instrument.title for text in cut)
        return Result.CANNOT_SAY, (f"the held text is cut off where this could stand: {titles}",)
    read = f"{len(inventory.texts)} instruments, {inventory.provisions} provisions"
    return Result.NOT_FOUND, (f"not found in what we hold ({read}); that is no statement that there is no such law",)


def _on_topic(requirement: Requirement, text: HeldText, checklist: Checklist) -> bool:
    """Whether what is left of a cut-off text speaks of the requirement's area at all."""
    area = frozenset(r.id for r in checklist.area(requirement.area).requirements)
    matcher = _matcher(checklist, text.language)
    return any(next(matcher.scan(article.folded, area), None) is not None for article in text.articles)


def _order(finding: Finding) -> tuple[object, ...]:
    """Best first: strength, whole place before part, rank, tightness, and then names, so that no order is left open."""
    start, end = finding.hits.tightest
    return (
        -finding.strength,
        len(finding.reasons),
        not finding.text.own,
        finding.text.truncated,
        finding.text.rank,
        finding.hits.sentences,
        end - start,
        finding.text.instrument.id,
        finding.article.provision.id,
        finding.text.version.key,
    )


def _where(finding: Finding) -> str:
    return f"《{finding.text.instrument.title}》{finding.article.provision.label}"


def _searched(requirement: Requirement, inventory: Inventory) -> Searched:
    return Searched(
        instruments=len(inventory.texts),
        provisions=inventory.provisions,
        queries=_queries(requirement, {text.language for text in inventory.texts}),
        truncated=len(inventory.truncated),
        not_in_force=inventory.set_aside,
    )


def _queries(requirement: Requirement, languages: Iterable[Language]) -> tuple[str, ...]:
    return tuple(
        f"{language}/{group.name}: {group.pattern}"
        for language in sorted(languages)
        for group in requirement.groups.get(language, ())
    )
