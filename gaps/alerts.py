"""Gap alerts: which cells changed since an earlier revision of the corpus, and why. A dry run on any past revision."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gaps.changes import CellChange, changes_between
from gaps.checklist import Checklist
from gaps.harvest import read_gate
from gaps.index_search import IndexSearcher
from gaps.inventory import codes_of, counts_for, places_of
from gaps.records import Cell
from gaps.review import ReviewDesk
from gaps.review_applying import reviewed
from gaps.review_folding import cases_of
from gaps.review_records import Case
from gaps.store import assess_cached
from gaps.survey import Progress
from law.corpus import Corpus
from law.earlier_corpus import Wanted, changed_since, earlier_corpus
from law.instrument import Instrument

Then = Callable[[str, date], Iterable[Cell]]
"""The cells of a place and day as they were."""


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
    since: int, *, corpus: Corpus, instruments: Mapping[str, Instrument], after: Sequence[Cell], then: Then
) -> GapAlerts:
    """Compare the cells of now with those of a revision, which ``then`` gives of each place and day.

    ``instruments`` are those held now, by id.
    """
    changed = [instruments[name] for name in sorted(changed_since(corpus, since)) if name in instruments]
    places = tuple(dict.fromkeys((cell.jurisdiction, cell.on) for cell in after))
    chosen = {(cell.requirement, cell.jurisdiction) for cell in after}
    cells = (cell for at in places for cell in then(*at))
    before = tuple(cell for cell in cells if (cell.requirement, cell.jurisdiction) in chosen)
    return GapAlerts(
        since=since,
        revision=corpus.revision(),
        before=before,
        after=tuple(after),
        touched={place: _touched(place, changed) for place, _ in places},
        changes=changes_between(before, after),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Every cell of a place as an earlier revision of the corpus would have it.

    ``entries`` is how many entries the review journal had then; without it, what people have decided by now is laid
    over the cells of then too, and makes no difference. Past judgements are kept in ``past/`` of the data directory
    ``home``, so that the same comparison is fast the second time. ``index`` is asked for the cells of then where it
    is still of that revision; else they say that it is of another.
    """

    corpus: Corpus
    home: Path
    checklist: Checklist
    reviews: ReviewDesk
    index: IndexSearcher | None = None
    entries: int | None = None

    def cells(self, since: int, place: str, on: date, told: Progress | None = None) -> tuple[Cell, ...]:
        """The cells of a revision; ``told`` hears how many texts of how many are read. Raises NoSuchRevision."""
        cases = cases_of(self.reviews.journal.entries()[: self.entries])
        with self._corpus(since, place, cases.values()) as then:
            return reviewed(self._suggested(then, place, on, told), cases, then, self.checklist)

    @contextmanager
    def _corpus(self, since: int, place: str, cases: Iterable[Case]) -> Iterator[Corpus]:
        """The corpus of a revision, with the words that are judged or quoted: itself, if nothing has come in since."""
        if since == self.corpus.revision():
            yield self.corpus
            return
        decided = (case.assessment for case in cases if case.jurisdiction == place)
        quoted = {item.instrument for one in decided if one for item in one.evidence}
        wanted = Wanted(jurisdictions=codes_of(places_of(place)), ids=quoted)
        with earlier_corpus(self.corpus, since, wanted=wanted) as past:
            yield past

    def _suggested(self, then: Corpus, place: str, on: date, told: Progress | None) -> tuple[Cell, ...]:
        if then is self.corpus:
            return self.reviews.suggest(place, on)
        return assess_cached(
            then,
            self.home / "past",
            self.checklist,
            jurisdiction=place,
            on=on,
            progress=told,
            index=self.index,
            declared=read_gate(home=self.home),
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


def _touched(place: str, changed: Iterable[Instrument]) -> tuple[str, ...]:
    parts = places_of(place)
    return tuple(one.title for one in changed if any(counts_for(one.jurisdiction, part) for part in parts))
