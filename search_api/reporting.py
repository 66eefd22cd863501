"""The gap report of a matrix, as the command line and the API give it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gaps.records import Cell
from search_api.library import Library
from search_api.views import Matrix

if TYPE_CHECKING:
    from gaps.report_data import GapReport


def report_of(
    library: Library, matrix: Matrix, *, language: str, site: str, previous: Sequence[Cell] | None = None
) -> "GapReport":
    """The report, with the plan that people have made and with the law of the nations above its places.

    Raises StillWorking.
    """
    # Nothing else of the service needs the tables that this loads.
    from gaps.report_data import gap_report

    return gap_report(
        matrix.cells,
        library.checklist(),
        on=matrix.on,
        language=language,
        previous=previous,
        plan=library.reviews.plan(),
        site=site,
        above=_above(library, matrix),
    )


def _above(library: Library, matrix: Matrix) -> tuple[Cell, ...]:
    from gaps.demands import with_nations

    nations = [place for place in with_nations(matrix.jurisdictions) if place not in matrix.jurisdictions]
    asked = [requirement.id for requirement in matrix.requirements]
    return library.gaps(nations, requirements=asked, on=matrix.on).cells if nations else ()
