"""The norms of a place as answers give them: its disclosure table, and the pairs that may contradict each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gaps.disclosure_table import Row, disclosure_table
from gaps.norm_records import HeldNorm
from gaps.norm_survey import Conflict, conflicts_in, survey_norms
from law.jurisdiction import JURISDICTIONS
from search_api.library import Library


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
    """Type every provision held of a place. Raises UnknownJurisdiction."""
    place = JURISDICTIONS[jurisdiction].code
    norms = survey_norms(library.corpus, place, on, with_parents=with_parents)
    return Norms(
        jurisdiction=place,
        on=on,
        revision=library.corpus.revision(),
        norms=norms,
        rows=disclosure_table(norms, body=body),
        conflicts=conflicts_in(norms),
    )


def counts(norms: Sequence[HeldNorm]) -> dict[str, int]:
    """How many norms of each kind."""
    found: dict[str, int] = {}
    for held in norms:
        found[held.norm.kind.value] = found.get(held.norm.kind.value, 0) + 1
    return dict(sorted(found.items()))
