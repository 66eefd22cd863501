"""``python -m benchmarks.scanning --vectors 1000000``: the exact search over vectors, beside simpler scans.

The vectors are drawn around some hundreds of centres, as passages lie around topics. Recall is of the first 10 and
1,000 against the whole product of the float vectors; "int8 alone" is what that form gives without scoring anew.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.replicated import disk_mb
from benchmarks.timing import memory_mb, of_times, timed
from index.vectors import VectorFile, text_key, writing_vectors

_DIMENSIONS, _CENTRES, _AT_ONCE, _SPREAD = 384, 400, 20_000, 0.45
_DEPTHS = (10, 1_000)
_QUERIES = 8
_MODEL = "drawn/1"
_BLOCK = 8_192
Scan = Callable[[NDArray[np.float32]], NDArray[np.int64]]


def draw(folder: Path, count: int) -> NDArray[np.float32]:
    """Fill a store; some further vectors of the same kind, as queries."""
    random = np.random.default_rng(5)
    centres = random.standard_normal((_CENTRES, _DIMENSIONS), dtype=np.float32) / np.sqrt(_DIMENSIONS)

    def some(number: int) -> NDArray[np.float32]:
        noise = random.standard_normal((number, _DIMENSIONS), dtype=np.float32) / np.sqrt(_DIMENSIONS)
        drawn = 1.5 / np.sqrt(_DIMENSIONS) + centres[random.integers(0, _CENTRES, number)] + _SPREAD * noise
        return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)

    with writing_vectors(folder, model_id=_MODEL, dimensions=_DIMENSIONS) as writer:
        for start in range(0, count, _AT_ONCE):
            size = min(_AT_ONCE, count - start)
            writer.append([text_key(_MODEL, str(start + at)) for at in range(size)], some(size))
    return some(_QUERIES)


def float_scan(file: VectorFile) -> Scan:
    """The whole product of the float16 vectors, block by block."""

    def scan(query: NDArray[np.float32]) -> NDArray[np.int64]:
        blocks = (np.arange(at, min(at + _BLOCK, len(file))) for at in range(0, len(file), _BLOCK))
        scores = np.concatenate([np.vecdot(file.vectors(rows), query) for rows in blocks])
        return np.lexsort((np.arange(len(scores)), -scores))[: max(_DEPTHS)]

    return scan


def int8_alone(folder: Path, count: int) -> Scan:
    """The order that the int8 values give."""
    coarse = np.memmap(folder / "vectors.i8", np.int8, "r", shape=(count, _DIMENSIONS))
    steps = np.memmap(folder / "bounds.f32", np.float32, "r", shape=(count, 2))[:, 0]

    def scan(query: NDArray[np.float32]) -> NDArray[np.int64]:
        blocks = (coarse[at : at + _BLOCK].astype(np.float32) for at in range(0, count, _BLOCK))
        scores = np.concatenate([np.vecdot(block, query) for block in blocks]) * steps
        return np.argsort(-scores)[: max(_DEPTHS)]

    return scan


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--vectors", type=int, default=1_000_000)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        queries = draw(folder, asked.vectors)
        file = VectorFile.open(folder, model_id=_MODEL, dimensions=_DIMENSIONS)
        print(f"{len(file):,} vectors, {disk_mb(folder):,.0f} MB on the disk; load {os.getloadavg()[0]:.1f}\n")
        print("| | p50 / p95 ms | processor, mean ms | recall at 10 | at 1,000 |\n|---|---|---|---|---|")
        exact = {number: float_scan(file)(query) for number, query in enumerate(queries)}
        for name, scan in {
            "int8, then scored anew (ours)": lambda query: file.search(query, max(_DEPTHS))[0],
            "int8 alone": int8_alone(folder, asked.vectors),
            "float16, all of them": float_scan(file),
        }.items():
            _row(name, scan, queries, exact)
        print(f"\nmemory with all files read {memory_mb():,.0f} MB")


def _row(name: str, scan: Scan, queries: NDArray[np.float32], exact: dict[int, NDArray[np.int64]]) -> None:
    clock, processor, shares = [], [], {depth: [] for depth in _DEPTHS}
    for number, query in enumerate(queries):
        found: list[NDArray[np.int64]] = []
        wall, used = timed(lambda query=query, found=found: found.append(scan(query)))  # type: ignore[misc]
        clock.append(wall)
        processor.append(used)
        for depth in _DEPTHS:
            shares[depth].append(len(np.intersect1d(found[0][:depth], exact[number][:depth])) / depth)
    latency, recalls = of_times(clock), [f"{np.mean(shares[depth]):.4f}" for depth in _DEPTHS]
    print(f"| {name} | {latency.p50:.0f} / {latency.p95:.0f} | {np.mean(processor):.0f} | {' | '.join(recalls)} |")


if __name__ == "__main__":
    main()
