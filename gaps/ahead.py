"""Several places judged at once, each in a process of its own: one core judges about 5,000 provisions a second."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache, partial
from itertools import chain
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Final

from gaps.checklist import load_checklist
from gaps.index_search import IndexSearcher
from gaps.inventory import places_of
from gaps.norm_store import norms_cached
from gaps.store import assess_cached, is_kept
from law.corpus import Corpus

_LAST: Final = 19
"""The lowest priority: whatever else the machine does goes first."""
_LOOK_S: Final = 0.2
Index = Callable[[], IndexSearcher | None]


def _no_index() -> None:
    """Nothing is searched besides the patterns."""


def judge_ahead(
    where: Path | str,
    home: Path,
    places: Sequence[str],
    on: date,
    *,
    workers: int | None = None,
    index: Index = _no_index,
) -> int:
    """Judge those places that have no kept judgement, so that they are read back at once; returns how many.

    ``where`` is what `Corpus.open` takes; ``index`` makes the searcher of each process, so it must be a function of a
    module. One place alone is left to the caller: a second process would not help.
    """
    missing = _not_kept(where, home, places, on, index)
    if _at_once(missing, workers) < 2:
        return 0
    _in_processes(partial(_judge, where, home, on=on, index=index), missing, workers)
    return len(missing)


def judge_at_once(
    where: Path | str,
    home: Path,
    places: Sequence[str],
    on: date,
    *,
    workers: int | None = None,
    index: Index = _no_index,
) -> None:
    """Judge places and type their norms, several at once, each place in one go; arguments are as above."""
    if places:
        _in_processes(partial(_judge_and_type, where, home, on=on, index=index), places, workers)


def _at_once(places: Sequence[str], workers: int | None) -> int:
    return min(len(places), workers or os.cpu_count() or 1)


def _in_processes(work: Callable[[str], None], places: Sequence[str], workers: int | None) -> None:
    """Do some work for each place. Not forked: an open database must not be shared by two processes."""
    with ProcessPoolExecutor(_at_once(places, workers), mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(work, place) for place in places]:
            done.result()


def _not_kept(where: Path | str, home: Path, places: Sequence[str], on: date, index: Index) -> list[str]:
    with Corpus.open(where) as corpus:
        searcher, terms = index(), load_checklist()
        return [
            place for place in places if not is_kept(corpus, home, terms, jurisdiction=place, on=on, index=searcher)
        ]


def judge_in_turn(
    where: Path | str,
    home: Path,
    places: Sequence[str],
    on: date,
    *,
    index: Index = _no_index,
    stop: Callable[[], bool],
) -> None:
    """Judge places one after another and type their norms, behind other work: in one process of the lowest priority.

    ``where`` and ``index`` are as ``judge_ahead`` takes them. Once ``stop`` says so, the process is ended; what it has
    judged stays kept. Raises OSError if it ends otherwise than well.
    """
    if not places or stop():
        return
    process = get_context("spawn").Process(target=_judge_each, args=(where, home, places, on, index), daemon=True)
    process.start()
    while process.is_alive() and not stop():
        process.join(_LOOK_S)
    if process.is_alive():
        process.terminate()
        process.join()
    elif process.exitcode:
        raise OSError(f"the process that judged {', '.join(places)} ended with {process.exitcode}")


def _judge_each(where: Path | str, home: Path, places: Sequence[str], on: date, index: Index) -> None:
    """The process. It ends in order when it is told to, and after its place when whoever began it is gone."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_LAST)
    parent = parent_process()
    for step in chain.from_iterable(_steps(where, home, place, on, index) for place in places):
        if parent is None or not parent.is_alive():
            return
        step()


def _judge_and_type(where: Path | str, home: Path, place: str, on: date, index: Index) -> None:
    for step in _steps(where, home, place, on, index):
        step()


def _steps(where: Path | str, home: Path, place: str, on: date, index: Index) -> Iterator[Callable[[], None]]:
    yield partial(_judge, where, home, place, on, index)
    for code in places_of(place):
        yield partial(_type_norms, where, home, code, on)


def _type_norms(where: Path | str, home: Path, code: str, on: date) -> None:
    with Corpus.open(where) as corpus:
        norms_cached(corpus, home, code, on)


def _judge(where: Path | str, home: Path, place: str, on: date, index: Index) -> None:
    with Corpus.open(where) as corpus:
        assess_cached(corpus, home, load_checklist(), jurisdiction=place, on=on, index=_made(index))


@cache
def _made(index: Index) -> IndexSearcher | None:
    """One searcher a process: it opens the model, which takes as long as a small place."""
    return index()
