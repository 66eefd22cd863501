"""Several places judged at once, each in a process of its own: one core judges about 5,000 provisions a second."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from gaps.checklist import load_checklist
from gaps.store import assess_cached, is_kept
from law.corpus import Corpus


def judge_ahead(where: Path | str, home: Path, places: Sequence[str], on: date, *, workers: int | None = None) -> int:
    """Judge those places that have no kept judgement, so that they are read back at once; returns how many.

    ``where`` is what `Corpus.open` takes. One place alone is left to the caller: a second process would not help.
    """
    with Corpus.open(where) as corpus:
        missing = [place for place in places if not is_kept(corpus, home, load_checklist(), jurisdiction=place, on=on)]
    if len(missing) < 2:
        return 0
    at_once = min(len(missing), workers or os.cpu_count() or 1)
    if at_once < 2:
        return 0
    # Not forked: an open database must not be shared by two processes.
    with ProcessPoolExecutor(at_once, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(_judge, where, home, place, on) for place in missing]:
            done.result()
    return len(missing)


def _judge(where: Path | str, home: Path, place: str, on: date) -> None:
    with Corpus.open(where) as corpus:
        assess_cached(corpus, home, load_checklist(), jurisdiction=place, on=on)
