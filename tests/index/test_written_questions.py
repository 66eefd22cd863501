"""A question like one that we wrote finds what answers that one, as long as the law still says it."""

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.layout import Layout
from index.ranking import raised
from index.written_questions import ALIKE, MOST_ADDED, Like, WrittenQuestions, written_questions
from law.identifier import title_key
from tests.relevance.search_scores import own_queries

RENT, DOG, VISA = range(3)
TEXTS = ("房东不退押金怎么办？", "被邻居家的狗咬了谁赔？", "签证过期了会怎样？")


def _key(number: int) -> NDArray[np.uint8]:
    return np.frombuffer(number.to_bytes(16, "big"), np.uint8)


def _layout(*keys: int) -> Layout:
    """Passages of rows 0, 1, 2 … with these keys."""
    rows = np.arange(len(keys))
    bounds = {"starts": np.array([0]), "ends": np.array([len(keys)]), "numbers": np.array([0])}
    return Layout(**bounds, passage_rows=rows, passage_keys=np.stack([_key(key) for key in keys]))


def _questions(*pairs: tuple[int, int]) -> WrittenQuestions:
    """Pairs of a question and the key of a passage that answers; the questions stand at right angles."""
    keys = np.stack([_key(key) for _, key in pairs])
    of = np.array([question for question, _ in pairs], np.int64)
    return WrittenQuestions.of_pairs(TEXTS, np.eye(3, dtype=np.float32), keys, of)


def _toward(question: int, cosine: float) -> NDArray[np.float32]:
    vector = np.zeros(3, np.float32)
    vector[question], vector[(question + 1) % 3] = cosine, (1 - cosine**2) ** 0.5
    return vector


def test_the_rows_that_answer_the_nearest_question_gain_and_say_which() -> None:
    answers = _questions((RENT, 70), (DOG, 71), (DOG, 72)).answers(_layout(71, 5, 70, 72))
    like = answers.like(_toward(DOG, 1.0), np.ones(3, bool))
    assert like == {0: Like(added=pytest.approx(MOST_ADDED), question=TEXTS[DOG]), 3: like[0]}


def test_a_question_that_is_like_none_gains_nothing() -> None:
    answers = _questions((RENT, 70)).answers(_layout(70))
    assert answers.like(_toward(RENT, ALIKE - 0.01), np.ones(1, bool)) == {}
    assert answers.like(_toward(RENT, ALIKE + 0.01), np.ones(1, bool))[0].added < MOST_ADDED / 10


def test_a_passage_whose_words_changed_answers_nothing() -> None:
    """Its key is another then; nor does a key count that begins alike."""
    answers = _questions((RENT, 70)).answers(_layout(71))
    assert not len(answers.rows)


def test_rows_that_the_filters_leave_out_gain_nothing() -> None:
    answers = _questions((RENT, 70)).answers(_layout(70, 70))
    assert list(answers.like(_toward(RENT, 1.0), np.array([False, True]))) == [1]


def test_of_several_questions_the_nearest_one_counts() -> None:
    answers = _questions((RENT, 70), (DOG, 70)).answers(_layout(70))
    assert answers.like(_toward(DOG, 0.78), np.ones(2, bool))[0].question == TEXTS[DOG]


def test_what_was_too_far_to_be_ranked_by_meaning_counts_as_the_last() -> None:
    near = [(4, 0.9), (2, 0.5)]
    like = {9: Like(added=0.1, question=""), 2: Like(added=0.2, question="")}
    assert raised(near, like) == [(4, 0.9), (2, pytest.approx(0.7)), (9, pytest.approx(0.6))]
    assert raised([], like) == []


def test_the_catalogue_is_whole() -> None:
    held = written_questions()
    assert len(held.texts) == len(held.vectors) == len(set(held.texts)) > 10_000
    assert np.allclose(np.linalg.norm(held.vectors, axis=1), 1, atol=0.02)
    assert len(held.keys) == len(held.of)
    assert len(np.unique(held.of)) > 0.97 * len(held.texts), "questions whose answers no passage is known for"


@pytest.mark.shared
def test_no_question_that_measures_the_search_is_in_the_catalogue(shared_dir: Path) -> None:
    lines = (shared_dir / "relevance" / "lay_questions_dev.jsonl").read_text(encoding="utf-8").splitlines()
    asked = {title_key(json.loads(line)["query"]) for line in lines}
    asked |= {title_key(query.query) for query in own_queries()}
    assert not asked & {title_key(text) for text in written_questions().texts}
