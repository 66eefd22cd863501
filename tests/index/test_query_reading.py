"""What a query leaves out, and the operators of other programs."""

import pytest

from index.query import read_query
from index.records import BadQuery, SearchRequest
from index.search import Searcher
from tests.index.small_corpus import TODAY


@pytest.mark.parametrize(
    ("raw", "words", "excluded"),
    [
        ('数据 -"个人信息"', "数据", ("个人信息",)),
        ("数据 -“个人信息” 目录", "数据 目录", ("个人信息",)),
        ("个人信息 NOT 企业", "个人信息", ("企业",)),
        ('个人信息 NOT "国家机关"', "个人信息", ("国家机关",)),
        ("records NOT secrets", "records", ("secrets",)),
        ("SHALL NOT DISCLOSE", "SHALL NOT DISCLOSE", ()),
        ("e-mail 非-企业", "e-mail 非-企业", ()),
    ],
)
def test_a_word_or_a_phrase_is_left_out(raw: str, words: str, excluded: tuple[str, ...]) -> None:
    query = read_query(raw)
    assert (query.words, query.excluded, query.phrases) == (words, excluded, ())


def test_a_phrase_that_is_left_out_stands_in_no_hit(searcher: Searcher) -> None:
    def texts(query: str) -> list[str]:
        return [hit.text for hit in searcher.search(SearchRequest(query=query, on=TODAY)).hits]

    assert any("单独同意" in text for text in texts("个人信息"))
    assert texts('个人信息 -"单独同意"')
    assert not any("单独同意" in text for text in texts('个人信息 -"单独同意"'))


def test_operators_of_other_programs_are_no_words_and_a_note_says_so() -> None:
    query = read_query("个人信息 AND 出境 OR 数据")
    assert (query.words, query.joined) == ("个人信息 出境 数据", True)
    assert "AND and OR make no difference" in query.remarks[0]
    assert read_query("law and order").remarks == ()


def test_who_only_leaves_out_is_told_to_say_what_to_find(searcher: Searcher) -> None:
    with pytest.raises(BadQuery, match="-企业 only leaves out"):
        searcher.search(SearchRequest(query="-企业"))
