"""Parts of one search on the processor's other cores, as far as these are free.

What counts is that nothing ever waits for a core: work that no thread has begun when its result is wanted is done by
whoever wants it. So a search alone uses two cores where it can, many at once each their own, and a machine with one
core does everything in order. Only work that spends its time outside Python (a model, an engine, products of vectors)
gains anything by it.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

P = TypeVar("P")
T = TypeVar("T")


def meanwhile(work: Callable[[], T]) -> Callable[[], T]:
    """Hand over work; what is returned waits for its result, or does it. To be called once; raises what it raises."""
    others = _others()
    if others is None:
        return work
    begun = others.submit(work)
    return lambda: work() if begun.cancel() else begun.result()


def shared(work: Callable[[P], object], parts: Sequence[P]) -> None:
    """Do all parts, each on whatever core takes it next; back when all are done. Raises what one of them raises."""
    left = iter(parts)

    def some() -> None:
        for part in left:
            work(part)

    others = [meanwhile(some) for _ in parts[1 : cores()]]
    some()
    for other in others:
        other()


@cache
def _others() -> ThreadPoolExecutor | None:
    """Threads for all cores but the one that asks; None where there is no other."""
    others = cores() - 1
    return ThreadPoolExecutor(others, thread_name_prefix="meanwhile") if others else None


def cores() -> int:
    """On how many cores this process may run."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
