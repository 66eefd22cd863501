"""Rankings by words and by meaning become one, and no more of it is put in order than is wanted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import fused as fused_columns
from index.fusion import weight_of_meaning, with_firsts
from index.ordered import ByRow, Ordered

Ranking = Sequence[tuple[int, float]]


def fused(words: Ranking, meaning: Ranking, **further: Any) -> list[tuple[int, float]]:
    by_row = (ByRow.of(Ordered.of(ranking)) for ranking in (words, meaning))
    return list(fused_columns(*by_row, **further).ordered())


def test_two_rankings_become_one() -> None:
    words, meaning = [(1, 30.0), (2, 20.0), (3, 10.0)], [(3, 0.9), (1, 0.8), (4, 0.7)]
    assert [row for row, _ in fused(words, meaning, weight=0.5)] == [1, 3, 2, 4]
    assert fused(words, []) == [(1, 1.0), (2, 0.5), (3, 0.0)]
    assert [row for row, _ in fused([], meaning)] == [3, 1, 4]
    assert fused([], []) == []
    assert fused([(7, 1.0), (5, 1.0)], []) == [(5, 1.0), (7, 1.0)]


def test_the_more_of_a_query_is_a_date_the_more_its_words_count() -> None:
    story = weight_of_meaning("我2021年3月5日签了合同，公司一直没有给我交社保，现在想辞职怎么办")
    assert weight_of_meaning("二〇二一年九月一日起施行") < story / 2 < story < weight_of_meaning("何时起施行")


def test_after_the_first_twenty_what_one_ranking_is_sure_of_comes_sooner() -> None:
    before = ByRow(rows=np.arange(60), scores=1 - np.arange(60) / 1000)
    ranked, standing = with_firsts(before, np.arange(60.0), [np.array([55, 3, 40, 99]), np.array([], int)])
    assert ranked.rows[:22].tolist() == [*range(20), 55, 40]
    assert sorted(ranked.rows.tolist()) == list(range(60))
    assert standing.tolist() == ranked.rows.tolist()
    assert (np.diff(ranked.scores) <= 0).all()
    short = ByRow(rows=before.rows[:20], scores=before.scores[:20])
    assert with_firsts(short, standing[:20], [np.array([19])])[0].rows.tolist() == list(range(20))


@given(scores=st.lists(st.integers(0, 9), max_size=60), most=st.integers(1, 70))
def test_the_best_of_a_ranking_are_those_that_come_first_when_all_is_put_in_order(scores: list[int], most: int) -> None:
    ranking = ByRow(rows=np.arange(5, 5 + len(scores)), scores=np.array(scores, float))
    whole, best = ranking.ordered(), ranking.ordered(most)
    assert list(whole) == sorted(whole, key=lambda pair: (-pair[1], pair[0]))
    assert list(best) == list(whole)[:most]


@given(scores=st.lists(st.integers(0, 9), min_size=30, max_size=60), most=st.integers(1, 60))
def test_as_far_as_a_ranking_is_wanted_it_is_the_whole_one(scores: list[int], most: int) -> None:
    ranking = ByRow(rows=np.arange(len(scores)), scores=np.array(scores, float))
    each = [np.array([29, 3, 17])]
    (whole, standing), (some, some_standing) = (with_firsts(ranking, ranking.scores, each, n) for n in (None, most))
    assert list(whole)[:most] == list(some)[:most]
    assert standing[:most].tolist() == some_standing[:most].tolist()


def test_what_meaning_cannot_find_yet_is_taken_to_follow_its_words() -> None:
    words, meaning = [(1, 10.0), (2, 8.0), (3, 0.0)], [(2, 0.9), (3, 0.8)]
    rows = [row for row, _ in fused(words, meaning, weight=0.6)]
    assert rows == [2, 1, 3]
    assert [row for row, _ in fused(words, meaning, weight=0.6, without={1})] == [1, 2, 3]
    assert fused(words, meaning, weight=0.6, without=set()) == fused(words, meaning, weight=0.6)


def test_what_meaning_does_not_confirm_for_others_is_not_expected_of_those_without_a_vector() -> None:
    words = [(row, 20.0 - row) for row in range(20)]
    far = [(100, 0.9), (101, 0.1)]
    scores = dict(fused(words, far, weight=0.6, without={15}))
    assert scores[14] < 0.4
    assert 0.4 * 4 / 19 < scores[15] < scores[14]
