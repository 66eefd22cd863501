"""The norms of a place as answers give them: its disclosure table, and the pairs that may contradict each other."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from gaps.disclosure_table import Row, disclosure_table
from gaps.norm_conflicts import Conflict, conflicts_in
from gaps.norm_records import HeldNorm
from gaps.norm_store import norms_cached
from gaps.norm_survey import in_order
from law.jurisdiction import JURISDICTIONS, ancestors
from search_api.library import Library
from search_api.remembered import Remembered
from search_api.single_flight import Task, Told

Surveyed = tuple[tuple[HeldNorm, ...], tuple[Conflict, ...]]
_SURVEYED: Remembered[Surveyed] = Remembered(most=6)
_TYPED: Remembered[tuple[HeldNorm, ...]] = Remembered(most=4)
"""Of single places: the nation's is part of what is said of each place below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms:
    """The norms of one place on a day."""

    jurisdiction: str
    on: date
    revision: int
    norms: tuple[HeldNorm, ...]
    rows: tuple[Row, ...]
    conflicts: tuple[Conflict, ...]


def norms_of_place(
    library: Library, jurisdiction: str, on: date, *, body: str | None = None, with_parents: bool = False
) -> Norms:
    """Type every provision held of a place. Raises UnknownJurisdiction, StillWorking."""
    place = JURISDICTIONS[jurisdiction].code
    norms, conflicts = _surveyed(library, place, on, with_parents=with_parents)
    return Norms(
        jurisdiction=place,
        on=on,
        revision=library.corpus.revision(),
        norms=norms,
        rows=disclosure_table(norms, body=body),
        conflicts=conflicts,
    )


def _surveyed(library: Library, place: str, on: date, *, with_parents: bool) -> Surveyed:
    """Read once while the corpus stays as it is: a nation's law takes longer than a request may."""
    state, key = (str(library.home), library.corpus.revision()), (place, on, with_parents)

    def survey() -> Surveyed:
        codes = [place, *(ancestors(place) if with_parents else ())]
        begun = {code: library.norm_work.begin(_typing(library, state, code, on)) for code in codes}
        norms = in_order(library.norm_work.results(begun).values())
        return norms, conflicts_in(norms)

    return _SURVEYED.get(state, key, survey)


def _typing(library: Library, state: Hashable, code: str, on: date) -> Task[tuple[HeldNorm, ...]]:
    def work(told: Told) -> tuple[HeldNorm, ...]:
        return _TYPED.get(
            state, (code, on), lambda: norms_cached(library.corpus, library.home, code, on, progress=told)
        )

    return Task(key=(state, code, on), name=code, work=work)


def counts(norms: Sequence[HeldNorm]) -> dict[str, int]:
    """How many norms of each kind."""
    found: dict[str, int] = {}
    for held in norms:
        found[held.norm.kind.value] = found.get(held.norm.kind.value, 0) + 1
    return dict(sorted(found.items()))
