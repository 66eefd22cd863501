"""A human decision laid over the program's suggestion: it overrides while it stands, and says so where it does not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from gaps.checklist import Checklist
from gaps.records import Cell, ElementFinding, ElementState, Evidence, Review
from gaps.review_folding import Key, same_quote
from gaps.review_freshness import Standing, held_instruments, standing, what_changed
from gaps.review_records import Assessment, Case, State
from law.corpus import Corpus
from law.instrument import Instrument


def reviewed(
    cells: Sequence[Cell], cases: Mapping[Key, Case], corpus: Corpus, checklist: Checklist
) -> tuple[Cell, ...]:
    """The cells with their reviews. A decision speaks for the day that it was made for and for later ones."""
    found = [cases.get((cell.requirement, cell.jurisdiction)) for cell in cells]
    touched = [case if case and case.acts else None for case in found]
    if not any(touched):
        return tuple(cells)
    quoted = {e.instrument for case in touched if case and case.assessment for e in case.assessment.evidence}
    held = held_instruments(corpus, quoted)
    return tuple(
        cell if case is None else _reviewed(cell, case, held, corpus, checklist)
        for cell, case in zip(cells, touched, strict=True)
    )


def _reviewed(cell: Cell, case: Case, held: Mapping[str, Instrument], corpus: Corpus, checklist: Checklist) -> Cell:
    judged = case.assessment
    if judged is not None and cell.on < judged.on:
        return cell
    if judged is None or case.state is not State.CONFIRMED:
        return replace(cell, review=_review(case, case.state, cell))
    standings = [standing(e, held.get(e.instrument), corpus, cell.on) for e in judged.evidence]
    changed = tuple(what_changed(judged, standings, checklist.requirement(cell.requirement), cell))
    if changed:
        return replace(cell, review=_review(case, State.STALE, cell, changed))
    return _decided(cell, case, judged, standings)


def _decided(cell: Cell, case: Case, judged: Assessment, standings: Collection[Standing]) -> Cell:
    evidence = tuple(one.evidence for one in standings)
    signed = case.signed_at.date().isoformat() if case.signed_at else ""
    return replace(
        cell,
        result=judged.result,
        reasons=(f"decided by {judged.by}, signed by {case.signed_by} on {signed}: {judged.why}",),
        evidence=evidence,
        elements=tuple(_element(element, cell.evidence, evidence) for element in cell.elements),
        near_misses=tuple(m for m in cell.near_misses if not any(same_quote(m.evidence, e) for e in evidence)),
        review=_review(case, State.CONFIRMED, cell),
    )


def _element(element: ElementFinding, before: Sequence[Evidence], now: Sequence[Evidence]) -> ElementFinding:
    """What met an element, counted among the quotes that people kept; where none is left, nothing met it."""
    places = {at: _place(before[at], now) for at in {met.evidence for met in element.met_by}}
    kept = tuple(replace(met, evidence=place) for met in element.met_by if (place := places[met.evidence]) is not None)
    lost = element.state is ElementState.MET and not kept
    return replace(element, met_by=kept, state=ElementState.NOT_FOUND if lost else element.state)


def _place(item: Evidence, among: Sequence[Evidence]) -> int | None:
    return next((at for at, other in enumerate(among) if same_quote(item, other)), None)


def _review(case: Case, state: State, cell: Cell, changed: tuple[str, ...] = ()) -> Review:
    last, judged = case.acts[-1], case.assessment
    signed = case.signed_at is not None and judged is not None
    said = judged.why if signed and judged else last.act.comment
    return Review(
        state=state.value,
        by=case.signed_by if signed else last.act.who,
        on=case.signed_at.date() if case.signed_at else last.at.date(),
        comment=said or None,
        assessed_by=case.assessment.by if case.assessment else None,
        suggested=cell.result.value,
        changed=changed,
    )
