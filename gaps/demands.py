"""The demands of the seed essay on the legislator: what answers each, met by which law, still open where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gaps.checklist import Checklist, Demand
from gaps.records import Cell, Evidence, Result
from gaps.report_words import LANGUAGES
from law.jurisdiction import ancestors

_MET = frozenset({Result.COVERED, Result.INHERITED})
_ASIDE = frozenset({Result.NOT_APPLICABLE})


class Answered(StrEnum):
    """How far the law of a place answers a demand, by its requirements that are matters of the place's level."""

    MET = "met"
    IN_PART = "in_part"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One requirement of a demand in one place. ``laws`` are the quotes that meet it, the nation's where inherited."""

    cell: Cell
    laws: tuple[Evidence, ...]

    @property
    def met(self) -> bool:
        """Whether the requirement is covered, here or by the nation's law."""
        return self.cell.result in _MET


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPlace:
    """A demand in one place, requirement by requirement in the order of the checklist."""

    jurisdiction: str
    answered: Answered
    answers: tuple[Answer, ...]

    @property
    def open(self) -> tuple[str, ...]:
        """The requirements that are still open here."""
        return tuple(a.cell.requirement for a in self.answers if not a.met and a.cell.result not in _ASIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandView:
    """A demand with its places."""

    demand: Demand
    places: tuple[DemandPlace, ...]


def with_nations(places: Sequence[str]) -> tuple[str, ...]:
    """The places to judge: those asked about, then the nations that they inherit from."""
    above = (code for place in places for code in ancestors(place.partition("+")[0])[-1:])
    return tuple(dict.fromkeys((*places, *above)))


def demand_views(cells: Sequence[Cell], checklist: Checklist, places: Sequence[str]) -> tuple[DemandView, ...]:
    """Every demand in the order of the essay. ``cells`` are of every requirement, and of `with_nations`."""
    found = {(cell.requirement, cell.jurisdiction): cell for cell in cells}
    return tuple(
        DemandView(demand=demand, places=tuple(_place(demand, place, found) for place in places))
        for demand in checklist.demands
    )


def laws_of(answers: Sequence[Answer]) -> tuple[Evidence, ...]:
    """The first quote of each law that meets any of these, in their order."""
    by_law = {e.instrument: e for answer in reversed(answers) if answer.met for e in reversed(answer.laws)}
    return tuple(by_law[name] for name in reversed(by_law))


def _place(demand: Demand, place: str, found: Mapping[tuple[str, str], Cell]) -> DemandPlace:
    cells = [found[name, place] for name in demand.requirements if (name, place) in found]
    answers = tuple(Answer(cell=cell, laws=_laws(cell, found)) for cell in cells)
    return DemandPlace(jurisdiction=place, answered=_answered(cells), answers=answers)


def _laws(cell: Cell, found: Mapping[tuple[str, str], Cell]) -> tuple[Evidence, ...]:
    if cell.result is not Result.INHERITED:
        return cell.evidence
    above = (found.get((cell.requirement, code)) for code in ancestors(cell.jurisdiction.partition("+")[0]))
    return next((upper.evidence for upper in above if upper is not None and upper.result is Result.COVERED), ())


def _answered(cells: Sequence[Cell]) -> Answered:
    asked = [cell for cell in cells if cell.result not in _ASIDE]
    if not asked:
        return Answered.NOT_APPLICABLE
    if all(cell.result in _MET for cell in asked):
        return Answered.MET
    some = any(cell.result in _MET or cell.result is Result.PARTIAL for cell in asked)
    return Answered.IN_PART if some else Answered.OPEN


def demand_record(view: DemandView) -> dict[str, object]:
    """The JSON form of a demand with its places."""
    return {
        "demand": view.demand.id,
        "names": {code: view.demand.names.in_language(code) for code in LANGUAGES},
        "key_words": list(view.demand.key_words),
        "requirements": list(view.demand.requirements),
        "places": [_place_record(place) for place in view.places],
    }


def _place_record(place: DemandPlace) -> dict[str, object]:
    return {
        "jurisdiction": place.jurisdiction,
        "answered": place.answered.value,
        "open": list(place.open),
        "answers": [
            {
                "requirement": answer.cell.requirement,
                "result": answer.cell.result.value,
                "review": answer.cell.review.state,
                "laws": [_law_record(law) for law in answer.laws],
            }
            for answer in place.answers
        ],
    }


def _law_record(law: Evidence) -> dict[str, object]:
    names = ("instrument", "title", "label", "version", "provision_id", "language", "quote", "status", "status_basis")
    return {name: getattr(law, name) for name in names}
