"""A question like one that we wrote finds what answers that one, as long as the law still says it."""

import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.asked_before import ALIKE, ASKED_WEIGHT, MOST_ADDED, MOST_ADDED_ENGLISH, Answers, AskedBefore
from index.fusion import raised
from index.layout import Layout
from index.ordered import Ordered
from index.question_texts import QuestionTexts
from index.segment import segment
from index.written_questions import Postings, WrittenQuestions, written_questions
from law.identifier import title_key
from law.script import has_cjk
from tests.relevance.search_scores import own_queries

RENT, DOG, VISA = range(3)
TEXTS = ("房东不退押金怎么办？", "被邻居家的狗咬了谁赔？", "签证过期了会怎样？")
_EVERY = np.ones(3, bool)


def _key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def _layout(*keys: int, rows: tuple[int, ...] | None = None) -> Layout:
    """Passages with these keys, of rows 0, 1, 2 … or of those given."""
    of = np.array(rows or range(len(keys)))
    bounds = {"starts": np.array([0]), "ends": np.array([int(of.max()) + 1]), "numbers": np.array([0])}
    packed = np.frombuffer(b"".join(map(_key, keys)), np.uint8).reshape(len(keys), -1)
    return Layout(**bounds, passage_rows=of, passage_keys=packed)


def _answers(pairs: list[tuple[int, int]], layout: Layout, texts: tuple[str, ...] = TEXTS) -> Answers:
    """Pairs of a question and the key of a passage that answers; the questions stand at right angles."""
    vectors = (np.eye(len(texts)) * 100).astype(np.int8)
    keyed = [(question, _key(key)) for question, key in pairs]
    return Answers.in_layout(WrittenQuestions.of_pairs(texts, vectors, keyed), layout)


def _toward(question: int, cosine: float) -> NDArray[np.float32]:
    vector = np.zeros(3, np.float32)
    vector[question], vector[(question + 1) % 3] = cosine, (1 - cosine**2) ** 0.5
    return vector


def test_the_rows_that_answer_the_nearest_question_gain_and_say_which() -> None:
    answers = _answers([(RENT, 70), (DOG, 71), (DOG, 72)], _layout(71, 5, 70, 72))
    gains = answers.by_meaning(TEXTS[DOG], _toward(DOG, 1.0), _EVERY)
    assert dict(gains.added) == {0: pytest.approx(MOST_ADDED), 3: gains.added.score(0)}
    assert [gains.question(row) for row in (0, 2, 3)] == [TEXTS[DOG], None, TEXTS[DOG]]


def test_a_question_that_is_like_none_gains_nothing() -> None:
    answers = _answers([(RENT, 70)], _layout(70))
    assert not len(answers.by_meaning(TEXTS[RENT], _toward(RENT, ALIKE - 0.01), _EVERY[:1]).added)
    assert answers.by_meaning(TEXTS[RENT], _toward(RENT, ALIKE + 0.01), _EVERY[:1]).added.scores[0] < MOST_ADDED / 10


def test_who_answers_two_questions_alike_gains_more_than_who_answers_one() -> None:
    answers = _answers([(RENT, 70), (DOG, 70), (RENT, 71)], _layout(70, 71))
    added = dict(answers.by_meaning(TEXTS[RENT], _toward(RENT, 0.8), _EVERY[:2]).added)
    assert added[0] > added[1]


def test_a_provision_of_several_passages_answers_a_question_once() -> None:
    one = _answers([(RENT, 70)], _layout(70)).by_meaning(TEXTS[RENT], _toward(RENT, 0.9), _EVERY[:1])
    two = _answers([(RENT, 70), (RENT, 71)], _layout(70, 71, rows=(0, 0))).by_meaning(
        TEXTS[RENT], _toward(RENT, 0.9), _EVERY[:1]
    )
    assert dict(one.added) == dict(two.added)


def test_a_passage_whose_words_changed_answers_nothing() -> None:
    """Its key is another then; nor does a key count that begins alike."""
    answers = _answers([(RENT, 70)], _layout(71))
    assert not len(answers.rows)
    assert not len(answers.by_meaning(TEXTS[RENT], _toward(RENT, 1.0), _EVERY[:0]).added)
    assert not len(answers.by_words(TEXTS[RENT], _EVERY[:0]).added)


def test_rows_that_the_filters_leave_out_gain_nothing() -> None:
    answers = _answers([(RENT, 70)], _layout(70, 70))
    passing = np.array([False, True])
    assert list(dict(answers.by_meaning(TEXTS[RENT], _toward(RENT, 1.0), passing).added)) == [1]


def test_of_several_questions_the_nearest_one_is_named() -> None:
    answers = _answers([(RENT, 70), (DOG, 70)], _layout(70))
    assert answers.by_meaning(TEXTS[DOG], _toward(DOG, 0.78), _EVERY[:1]).question(0) == TEXTS[DOG]


MANY = (*TEXTS, *(f"第{number}条说的是什么意思啊" for number in range(40)))


def test_words_of_a_question_asked_before_find_its_answer_in_either_script() -> None:
    answers = _answers([(number, 100 + number) for number in range(len(MANY))], _layout(*range(100, 143)), MANY)
    passing = np.ones(43, bool)
    found = answers.by_words("房东要退押金吗", passing)
    assert list(dict(found.added)) == [0]
    assert found.question(0) == TEXTS[RENT]
    assert dict(answers.by_words("房東要退押金嗎", passing).added) == dict(found.added)
    assert not len(answers.by_words("房东要退押金吗", ~passing).added)
    assert found.added.scores[0] > ASKED_WEIGHT


ENGLISH = ("Can a shop share my address with advertisers?", "How long may a ministry take?", "Who pays if I win?")


def test_words_of_an_english_question_are_compared_by_their_stems() -> None:
    texts = (*MANY, *ENGLISH, *(f"What is meant by section {number}" for number in range(30)))
    pairs = [(number, 100 + number) for number in range(len(texts))]
    answers = _answers(pairs, _layout(*range(100, 100 + len(texts))), texts)
    found = answers.by_words("are shops sharing addresses?", np.ones(len(texts), bool))
    assert found.question(int(found.added.rows[0])) == ENGLISH[0]
    assert not len(answers.by_words("what is meant", np.ones(len(texts), bool)).added), (
        "all English questions have these words"
    )


def test_a_question_in_another_language_adds_less() -> None:
    answers = _answers([(RENT, 70)], _layout(70))
    one = answers.by_meaning("房东不退押金", _toward(RENT, 0.9), _EVERY[:1])
    other = answers.by_meaning("my landlord keeps the deposit", _toward(RENT, 0.9), _EVERY[:1])
    assert other.added.scores[0] / one.added.scores[0] == pytest.approx(MOST_ADDED_ENGLISH / MOST_ADDED)
    assert other.question(0) == one.question(0) == TEXTS[RENT]


def test_words_that_every_question_has_and_other_languages_find_nothing() -> None:
    answers = _answers([(number, 100 + number) for number in range(len(MANY))], _layout(*range(100, 143)), MANY)
    assert not len(answers.by_words("什么意思", np.ones(43, bool)).added)
    assert not len(answers.by_words("deposit", np.ones(43, bool)).added)


def test_what_was_too_far_to_be_ranked_counts_as_the_last() -> None:
    near = Ordered.of([(4, 0.9), (2, 0.5)])
    like = Ordered.of([(2, 0.2), (9, 0.1)])
    assert list(raised(near, like).ordered()) == [(4, 0.9), (2, pytest.approx(0.7)), (9, pytest.approx(0.6))]
    assert list(raised(Ordered.of([]), like).ordered()) == [(2, 0.2), (9, 0.1)]
    assert list(raised(near, Ordered.of()).ordered()) == list(near)


def test_what_answers_is_worked_out_once_for_each_index() -> None:
    before, layout = AskedBefore(), _layout(70, 71)
    assert before.answers(layout) is before.answers(layout)
    assert before.answers(_layout(70)) is not before.answers(layout)


def test_the_questions_are_read_where_they_lie() -> None:
    table = "question\tanswers\n狗咬人谁赔？\t民法典|第一条\nWho pays – and why?\t民法典|第一条\t民法典|第二条\n"
    texts = QuestionTexts(np.frombuffer(table.encode(), np.uint8))
    assert list(texts) == texts[:] == ["狗咬人谁赔？", "Who pays – and why?"]
    assert texts[-1] == texts[1:][0] == "Who pays – and why?"
    assert texts.chinese.tolist() == [True, False]


def test_the_catalogue_is_whole() -> None:
    held = written_questions()
    assert len(held.texts) == len(held.vectors) == len(set(held.texts)) > 50_000
    assert np.abs(held.vectors.astype(np.int32)).sum(axis=1).min() > 0
    assert held.chinese.tolist() == [has_cjk(text) for text in held.texts]
    assert held.of.max() < len(held.texts)
    assert held.answers.max() == len(held.keys) - 1
    assert len(np.unique(held.of)) > 0.97 * len(held.texts), "questions whose answers no passage is known for"


def test_the_words_of_the_catalogue_are_those_of_its_questions() -> None:
    """The table and the file made from it belong together."""
    held, having = written_questions(), defaultdict(set)
    sample = range(0, len(held.texts), 97)
    for number in sample:
        for word in segment(held.texts[number]).pairs:
            having[word].add(number)
    for word, numbers in having.items():
        assert numbers <= set(held.postings.having(word).tolist()), word
    assert len(held.postings.questions) == held.postings.starts[-1]
    assert Postings.of(TEXTS).having("押金").tolist() == [RENT]


@pytest.mark.shared
def test_no_question_that_measures_the_search_is_in_the_catalogue(shared_dir: Path) -> None:
    lines = (shared_dir / "relevance" / "lay_questions_dev.jsonl").read_text(encoding="utf-8").splitlines()
    asked = {title_key(json.loads(line)["query"]) for line in lines}
    asked |= {title_key(query.query) for query in own_queries()}
    assert not asked & {title_key(text) for text in written_questions().texts}
