"""What was asked before in plain words helps who asks alike: by meaning, and by the words of the questions.

A provision that answers several questions near to the one asked gains more than one that answers one of them: the sum
over its questions of e^(40·cosine), brought back to the scale of a cosine. Where no vectors are, and beside them, the
questions of a provision are also a text of their own, scored like BM25 without a penalty for length: a provision of
which much is asked is not less fitting for that. Tuned on questions of lay people (docs/search-quality.md).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from index.int8_products import CoarseQuery, lengths, products
from index.layout import Layout, spread
from index.ordered import Ordered, distinct
from index.written_questions import Numbers, WrittenQuestions, words_of, written_questions
from law.script import has_cjk

ALIKE: Final = 0.6
"""From what cosine on, after the map, a question is like another."""
MOST_ADDED: Final = 0.25
"""What is added to the cosine of a passage that answers the very same question."""
MOST_ADDED_ENGLISH: Final = 0.1
"""The same for a query without Chinese characters, for which a question in another language is near at best."""
ASKED_WEIGHT: Final = 1.2
"""What a score by the questions' words counts beside one by the law's words."""
_SHARPNESS: Final = 40.0
_MOST_ROWS: Final = 1000
_SATURATION: Final = 1.2
_EVERYWHERE: Final = 0.1
"""A word in more than this share of the questions (怎么, 可以) says nothing about what is asked."""

Passing = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """What rows gain by the written questions that they answer: ``added``, the most first.

    ``near`` gives how near some questions are; the nearest of a row is looked for only where it is shown.
    """

    added: Ordered
    answers: "Answers"
    near: Callable[[Numbers], NDArray[np.floating]]

    def question(self, row: int) -> str | None:
        """The nearest of the questions that a row answers (the first of equals); None where it gains nothing."""
        if self.added.score(row) is None:
            return None
        own = self.answers.questions_of(row)
        return self.answers.questions.texts[int(own[np.argmax(self.near(own))])]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Numbers of questions, and of the rows that answer them."""

    questions: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The ``rows`` of one index that answer, each once, and the ``versions`` that they stand in.

    Those of ``rows[i]`` are the questions ``of[starts[i] : starts[i + 1]]``.
    """

    questions: WrittenQuestions
    rows: Numbers
    versions: Numbers
    starts: Numbers
    of: Numbers

    @classmethod
    def in_layout(cls, questions: WrittenQuestions, layout: Layout) -> Self:
        """Those of an index."""
        rows, of = questions.rows_in(layout)
        held, starts = np.unique(rows, return_index=True)
        versions = layout.row_versions[held]
        return cls(questions=questions, rows=held, versions=versions, starts=np.append(starts, len(of)), of=of)

    @cached_property
    def _place(self) -> Numbers:
        """For each pair of a row and a question the number of its row."""
        return np.repeat(np.arange(len(self.rows)), np.diff(self.starts))

    @cached_property
    def _by_question(self) -> tuple[Numbers, Numbers]:
        """The numbers of the rows, question by question, and where each question's begin."""
        order = np.argsort(self.of, kind="stable")
        bounds = np.searchsorted(self.of[order], np.arange(len(self.questions.texts) + 1))
        return self._place[order], bounds

    def by_meaning(self, text: str, vector: NDArray[np.float32], passing: Passing) -> Gains:
        """What nearness to a text gains by row; ``passing`` says which of ``rows`` count."""
        if not len(self.rows):
            return self.nothing
        # In 8 bits the query loses less than the questions have lost: nothing would be gained by scoring any anew.
        near = products(self.questions.vectors, CoarseQuery.of(vector)) / self._lengths
        alike = _alike(near[self.of], self.starts[:-1])
        places = np.flatnonzero(passing & (alike > ALIKE))
        most = MOST_ADDED if has_cjk(text) else MOST_ADDED_ENGLISH
        return self._best(self.rows[places], most * (alike[places] - ALIKE) / (1 - ALIKE), near.__getitem__)

    def by_words(self, text: str, passing: Passing) -> Gains:
        """By row its score by the words of its questions, in the unit of the engines' scores."""
        same = self._in_script[has_cjk(text)]
        having = [self.questions.postings.having(word) for word in words_of(text)]
        having = [found for found in having if len(found) <= _EVERYWHERE * same.questions]
        if not any(map(len, having)):
            return self.nothing
        found, counts = self._counts(having)
        rows_with = np.count_nonzero(counts, axis=1)
        shares = np.log1p((np.maximum(same.rows - rows_with, 0) + 0.5) / (rows_with + 0.5))
        kept = passing[found]
        counts = counts[:, kept]
        scores = shares @ (counts * (_SATURATION + 1) / (counts + _SATURATION))
        # Questions that share one word with a query of many are seldom about the same thing.
        scores *= np.sqrt(shares @ (counts > 0) / shares.sum())
        return self._best(self.rows[found[kept]], ASKED_WEIGHT * scores, partial(_in_common, having, shares))

    @cached_property
    def _in_script(self) -> Mapping[bool, "_Asked"]:
        """How much is asked with Chinese characters, and how much without."""
        chinese = self.questions.chinese
        return {
            script: _Asked(
                questions=int(np.count_nonzero(chinese == script)),
                rows=len(distinct(self._place[chinese[self.of] == script])),
            )
            for script in (True, False)
        }

    @cached_property
    def _lengths(self) -> NDArray[np.float32]:
        return lengths(self.questions.vectors)

    def _counts(self, having: Sequence[NDArray[np.int32]]) -> tuple[Numbers, Numbers]:
        """The places of the rows that answer any of some questions; and how many of each list they answer."""
        of_rows, bounds = self._by_question
        each = [of_rows[spread(bounds[questions], bounds[questions + 1])] for questions in having]
        number = np.full(len(self.rows), -1, np.int64)
        for places in each:
            number[places] = 0
        found = np.flatnonzero(number == 0)
        number[found] = np.arange(len(found))
        return found, np.stack([np.bincount(number[places], minlength=len(found)) for places in each])

    def questions_of(self, row: int) -> Numbers:
        """The questions that one of ``rows`` answers."""
        at = int(np.searchsorted(self.rows, row))
        return self.of[self.starts[at] : self.starts[at + 1]]

    @property
    def nothing(self) -> Gains:
        """Where nothing that was asked before is like what is asked."""
        return Gains(added=Ordered.of(), answers=self, near=lambda some: np.zeros(len(some)))

    def _best(
        self, rows: Numbers, added: NDArray[np.floating], near: Callable[[Numbers], NDArray[np.floating]]
    ) -> Gains:
        """Of some rows, in the order of their numbers, those that gain most."""
        least = np.partition(added, -_MOST_ROWS)[-_MOST_ROWS] if len(added) > _MOST_ROWS else 0.0
        some = np.flatnonzero((added > 0) & (added >= least))
        gains = Ordered.best_first(rows[some], added[some].astype(np.float64)).part(0, _MOST_ROWS)
        return Gains(added=gains, answers=self, near=near)


def _in_common(
    having: Sequence[NDArray[np.int32]], shares: NDArray[np.floating], some: Numbers
) -> NDArray[np.floating]:
    """How much each of some questions shares with a query: the sum of what the words are worth that stand in both."""
    return np.asarray(sum(share * np.isin(some, found) for found, share in zip(having, shares, strict=True)))


def _alike(near: NDArray[np.float32], starts: Numbers) -> NDArray[np.float32]:
    """How alike rows, of which there are some, are to what is asked: by their questions, which begin at ``starts``."""
    sums = np.add.reduceat(np.exp(_SHARPNESS * (near - 1)), starts)
    return np.asarray(1 + np.log(np.maximum(sums, 1e-30)) / _SHARPNESS)


class AskedBefore:
    """The questions of the catalogue beside whatever generation of the index is current."""

    def __init__(self) -> None:
        self._last: tuple[Layout, Answers] | None = None

    def answers(self, layout: Layout) -> Answers:
        """Which rows of an index answer which questions; worked out once for each generation."""
        last = self._last
        if last is None or last[0] is not layout:
            last = self._last = layout, Answers.in_layout(written_questions(), layout)
        return last[1]
