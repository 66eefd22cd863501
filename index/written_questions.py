"""Questions in plain words that we wrote, each with the passages that answer it.

Who asks in everyday words what somebody asked before should find what answered then, however the law words it. The
questions lie in ``corpora/catalogue/lay_questions.tsv`` and their vectors beside them, for the built-in model alone.
An answer is named by the key of its passage, which is a hash of title, headings and words: where the law says something
else by now, or is another law's, the question says nothing about it. No question of those that measure the search
(docs/search-quality.md) is among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from index.layout import Layout

ALIKE: Final = 0.6
"""From what cosine on, after the map, a question is like another; nine in ten of ours are further from a given one."""
MOST_ADDED: Final = 0.15
"""What is added to the cosine of a passage that answers the very same question."""
_FILE: Final = "lay_questions"
_SCALE: Final = 127.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """What a passage's nearness gains by a written question that it answers, and that question."""

    added: float
    question: str


@dataclass(frozen=True, kw_only=True)
class WrittenQuestions:
    """``vectors`` of length 1, one for each of ``texts``; pairs of a question and the key of a passage that answers.

    The pairs lie in the order of the keys' first eight bytes (``heads``); ``of`` numbers their questions.
    """

    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    keys: NDArray[np.uint8]
    of: NDArray[np.int64]

    @classmethod
    def of_pairs(
        cls, texts: tuple[str, ...], vectors: NDArray[np.float32], keys: NDArray[np.uint8], of: NDArray[np.int64]
    ) -> Self:
        """From pairs in any order."""
        order = np.argsort(_heads(keys), kind="stable")
        return cls(texts=texts, vectors=vectors, keys=keys[order], of=of[order])

    def answers(self, layout: Layout) -> "Answers":
        """Which rows of an index answer which questions."""
        heads, held = _heads(self.keys), _heads(layout.passage_keys)
        first, last = np.searchsorted(heads, held, "left"), np.searchsorted(heads, held, "right")
        passages = np.repeat(np.arange(len(held)), last - first)
        begins = np.repeat(first - np.concatenate([[0], np.cumsum(last - first)[:-1]]), last - first)
        pairs = np.arange(len(passages)) + begins
        same = (layout.passage_keys[passages] == self.keys[pairs]).all(axis=1)
        return Answers(questions=self, rows=layout.passage_rows[passages[same]], of=self.of[pairs[same]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The rows of one index that answer written questions: ``of`` numbers the question of each."""

    questions: WrittenQuestions
    rows: NDArray[np.int64]
    of: NDArray[np.int64]

    def like(self, vector: NDArray[np.float32], passing: NDArray[np.bool_]) -> Mapping[int, Like]:
        """By row what it gains by the written question nearest to ``vector``; ``passing``: which of ``rows`` count."""
        nearness = self.questions.vectors @ vector
        counted = np.flatnonzero((nearness[self.of] > ALIKE) & passing)
        best: dict[int, Like] = {}
        for at in counted[np.argsort(nearness[self.of[counted]], kind="stable")]:
            number = int(self.of[at])
            added = MOST_ADDED * (float(nearness[number]) - ALIKE) / (1 - ALIKE)
            best[int(self.rows[at])] = Like(added=added, question=self.questions.texts[number])
        return best


@cache
def written_questions() -> WrittenQuestions:
    """Those of the catalogue."""
    folder = files("corpora") / "catalogue"
    lines = (folder / f"{_FILE}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    with (folder / f"{_FILE}.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return WrittenQuestions.of_pairs(
            tuple(line.split("\t", 1)[0] for line in lines),
            arrays["vectors"].astype(np.float32) / _SCALE,
            arrays["keys"],
            arrays["of"].astype(np.int64),
        )


def _heads(keys: NDArray[np.uint8]) -> NDArray[np.uint64]:
    return np.ascontiguousarray(keys[:, :8]).view("<u8").ravel()
