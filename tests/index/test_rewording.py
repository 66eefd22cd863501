"""Laws are searched for by their full titles, and the words of a day that became a filter are no words of the query."""

from datetime import date

import pytest

from index.names import Names
from index.query import read_query
from index.records import Understood
from index.rewording import reworded
from index.title_catalogue import read_catalogue
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
