"""Timing of single calls and of processes' memory."""

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Milliseconds of many calls: half were at most ``p50``, 95 in 100 at most ``p95``."""

    p50: float
    p95: float
    calls: int


def latency(run: Callable[[str], object], queries: Iterable[str], *, rounds: int = 3) -> Latency:
    """Call once for each query to warm up, then ``rounds`` times with the clock."""
    asked = list(queries)
    for query in asked:
        run(query)
    took = sorted(_timed(run, query) for _ in range(rounds) for query in asked)
    return Latency(p50=_quantile(took, 0.50), p95=_quantile(took, 0.95), calls=len(took))


def peak_memory_mb(pid: int | str = "self") -> float:
    """The most memory that a process has held so far (VmHWM of Linux), in MB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not say how much memory a process has held")


def _timed(run: Callable[[str], object], query: str) -> float:
    began = time.perf_counter()
    run(query)
    return (time.perf_counter() - began) * 1000


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]
