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
    assert query.words == "个人信息 出境 数据"
    assert "AND and OR make no difference" in query.remarks[0]
    assert read_query("law and order").remarks == ()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("个人*", "个人"),
        ("个人信息^2 公开", "个人信息 公开"),
        ("个人信息~2 公开", "个人信息 公开"),
        ("个人信息 w/5 同意", "个人信息 同意"),
        ("consent /s records", "consent records"),
        ("NEAR/5 consent", "consent"),
    ],
)
def test_other_signs_of_other_programs_are_no_words_either(raw: str, words: str) -> None:
    query = read_query(raw)
    assert query.words == words
    assert "~10 for what stands near each other" in query.remarks[0]


@pytest.mark.parametrize("raw", ['"个人信息', "个人信息”", "「个人信息", 'data "protection'])
def test_a_quotation_mark_that_is_not_closed_is_told(raw: str) -> None:
    query = read_query(raw)
    assert (query.phrases, len(query.remarks)) == ((), 1)
    assert "not closed" in query.remarks[0]


@pytest.mark.parametrize("raw", ["第二十条", "第13条第二款", "第十五條之一", "Article 17(1)(b)", "s 13(2)", "Sec. 40"])
def test_the_number_of_a_provision_without_a_law_is_told(raw: str) -> None:
    assert read_query(raw).remarks == (
        f"{raw} is of no law: write the law's title before it, such as 《个人信息保护法》第十三条",
    )


@pytest.mark.parametrize(
    "raw",
    [
        '5" pipe',
        "请问怎么申请~",
        "第3~40条",
        "2019年~2021年",
        "GDPR Art. 17",
        "个人信息保护法第二十条",
        "title:个人信息保护法 第三条",
        "and/or s",
        "NEAR THE BORDER",
    ],
)
def test_what_means_nothing_else_is_not_spoken_of(raw: str) -> None:
    assert read_query(raw).remarks == ()


def test_who_only_leaves_out_is_told_to_say_what_to_find(searcher: Searcher) -> None:
    with pytest.raises(BadQuery, match="-企业 only leaves out"):
        searcher.search(SearchRequest(query="-企业"))
