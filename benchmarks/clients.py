"""``python -m benchmarks.clients HOME``: a real ``lexgap serve`` asked by 1, 8 and 32 clients at once through HTTP.

Each client keeps its connection and asks again as soon as it is answered. The clients are a process of their own on the
same machine, so they take their part of its processors. An answer that is not 200 is counted as an error, and named.
"""

import argparse
import itertools
import math
import multiprocessing
import os
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.asking import ON, queries
from benchmarks.serving import serve
from benchmarks.timing import of_times, peak_memory_mb, processor_s

_CLIENTS = (1, 8, 32)
_MOST_TRIES = 60
_KINDS: Mapping[str, Mapping[str, str]] = {
    "words": {"mode": "lexical"},
    "words, filtered": {"mode": "lexical", "jurisdiction": "cn", "kind": "law"},
    "hybrid": {"mode": "hybrid"},
}


@dataclass(slots=True)
class Asked:
    """What became of the requests of all clients: milliseconds of the answered ones, and the other statuses."""

    took: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def client(self, port: int, paths: "itertools.cycle[str]", until: float) -> None:
        """One client, until the moment."""
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                connection.request("GET", next(paths))
                answer = connection.getresponse()
                answer.read()
            except (OSError, HTTPException) as error:
                self.errors[type(error).__name__] += 1
                connection.close()
                continue
            if answer.status == 200:
                self.took.append((time.perf_counter() - began) * 1000)
            else:
                self.errors[str(answer.status)] += 1
        connection.close()


def load(port: int, clients: int, kind: str, seconds: float, answers: "multiprocessing.Queue[Asked]") -> None:
    """So many clients for so long, each beginning at another query."""
    asked, until = Asked(), time.monotonic() + seconds
    paths = [_path(query, kind) for query in queries()]
    threads = []
    for number in range(clients):
        start = number * len(paths) // clients
        own = itertools.cycle([*paths[start:], *paths[:start]])
        threads.append(threading.Thread(target=asked.client, args=(port, own, until)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.put(asked)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("home", type=Path)
    words.add_argument("--seconds", type=float, default=15.0, help="how long each number of clients asks")
    asked = words.parse_args()
    print("| clients | searches | searches/s | p50 / p95 ms | processor, ms a search | errors |")
    print("|---|---|---|---|---|---|")
    with serve(asked.home, semantic=True) as server:
        for kind in _KINDS:
            _warm(server.connection, kind)
        for kind, clients in itertools.product(_KINDS, _CLIENTS):
            _row(server.pid, server.connection.port, clients, kind, asked.seconds)
        print(f"\nserver's peak memory {peak_memory_mb(server.pid):,.0f} MB, load {os.getloadavg()[0]:.1f}")


def _path(query: str, kind: str) -> str:
    return "/api/v1/search?" + urllib.parse.urlencode({"q": query, "on": ON.isoformat(), **_KINDS[kind]})


def _warm(connection: HTTPConnection, kind: str) -> None:
    """Until the service has opened all that such a search needs."""
    for _ in range(_MOST_TRIES):
        connection.request("GET", _path("政府信息公开", kind))
        answer = connection.getresponse()
        answer.read()
        if answer.status == 200:
            return
        time.sleep(0.5)
    raise RuntimeError(f"the service does not answer: {answer.status}")


def _row(pid: int, port: int, clients: int, kind: str, seconds: float) -> None:
    answers: multiprocessing.Queue[Asked] = multiprocessing.Queue()
    used = processor_s(pid)
    child = multiprocessing.Process(target=load, args=(port, clients, kind, seconds, answers))
    child.start()
    asked = answers.get(timeout=seconds + 120)
    child.join()
    used, latency = processor_s(pid) - used, of_times(asked.took or [math.nan])
    rate, errors = latency.calls / seconds, ", ".join(f"{n} × {name}" for name, n in asked.errors.items()) or "none"
    print(
        f"| {clients}, {kind} | {latency.calls} | {rate:.0f} | {latency.p50:.0f} / {latency.p95:.0f} | "
        f"{used / latency.calls * 1000:.1f} | {errors} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
