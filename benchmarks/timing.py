"""Timing of single calls and of processes' memory."""

import math
import os
import time
from collections.abc import Callable, Iterable, Sequence
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
    return of_times([_timed(run, query) for _ in range(rounds) for query in asked])


def of_times(took: Sequence[float]) -> Latency:
    """Of milliseconds that were taken."""
    ordered = sorted(took)
    return Latency(p50=_quantile(ordered, 0.50), p95=_quantile(ordered, 0.95), calls=len(ordered))


def processor_s(pid: int | None = None) -> float:
    """Seconds of processor time that this process has used so far, and with it another one (of Linux)."""
    own = time.process_time()
    if pid is None:
        return own
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], object], pid: int | None = None) -> tuple[float, float]:
    """Milliseconds on the clock and of the processor."""
    used, began = processor_s(pid), time.perf_counter()
    work()
    took = time.perf_counter() - began
    return took * 1000, (processor_s(pid) - used) * 1000


def memory_mb(pid: int | str = "self") -> float:
    """The memory that a process holds now (VmRSS of Linux), in MB."""
    return _status(pid, "VmRSS")


def peak_memory_mb(pid: int | str = "self") -> float:
    """The most memory that a process has held so far (VmHWM of Linux), in MB."""
    return _status(pid, "VmHWM")


def _status(pid: int | str, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not say how much memory a process has held")


def _timed(run: Callable[[str], object], query: str) -> float:
    began = time.perf_counter()
    run(query)
    return (time.perf_counter() - began) * 1000


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]
