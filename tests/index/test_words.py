"""The words of texts and queries, and how many of them must match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.plan import Word
from index.segment import own_folding, segment
from index.wording import required, settled, wording_of


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("个人信息", ["个人", "人信", "信息"]),
        ("個人資訊", ["个人", "人资", "资讯"]),
        ("第十三条", ["第13", "13条"]),
        ("第 13 條", ["第13", "13条"]),
        ("第十条之一", ["第10", "10条", "条之", "之1"]),
        ("公开、透明", ["公开", "透明"]),
        ("税", ["税"]),
        ("Personal informations", ["person", "inform"]),
        ("GDPR第17条", ["gdpr第", "第17", "17条"]),
        ("二〇二一年十一月", ["2021年", "年11", "11月"]),
        ("", []),
        ("，。！", []),
    ],
)
def test_texts_are_cut_into_pairs_of_neighbours(text: str, pairs: list[str]) -> None:
    assert segment(text).pairs == pairs


def test_the_exact_script_keeps_traditional_apart() -> None:
    assert segment("公開", exact_script=True).pairs == ["公開"]
    assert own_folding("公开")
    assert not own_folding("公開")


@given(st.text(max_size=60))
def test_no_word_holds_a_space_or_a_mark(text: str) -> None:
    words = segment(text)
    assert all(word and not any(c.isspace() or c in '|"-' for c in word) for word in (*words.units, *words.pairs))


@given(
    st.text(alphabet="个人信息公开資訊 ,a1第十条", max_size=40), st.text(alphabet="个人信息", min_size=2, max_size=6)
)
def test_a_text_has_the_pairs_of_every_string_in_it(before: str, string: str) -> None:
    assert set(segment(string).pairs) <= set(segment(f"{before}，{string}。").pairs)


@pytest.mark.parametrize(("count", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 2), (60, 2)])
def test_short_queries_ask_for_most_words_and_questions_for_two(count: int, needed: int) -> None:
    assert required(count) == needed


def test_words_that_say_little_are_not_counted() -> None:
    wording = wording_of("the right of access")
    assert wording is not None
    assert len(wording.clauses) == wording.required == 2


def test_in_a_question_a_rare_word_is_enough_and_a_common_one_is_left_out() -> None:
    wording = wording_of("个体工商户能否申请公开")
    assert wording is not None
    counts = {"个体": 40_000, "工商": 3}

    def frequency(word: Word) -> int:
        return counts.get(word.text, 2_000)

    kept = {c.alternatives[0].text: c.counts for c in settled(wording, frequency, 100_000).clauses}  # type: ignore[union-attr]  # words only
    assert "个体" not in kept
    assert kept["工商"] == 2
    assert kept["申请"] == 1


def test_a_short_query_keeps_its_common_words() -> None:
    wording = wording_of("个人信息")
    assert wording is not None
    assert settled(wording, lambda _: 90_000, 100_000) == wording
