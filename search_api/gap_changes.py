"""Gap alerts of the library: what changed in a matrix since an earlier revision of the corpus."""

from typing import TYPE_CHECKING

from search_api.library import Library
from search_api.views import Matrix

if TYPE_CHECKING:
    from gaps.alerts import GapAlerts


def gap_changes(library: Library, matrix: Matrix, since: int, *, entries: int | None = None) -> "GapAlerts":
    """The cells of the matrix against those of a revision, when the journal had ``entries``. Raises NoSuchRevision."""
    # Nothing else of the service needs the tables that this loads.
    from gaps.alerts import alerts_since

    return alerts_since(
        since,
        corpus=library.corpus,
        home=library.home,
        checklist=library.checklist(),
        reviews=library.reviews,
        after=matrix.cells,
        index=library.gap_index(),
        entries=entries,
    )
