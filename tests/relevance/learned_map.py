"""Learn ``corpora/catalogue/question_map.npy`` anew: ``python -m tests.relevance.learned_map HOME QUESTIONS.jsonl``.

HOME holds an index of national law with all its vectors, QUESTIONS lines of ``{"query", "gold": ["title|label"]}``.
The map begins as a ridge regression from questions to the mean of their answers, near the identity, and is then fitted
so that a softmax over all passages favours the answers. ``--measure`` prints the recall on questions left out instead:
five blocks of neighbouring questions, so that nothing on their subject was learned from.
"""

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import open_embedder
from index.filling import vector_folder
from index.question_map import MODEL
from index.search import open_searcher
from index.snapshot import Snapshot
from index.vectors import VectorFile

Floats = NDArray[np.float32]
RIDGE, SHARPNESS, STEPS, RATE, NEAR_START = 30.0, 30.0, 30, 0.001, 0.05
HALFWAY = 0.5
"""How far a question goes: all the way, questions on subjects that were not learned from lose what those gain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Vectors of questions, vectors of all passages, and for each question the passages that answer."""

    asked: Floats
    passages: Floats
    answers: list[list[int]]


def read(home: Path, questions: Path) -> Questions:
    """Questions without a held answer are left out; of a law held in several versions the newest counts."""
    embedder = open_embedder(home)
    assert embedder.model_id.startswith(MODEL)
    snapshot = open_searcher(None, home).snapshot
    file = VectorFile.open(vector_folder(home, embedder.model_id), model_id=embedder.model_id, dimensions=384)
    rows, keys = snapshot.passages()
    found = file.lookup(keys)
    held = np.flatnonzero(found >= 0)
    by_key: dict[str, list[int]] = defaultdict(list)
    newest = _newest(snapshot)
    versions = snapshot.row_versions()
    kept = [int(at) for at in held if int(versions[rows[at]]) in newest]
    for place, at in enumerate(kept):
        by_key[_name(snapshot, int(rows[at]))].append(place)
    asked, answers = [], []
    for line in questions.read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        if right := [place for gold in each["gold"] for place in by_key[gold]]:
            asked.append(embedder.embed_query(each["query"]))
            answers.append(right)
    return Questions(asked=np.array(asked), passages=file.vectors(found[kept]), answers=answers)


def _newest(snapshot: Snapshot) -> set[int]:
    latest: dict[str, tuple[str, int]] = {}
    for number, (instrument, version) in enumerate(snapshot.holdings.numbered):
        latest[instrument.id] = max(latest.get(instrument.id, ("", -1)), (version.key, number))
    return {number for _, number in latest.values()}


def _name(snapshot: Snapshot, row: int) -> str:
    instrument = snapshot.holdings.numbered[int(snapshot.row_versions()[row])][0]
    label = snapshot.records.read(row).provision.label
    return f"{instrument.title.replace('中华人民共和国', '')}|{label}"


def learned(known: Questions) -> Floats:
    """The map, shape (384, 384): a row vector of a question times it points to the answers."""
    size = known.asked.shape[1]
    means = np.array([known.passages[right].mean(0) for right in known.answers])
    near = RIDGE * np.eye(size)
    first = np.linalg.solve(known.asked.T @ known.asked + near, known.asked.T @ means + near)
    matrix, mean, square = first.copy(), np.zeros_like(first), np.zeros_like(first)
    for step in range(1, STEPS + 1):
        slope = _slope(known, matrix) + NEAR_START * (matrix - first)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        matrix -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return (np.eye(size) + HALFWAY * (matrix - np.eye(size))).astype(np.float32)


def _slope(known: Questions, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of the mean of −log softmax(answers), by the numbers of the map."""
    moved = known.asked @ matrix
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    unit = (moved / length).astype(np.float32)
    share = SHARPNESS * (unit @ known.passages.T)
    share = np.exp(share - share.max(axis=1, keepdims=True))
    share /= share.sum(axis=1, keepdims=True)
    pull = share @ known.passages
    for at, right in enumerate(known.answers):
        part = share[at, right] + 1e-12
        pull[at] -= (part / part.sum()) @ known.passages[right]
    pull = SHARPNESS * pull / len(known.answers)
    return np.asarray(known.asked.T @ ((pull - (pull * unit).sum(1, keepdims=True) * unit) / length), np.float64)


def without(known: Questions, left_out: NDArray[np.bool_]) -> Questions:
    """The questions that are not left out."""
    kept = np.flatnonzero(~left_out)
    return Questions(asked=known.asked[kept], passages=known.passages, answers=[known.answers[at] for at in kept])


def recall(known: Questions, matrix: Floats, of: NDArray[np.int64], depth: int) -> float:
    """The share of answers among the nearest passages, mean over the questions ``of``."""
    shares = []
    for at in of:
        scores = known.passages @ (known.asked[at] @ matrix)
        best = set(np.argpartition(-scores, depth)[:depth].tolist())
        shares.append(len(best & set(known.answers[at])) / len(known.answers[at]))
    return float(np.mean(shares))


def measure(known: Questions) -> None:
    """Print the recall of passages by meaning alone, without the map and with one that did not see the block."""
    count = len(known.answers)
    block = np.arange(count) * 5 // count
    plain = np.eye(known.asked.shape[1], dtype=np.float32)
    maps = [learned(without(known, block == number)) for number in range(5)]
    for depth in (10, 100):
        before = recall(known, plain, np.arange(count), depth)
        after = np.mean([recall(known, maps[block[at]], np.array([at]), depth) for at in range(count)])
        sys.stdout.write(f"R@{depth} of passages: {before:.3f} as the model says, {after:.3f} through the map\n")


def main() -> None:
    """Write the map less the identity, in half precision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--measure", action="store_true")
    asked = parser.parse_args()
    known = read(asked.home, asked.questions)
    if asked.measure:
        measure(known)
        return
    difference = learned(known) - np.eye(known.asked.shape[1], dtype=np.float32)
    target = Path(__file__).resolve().parents[2] / "corpora" / "catalogue" / "question_map.npy"
    np.save(target, difference.astype(np.float16))


if __name__ == "__main__":
    main()
