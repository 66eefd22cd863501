"""Gap alerts: which cells changed since an earlier revision of the corpus, and why. A dry run on any past revision."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gaps.changes import CellChange, changes_between
from gaps.checklist import Checklist
from gaps.index_search import IndexSearcher
from gaps.inventory import counts_for, places_of
from gaps.records import Cell
from gaps.review import ReviewDesk
from gaps.review_applying import reviewed
from gaps.review_folding import cases_of
from gaps.store import assess_cached
from law.corpus import Corpus
from law.earlier_corpus import changed_since, earlier_corpus
from law.instrument import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class GapAlerts:
    """What happened between two revisions. ``before`` are the cells as they were, in the order of ``after``.

    ``touched`` names the instruments of each place that were brought or repealed since; a place without any has no
    change but what people decided.
    """

    since: int
    revision: int
    before: tuple[Cell, ...]
    after: tuple[Cell, ...]
    touched: dict[str, tuple[str, ...]]
    changes: tuple[CellChange, ...]


def alerts_since(
    since: int,
    *,
    corpus: Corpus,
    home: Path,
    checklist: Checklist,
    reviews: ReviewDesk,
    after: Sequence[Cell],
    index: IndexSearcher | None = None,
    entries: int | None = None,
) -> GapAlerts:
    """Compare the cells of now with those of a revision. Raises NoSuchRevision.

    ``entries`` is how many entries the review journal had then; without it, what people have decided by now is laid
    over the cells of then too, and makes no difference.

    Past judgements are kept in ``past/`` of the data directory, so that the same comparison is fast the second time.
    ``index`` is asked for the cells of then where it is still of that revision; else they say that it is of another.
    """
    changed = tuple(corpus.instruments(ids=changed_since(corpus, since)))
    places = tuple(dict.fromkeys((cell.jurisdiction, cell.on) for cell in after))
    touched = {place: _touched(place, changed) for place, _ in places}
    chosen = {(cell.requirement, cell.jurisdiction) for cell in after}
    cases = cases_of(reviews.journal.entries()[:entries])
    with _corpus_then(corpus, since) as then:
        suggest = reviews.suggest if then is corpus else _suggest(then, home / "past", checklist, index)
        cells = [cell for at in places for cell in reviewed(suggest(*at), cases, then, checklist)]
        before = tuple(cell for cell in cells if (cell.requirement, cell.jurisdiction) in chosen)
    return GapAlerts(
        since=since,
        revision=corpus.revision(),
        before=before,
        after=tuple(after),
        touched=touched,
        changes=changes_between(before, after),
    )


def alert_record(change: CellChange, alerts: GapAlerts) -> dict[str, Any]:
    """The JSON form of one alert."""
    return {
        **asdict(change),
        "before": change.before.value if change.before else None,
        "after": change.after.value if change.after else None,
        "why": list(change.why),
        "result_changed": change.result_changed,
        "since": alerts.since,
        "revision": alerts.revision,
    }


@contextmanager
def _corpus_then(corpus: Corpus, since: int) -> Iterator[Corpus]:
    """The corpus of a revision: itself, where nothing has come in since."""
    if since == corpus.revision():
        yield corpus
        return
    with earlier_corpus(corpus, since) as past:
        yield past


def _touched(place: str, changed: Iterable[Instrument]) -> tuple[str, ...]:
    parts = places_of(place)
    return tuple(one.title for one in changed if any(counts_for(one.jurisdiction, part) for part in parts))


def _suggest(
    past: Corpus, home: Path, checklist: Checklist, index: IndexSearcher | None
) -> Callable[[str, date], tuple[Cell, ...]]:
    return lambda place, on: assess_cached(past, home, checklist, jurisdiction=place, on=on, index=index)
