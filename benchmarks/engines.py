"""``python -m benchmarks.engines HOME``: the embedded engine beside Elasticsearch and what one would write instead.

HOME holds a corpus with its index and vectors (``python -m benchmarks --home FOLDER`` leaves such). Every query is put
to one contestant after the other, the first of them changing, so that whatever else the machine does hits all alike;
every query is asked once, so that nobody answers from memory. Beside the time on the clock stands the processor's time
of our process and the server's together, which another load hardly changes.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.asking import queries, shared_out
from benchmarks.contestants import KINDS, Contestant, bm25s_index, elasticsearch, haystack, ours
from benchmarks.timing import Latency, of_times, timed

_WARM_UP = ("政府信息", "劳动者的权利", "what is a contract", "税", "环境保护 公众参与", "道路交通 安全")


@dataclass(slots=True)
class Times:
    """Milliseconds by kind, on the clock and of the processor."""

    clock: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    processor: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def latency(self, kind: str) -> Latency | None:
        """None for what was not asked."""
        return of_times(self.clock[kind]) if kind in self.clock else None


def measured(contestants: Sequence[Contestant], most: int) -> dict[str, Times]:
    """Ask everything of everyone, by the name of the contestant."""
    for contestant in contestants:
        for run in contestant.runs.values():
            for query in _WARM_UP[: contestant.most]:
                run(query)
    times = {contestant.name: Times() for contestant in contestants}
    for kind, asked in shared_out(KINDS).items():
        for number, query in enumerate(asked[:most]):
            first = number % len(contestants)
            for contestant in (*contestants[first:], *contestants[:first]):
                if kind in contestant.runs and number < contestant.most:
                    _ask(contestant, kind, query, times[contestant.name])
    return times


def _ask(contestant: Contestant, kind: str, query: str, times: Times) -> None:
    clock, processor = timed(lambda: contestant.runs[kind](query), contestant.pid)
    times.clock[kind].append(clock)
    times.processor[kind].append(processor)


def table(times: dict[str, Times]) -> list[str]:
    """In markdown: p50 / p95 on the clock, mean of the processor, and how often slower than the first."""
    names, rows = list(times), []
    for kind in KINDS:
        base = times[names[0]].latency(kind)
        cells = []
        for name in names:
            latency = times[name].latency(kind)
            if latency is None or base is None:
                cells.append("–")
                continue
            used = times[name].processor[kind]
            ratio = "" if name == names[0] else f" · **{latency.p50 / base.p50:.1f}×**"
            cells.append(f"{latency.p50:.1f} / {latency.p95:.1f} ({sum(used) / len(used):.1f}){ratio}")
        rows.append(f"| {kind} | " + " | ".join(cells) + " |")
    return [
        "| ms, p50 / p95 (processor, mean) · slower | " + " | ".join(names) + " |",
        "|---" * (len(names) + 1) + "|",
        *rows,
    ]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("home", type=Path)
    words.add_argument("--elasticsearch", nargs=3, metavar=("HOME", "URL", "INDEX"), help="the same, built there")
    words.add_argument("--bm25s", action="store_true", help="the package of that name too, where it is installed")
    words.add_argument("--haystack", type=int, default=0, metavar="N", help="so many queries a kind, seconds each")
    words.add_argument("--most", type=int, default=len(queries()), help="queries a kind")
    asked = words.parse_args()
    contestants = [ours("embedded", asked.home)]
    if asked.elasticsearch:
        home, url, index = asked.elasticsearch
        contestants.append(elasticsearch(Path(home), url, index))
    contestants += [each for each in (bm25s_index(asked.home) if asked.bm25s else None,) if each]
    if asked.haystack:
        contestants.append(haystack(asked.home, most=asked.haystack))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores before")
    print("\n".join(table(measured(contestants, asked.most))))
    print(f"load {os.getloadavg()[0]:.1f} after")


if __name__ == "__main__":
    main()
