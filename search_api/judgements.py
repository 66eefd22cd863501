"""Judgements of places for a service: what is kept is read back at once, the rest is judged once and waited for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from gaps.records import Cell
from search_api.parts import Assess
from search_api.single_flight import SingleFlight, Task, Told

Cells = tuple[Cell, ...]
IsKept = Callable[[str, date], bool]
Judge = Callable[[str, date, Told], object]


def _nothing_kept(_place: str, _on: date) -> bool:
    return False


def _nothing_made(_place: str, _on: date, _told: Told) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """Every cell of places on a day, with the decisions of people laid over them.

    ``assess`` gives them, in milliseconds where ``is_kept`` says so; ``judge`` makes what it then reads back, and tells
    how far it is. ``mark`` changes with every decision.
    """

    assess: Assess
    mark: Callable[[], str]
    is_kept: IsKept = _nothing_kept
    judge: Judge = _nothing_made
    work: SingleFlight[Cells] = field(default_factory=lambda: SingleFlight(name="the gap analysis"))

    def of(self, places: Sequence[str], on: date) -> dict[str, dict[str, Cell]]:
        """The cells by place and requirement. Raises UnknownJurisdiction, and StillWorking of the places not ready.

        All that must be judged is begun before any is waited for; what is kept does not queue behind it.
        """
        mark = self.mark()
        missing = [place for place in dict.fromkeys(places) if not self.is_kept(place, on)]
        begun = {place: self.work.begin(self._task(place, on, mark)) for place in missing}
        kept = {place: self.assess(place, on) for place in places if place not in begun}
        found = {**kept, **self.work.results(begun)}
        return {place: {cell.requirement: cell for cell in found[place]} for place in places}

    def _task(self, place: str, on: date, mark: str) -> Task[Cells]:
        def work(told: Told) -> Cells:
            self.judge(place, on, told)
            return self.assess(place, on)

        return Task(key=(place, on, mark), name=place, work=work)
