"""Questions in plain words that we wrote, each with the passages that answer it.

The questions lie in ``corpora/catalogue/lay_questions.tsv``; beside them, for the built-in model alone, their vectors,
the keys of the passages that answer, and which of them have which pair of characters. A key is a hash of title,
headings and words: where the law says something else by now, or is another law's, the question says nothing about it.
No question of those that measure the search (docs/search-quality.md) is among them. ``tests.relevance.learned_map``
writes the files.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from index.layout import Layout, spread
from index.ordered import distinct
from index.question_texts import QuestionTexts
from index.segment import segment
from index.vector_keys import KeyTable
from law.script import has_cjk

_FILE: Final = "lay_questions"
Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Postings:
    """Which questions have a word: those of ``words[i]`` are ``questions[starts[i] : starts[i + 1]]``.

    The words are in order, in UTF-8: as strings they would take five times the memory.
    """

    words: NDArray[np.bytes_]
    starts: Numbers
    questions: NDArray[np.int32]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Of questions, numbered in their order."""
        having: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for word in words_of(text):
                having.setdefault(word, []).append(number)
        words = sorted(having)
        lengths = [0, *(len(having[word]) for word in words)]
        questions = np.array([number for word in words for number in having[word]], np.int32)
        encoded = np.array([word.encode() for word in words], np.bytes_)
        return cls(words=encoded, starts=np.cumsum(lengths), questions=questions)

    def having(self, word: str) -> NDArray[np.int32]:
        """The questions that have a word."""
        wanted = word.encode("utf-8", "surrogatepass")
        at = int(np.searchsorted(self.words, wanted))
        known = at < len(self.words) and self.words[at] == wanted
        return self.questions[self.starts[at] : self.starts[at + 1]] if known else self.questions[:0]


@dataclass(frozen=True, kw_only=True)
class WrittenQuestions:
    """``vectors`` of the questions in 8 bits, and pairs of a question (``of``) and a passage that answers it.

    ``keys`` are those of the passages, each once; ``answers`` numbers them. ``chinese`` are those of the questions that
    have Chinese characters.
    """

    texts: Sequence[str]
    chinese: NDArray[np.bool_]
    vectors: NDArray[np.int8]
    postings: Postings
    keys: NDArray[np.uint8]
    of: Numbers
    answers: Numbers

    @classmethod
    def of_pairs(cls, texts: Sequence[str], vectors: NDArray[np.int8], pairs: Sequence[tuple[int, bytes]]) -> Self:
        """From pairs of a question's number and the key of a passage, in any order."""
        known = sorted({key for _, key in pairs})
        number = {key: at for at, key in enumerate(known)}
        return cls(
            texts=tuple(texts),
            chinese=np.array([has_cjk(text) for text in texts], bool),
            vectors=vectors,
            postings=Postings.of(texts),
            keys=np.frombuffer(b"".join(known), np.uint8).reshape(len(known), -1),
            of=np.array([question for question, _ in pairs], np.int64),
            answers=np.array([number[key] for _, key in pairs], np.int64),
        )

    def rows_in(self, layout: Layout) -> tuple[Numbers, Numbers]:
        """The rows of an index that answer, each with every question that it answers, by row, then by question."""
        at = KeyTable(self.keys).rows(layout.passage_keys)
        known = np.flatnonzero(at >= 0)
        by_key = np.argsort(self.answers, kind="stable")
        bounds = np.searchsorted(self.answers[by_key], np.arange(len(self.keys) + 1))
        first, after = bounds[at[known]], bounds[at[known] + 1]
        questions = self.of[by_key[spread(first, after)]]
        # A provision of several passages answers a question once.
        both = distinct(np.repeat(layout.passage_rows[known], after - first) * len(self.texts) + questions)
        return both // len(self.texts), both % len(self.texts)

    def arrays(self) -> dict[str, Any]:
        """The arrays of the file, but for the vectors, which have one of their own that need not be read to be used."""
        words = np.frombuffer(b"\n".join(self.postings.words.tolist()), np.uint8)
        return {
            "keys": self.keys,
            "of": self.of.astype(np.int32),
            "answers": self.answers.astype(np.int32),
            "words": words,
            "starts": self.postings.starts.astype(np.int32),
            "questions": self.postings.questions,
        }


def words_of(text: str) -> Sequence[str]:
    """What questions are compared by: pairs of characters, or the stems of words in other scripts; each once."""
    found = segment(text)
    return tuple(dict.fromkeys(found.pairs if has_cjk(text) else found.units))


@cache
def written_questions() -> WrittenQuestions:
    """Those of the catalogue."""
    folder = files("corpora") / "catalogue"
    with as_file(folder / f"{_FILE}.tsv") as path:
        texts = QuestionTexts(np.asarray(np.memmap(path, np.uint8, "r")))
    with as_file(folder / f"{_FILE}.npy") as path:
        vectors = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    with (folder / f"{_FILE}.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        words = np.array(arrays["words"].tobytes().split(b"\n"))
        return WrittenQuestions(
            texts=texts,
            chinese=texts.chinese,
            vectors=vectors,
            postings=Postings(
                words=words,
                starts=arrays["starts"].astype(np.int64),
                questions=arrays["questions"],
            ),
            keys=arrays["keys"],
            of=arrays["of"].astype(np.int64),
            answers=arrays["answers"].astype(np.int64),
        )
