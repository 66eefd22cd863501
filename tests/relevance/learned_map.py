"""Learn what moves questions in plain words to their answers: ``python -m tests.relevance.learned_map HOME …``.

Each HOME holds an index, the first with vectors by the built-in model, from which is learned; passages that answer are
sought in all, since the same law from two sources differs in a title or a heading. Learned from the questions that we
wrote (``corpora/catalogue/lay_questions.tsv``) and from files of lines ``{"query", "gold": ["title|label"]}`` given
with ``--also``; written are ``question_map.npy``, ``lay_questions.npy`` (the questions' vectors) and
``lay_questions.npz`` (the keys of the passages that answer, the questions' words) beside them. The map begins as the
identity and is fitted so that a softmax over passages favours the answers. ``--measure FILE`` prints the recall of a
file's questions by meaning alone, before and after, and writes nothing.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import open_embedder
from index.embedding.embedder import Embedder
from index.filling import vector_folder
from index.question_map import has_map
from index.search import open_searcher
from index.snapshot import Snapshot
from index.vectors import VectorFile, packed
from index.written_questions import WrittenQuestions
from law.script import has_cjk

Floats = NDArray[np.float32]
VectorOf = Callable[[str], Floats]
CATALOGUE = Path(__file__).resolve().parents[2] / "corpora" / "catalogue"
SHARPNESS, EPOCHS, BATCH, RATE, DECAY, OTHERS = 30.0, 2, 128, 0.001, 0.0003, 20_000
STEPS = 48
"""Of a number from 0 to 1 in a vector of 8 bits: fewer than would fit, which halves the file and moves no ranking."""
HALFWAY = 0.5
"""How far a question goes: all the way, questions on subjects that were not learned from lose what those gain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and the provisions that answer it, each as ``title|label``."""

    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Passages of an index: the keys of those of a ``title|label``, and the vectors, with the place of each key's."""

    vectors: Floats
    named: dict[str, list[bytes]]
    places: dict[bytes, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Vectors of questions, vectors of passages, and for each question the passages that answer."""

    asked: Floats
    passages: Floats
    answers: list[list[int]]


def written() -> list[Asked]:
    """The questions of the catalogue."""
    lines = (CATALOGUE / "lay_questions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [Asked(text=text, answers=tuple(answers)) for text, *answers in (line.split("\t") for line in lines)]


def read_lines(path: Path) -> list[Asked]:
    """The questions of a file of JSON lines."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Asked(text=line["query"], answers=tuple(line["gold"])) for line in lines]


def held(home: Path, embedder: Embedder) -> Held:
    """The passages of an index with their vectors."""
    named = keys_by_name(home)
    keys = list(dict.fromkeys(key for found in named.values() for key in found))
    file = VectorFile.open(vector_folder(home, embedder.model_id), model_id=embedder.model_id, dimensions=384)
    found = file.lookup(packed(keys))
    present = np.flatnonzero(found >= 0)
    places = {keys[at]: place for place, at in enumerate(present)}
    return Held(vectors=file.vectors(found[present]), named=named, places=places)


def keys_by_name(home: Path) -> dict[str, list[bytes]]:
    """The keys of the passages of every ``title|label``; of a law held in several versions the newest counts."""
    snapshot = open_searcher(None, home).snapshot
    versions, newest = snapshot.row_versions(), _newest(snapshot)
    named: dict[str, list[bytes]] = defaultdict(list)
    for row, key in zip(*snapshot.passages(), strict=True):
        if int(versions[row]) in newest:
            named[_name(snapshot, int(row))].append(key)
    return named


def _newest(snapshot: Snapshot) -> set[int]:
    latest: dict[str, tuple[str, int]] = {}
    for number, (instrument, version) in enumerate(snapshot.holdings.numbered):
        latest[instrument.id] = max(latest.get(instrument.id, ("", -1)), (version.key, number))
    return {number for _, number in latest.values()}


def _name(snapshot: Snapshot, row: int) -> str:
    instrument = snapshot.holdings.numbered[int(snapshot.row_versions()[row])][0]
    label = snapshot.records.read(row).provision.label
    return f"{instrument.title.replace('中华人民共和国', '')}|{label}"


def known(questions: Iterable[Asked], passages: Held, vector_of: VectorOf) -> Known:
    """Questions in Chinese; those without an answer whose vector is held are left out."""
    asked_in_chinese = (each for each in questions if has_cjk(each.text))
    keys = [(each, [key for name in each.answers for key in passages.named.get(name, ())]) for each in asked_in_chinese]
    pairs = [(each, [passages.places[key] for key in answers if key in passages.places]) for each, answers in keys]
    pairs = [(each, answers) for each, answers in pairs if answers]
    asked = np.array([vector_of(each.text) for each, _ in pairs])
    return Known(asked=asked, passages=passages.vectors, answers=[answers for _, answers in pairs])


def learned(of: Known, rng: np.random.Generator) -> Floats:
    """The map, shape (384, 384): a row vector of a question times it points to the answers.

    The mean of the maps after the first epoch, which wanders less than the last one.
    """
    passages, answers = _sampled(of, rng)
    matrix = np.eye(of.asked.shape[1], dtype=np.float32)
    total, counted = np.zeros_like(matrix), 0
    mean, square = np.zeros_like(matrix), np.zeros_like(matrix)
    for step, batch in enumerate(_batches(len(answers), rng), 1):
        slope = _slope(of.asked[batch], passages, [answers[at] for at in batch], matrix)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        ahead = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        matrix -= RATE * ahead + DECAY * (matrix - np.eye(len(matrix), dtype=np.float32))
        if step * BATCH > len(answers):
            total, counted = total + matrix, counted + 1
    return _halfway(np.asarray(total / counted, np.float32))


def _halfway(matrix: Floats) -> Floats:
    unmoved = np.eye(len(matrix), dtype=np.float32)
    return np.asarray(unmoved + HALFWAY * (matrix - unmoved), np.float32)


def _sampled(of: Known, rng: np.random.Generator) -> tuple[Floats, list[list[int]]]:
    """All answers among a sample of other passages."""
    needed = sorted({at for right in of.answers for at in right})
    others = rng.permutation(np.setdiff1d(np.arange(len(of.passages)), needed))[:OTHERS]
    place = {at: number for number, at in enumerate(needed)}
    return of.passages[[*needed, *others.tolist()]], [[place[at] for at in right] for right in of.answers]


def _batches(count: int, rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    for _ in range(EPOCHS):
        order = rng.permutation(count)
        yield from (order[at : at + BATCH] for at in range(0, count, BATCH))


def _slope(asked: Floats, passages: Floats, answers: list[list[int]], matrix: Floats) -> Floats:
    """Of the mean of −log softmax(answers), by the numbers of the map."""
    moved = asked @ matrix
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    unit = moved / length
    share = SHARPNESS * (unit @ passages.T)
    share = np.exp(share - share.max(axis=1, keepdims=True))
    share /= share.sum(axis=1, keepdims=True)
    pull = share @ passages
    for at, right in enumerate(answers):
        part = share[at, right] + 1e-12
        pull[at] -= (part / part.sum()) @ passages[right]
    pull = SHARPNESS * pull / len(answers)
    return np.asarray(asked.T @ ((pull - (pull * unit).sum(1, keepdims=True) * unit) / length), np.float32)


def recall(of: Known, matrix: Floats, depth: int) -> float:
    """The share of answers among the nearest passages, mean over the questions."""
    scores = (of.asked @ matrix) @ of.passages.T
    best = np.argpartition(-scores, depth, axis=1)[:, :depth]
    return float(
        np.mean([len({*row.tolist()} & {*right}) / len({*right}) for row, right in zip(best, of.answers, strict=True)])
    )


def save(matrix: Floats, questions: list[Asked], answers: list[dict[str, list[bytes]]], vector_of: VectorOf) -> None:
    """Write the map less the identity in half precision, and the questions' moved vectors in 8 bits with their keys."""
    np.save(CATALOGUE / "question_map.npy", (matrix - np.eye(len(matrix), dtype=np.float32)).astype(np.float16))
    plain = np.array([vector_of(each.text) for each in questions])
    chinese = np.array([has_cjk(each.text) for each in questions])
    moved = np.where(chinese[:, None], plain @ matrix, plain)
    unit = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    pairs = [
        (number, key)
        for number, each in enumerate(questions)
        for key in dict.fromkeys(key for name in each.answers for named in answers for key in named.get(name, ()))
    ]
    texts = [each.text for each in questions]
    written = WrittenQuestions.of_pairs(texts, np.rint(unit * STEPS).astype(np.int8), pairs)
    np.save(CATALOGUE / "lay_questions.npy", written.vectors)
    np.savez(CATALOGUE / "lay_questions.npz", **written.arrays())


def main() -> None:
    """Learn, then write or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path, nargs="+")
    parser.add_argument("--also", type=Path, action="append", default=[])
    parser.add_argument("--measure", type=Path)
    asked = parser.parse_args()
    embedder = open_embedder(asked.home[0] / "models")
    assert has_map(embedder.model_id)
    passages, questions = held(asked.home[0], embedder), written()
    also = [each for path in asked.also for each in read_lines(path)]
    vector_of = cache(embedder.embed_query)
    matrix = learned(known([*questions, *also], passages, vector_of), np.random.default_rng(1))
    if asked.measure is None:
        save(matrix, questions, [passages.named, *map(keys_by_name, asked.home[1:])], vector_of)
        return
    tested = known(read_lines(asked.measure), passages, vector_of)
    plain = np.eye(len(matrix), dtype=np.float32)
    for depth in (10, 100):
        before, after = recall(tested, plain, depth), recall(tested, matrix, depth)
        sys.stdout.write(f"R@{depth} of passages: {before:.3f} as the model says, {after:.3f} through the map\n")


if __name__ == "__main__":
    main()
