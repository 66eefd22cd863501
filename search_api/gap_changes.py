"""Gap alerts of the library: what changed in a matrix since an earlier revision of the corpus."""

from collections.abc import Hashable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from gaps.harvest import declared_mark
from gaps.harvest_facts import harvest_mark
from gaps.records import Cell
from law.earlier_corpus import NoSuchRevision
from search_api.library import Library
from search_api.remembered import Remembered
from search_api.single_flight import Task, Told
from search_api.views import BadFilter, Matrix

if TYPE_CHECKING:
    from gaps.alerts import Earlier, GapAlerts

_THEN: Final[Remembered[tuple[Cell, ...]]] = Remembered(most=24)
"""Of single places and revisions: the corpus of then is a copy, which takes seconds even where a judgement is kept."""
_Key = tuple[int, str, date, int | None]


def gap_changes(library: Library, matrix: Matrix, since: int, *, entries: int | None = None) -> "GapAlerts":
    """The cells of the matrix against those of a revision, when the journal had ``entries``.

    Raises NoSuchRevision, and StillWorking of the places whose earlier cells are not ready.
    """
    # Nothing else of the service needs the tables that this loads.
    from gaps.alerts import Earlier, alerts_since

    earlier = Earlier(
        corpus=library.corpus,
        home=library.home,
        checklist=library.checklist(),
        reviews=library.reviews,
        index=library.gap_index(),
        entries=entries,
    )
    keys: list[_Key] = [(since, place, matrix.on, entries) for place in matrix.jurisdictions]
    cells = _cells_then(library, earlier, keys)
    return alerts_since(
        since,
        corpus=library.corpus,
        instruments=library.catalogue().instruments,
        after=matrix.cells,
        then=lambda place, on: cells[since, place, on, entries],
    )


def changes_asked(library: Library, matrix: Matrix, since: int) -> "GapAlerts":
    """The same for a revision that a request names. Raises BadFilter for one that there never was."""
    try:
        return gap_changes(library, matrix, since)
    except NoSuchRevision as error:
        raise BadFilter(str(error), parameter="since") from None


def _cells_then(library: Library, earlier: "Earlier", keys: list[_Key]) -> dict[_Key, tuple[Cell, ...]]:
    """What is remembered does not queue behind what must be judged, of which all is begun before any is waited for."""
    state = _state(library)
    known = {key: cells for key in keys if (cells := _THEN.known(state, key)) is not None}
    begun = {key: library.past_work.begin(_judging(earlier, state, key)) for key in keys if key not in known}
    return {**known, **library.past_work.results(begun)}


def _state(library: Library) -> Hashable:
    """Changes with whatever an earlier cell may rest on besides its revision."""
    corpus = library.corpus
    held = (str(library.home), corpus.revision(), harvest_mark(corpus), library.desk.revision())
    terms = (library.checklist().fingerprint, declared_mark(library.home))
    return (*held, *terms, library.reviews.journal.mark())


def _judging(earlier: "Earlier", state: Hashable, key: _Key) -> Task[tuple[Cell, ...]]:
    since, place, on, _ = key

    def work(told: Told) -> tuple[Cell, ...]:
        return _THEN.get(state, key, partial(earlier.cells, since, place, on, told))

    return Task(key=(state, key), name=place, work=work)
