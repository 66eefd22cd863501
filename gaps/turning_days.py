"""Between two days on which the law held of a place may turn, what is judged of it stays the same.

So what is kept is named by the last such day, and a new day on which no text begins or ends needs no new judgement.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from weakref import WeakKeyDictionary

from gaps.harvest import Gate
from gaps.inventory import codes_of
from law.corpus import Corpus
from law.instrument import Instrument
from law.timeline import turning_days

_Key = tuple[int, tuple[str, ...]]
_DAYS: Final[WeakKeyDictionary[Corpus, dict[_Key, tuple[date, ...]]]] = WeakKeyDictionary()
"""The days of places at a revision, so that they are read once for a corpus that is open."""
_MOST: Final = 64


def settled_since(corpus: Corpus, places: tuple[str, ...], on: date, gate: Gate | None = None) -> date | None:
    """The last day up to the one asked on which something of the places may have turned; None before the first.

    With ``gate`` also the days on which a declaration of completeness ends.
    """
    days = _days(corpus, places)
    at = bisect_right(days, on)
    turned = [days[at - 1]] if at else []
    ends = (entry.as_of + timedelta(days=1) for entry in gate.declared) if gate else ()
    return max((*turned, *(day for day in ends if day <= on)), default=None)


def _days(corpus: Corpus, places: tuple[str, ...]) -> tuple[date, ...]:
    known, key = _DAYS.setdefault(corpus, {}), (corpus.revision(), places)
    if key not in known:
        if len(known) >= _MOST:
            known.clear()
        held = corpus.instruments(jurisdictions=codes_of(places))
        known[key] = tuple(sorted({day for instrument in held for day in _of(instrument)}))
    return known[key]


def _of(instrument: Instrument) -> Iterator[date]:
    for version in instrument.versions:
        yield from turning_days(instrument, version)
