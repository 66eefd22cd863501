"""Laws are searched for by their full titles, and words that became a filter are no words of the query."""

from datetime import date

import pytest

from index.names import Names
from index.query import read_query
from index.records import SearchRequest, Understood
from index.rewording import reworded
from index.title_catalogue import read_catalogue
from index.understanding import understood
from tests.index.small_corpus import small_corpus

NAMES = Names.of(small_corpus(), read_catalogue())


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("个保法 自动化决策", "个人信息保护法 自动化决策"),
        ("個保法的同意", "个人信息保护法的同意"),
        ("PIPL 同意", "个人信息保护法 同意"),
        ("pipl consent", "Personal Information Protection Law consent"),
        ("信息公开条例 收费", "信息公开条例 收费"),
        ("个人信息的同意", "个人信息的同意"),
    ],
)
def test_a_short_title_is_spelt_out(typed: str, searched: str) -> None:
    assert reworded(read_query(typed), Understood(), NAMES).words == searched


def test_a_day_that_became_a_filter_is_not_looked_for_in_the_texts() -> None:
    read = Understood(on=date(2021, 5, 1), words=("截至2021年5月1日",))
    assert reworded(read_query("截至2021年5月1日 个人信息"), read, NAMES).words == "个人信息"
    in_english = Understood(on=date(2019, 12, 31), words=("in 2019",))
    assert reworded(read_query("in 2019, the fees"), in_english, NAMES).words == "the fees"


def test_a_day_alone_is_still_asked_for() -> None:
    read = Understood(on=date(2019, 12, 31), words=("2019年时",))
    assert reworded(read_query("2019年时"), read, NAMES).words == "2019年时"


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("What does Chinese law say about consent to collection?", "consent to collection?"),
        ("How is it decided under Chinese law?", "How is it decided ?"),
        ("Chinese data transfers", "data transfers"),
        ("What are the rules in mainland China for refusing access?", "refusing access?"),
        ("consent, China", "consent"),
        ("Chinese law", "Chinese law"),
        ("上海的公共数据", "上海的公共数据"),
        ("consent to what China keeps from China", "consent to what China keeps from China"),
    ],
)
def test_in_english_a_place_that_became_a_filter_is_not_looked_for_in_the_texts(typed: str, searched: str) -> None:
    read = understood(SearchRequest(query=typed))
    assert reworded(read_query(typed), read, NAMES).words == searched


def test_a_law_that_named_its_place_is_still_asked_for() -> None:
    read = Understood(jurisdictions=("cn",), words=("PIPL",))
    assert reworded(read_query("PIPL fees"), read, NAMES).words == "Personal Information Protection Law fees"
