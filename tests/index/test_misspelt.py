"""A slip of the pen in a title is offered mended; another title, or a part of one, is left alone."""

import pytest

from index.misspelt import Titles
from index.records import SearchRequest
from index.search import Searcher
from tests.index.small_corpus import TODAY

TITLES = Titles.of(
    ["个人信息保护法", "政府信息公开条例", "山东省大数据发展促进条例", "网络安全法", "刑法", "dataprotectionact"]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("个人信习保护法", "个人信息保护法"),
        ("个人信息保护发", "个人信息保护法"),
        ("個人信習保護法", "个人信息保护法"),
        ("《政务信息公开条例》", "《政府信息公开条例》"),
        ("政府信公开条例", "政府信息公开条例"),
        ("政府信息公开条列第二十条", "政府信息公开条例第二十条"),
        ("网络全安法 等级保护", "网络安全法 等级保护"),
    ],
)
def test_a_title_with_a_slip_is_mended(typed: str, meant: str) -> None:
    assert TITLES.mended(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "个人信息保护法",
        "个人信息保护",
        "政府信息公开条例例",
        "山西省大数据发展促进条例",
        "数据安全法",
        "怎样申请政府信息公开",
        "型法",
    ],
)
def test_what_may_be_meant_so_is_left_alone(typed: str) -> None:
    assert TITLES.mended(typed) is None


def test_a_search_offers_the_title_that_was_meant(searcher: Searcher) -> None:
    assert searcher.search(SearchRequest(query="个人信习保护法 同意", on=TODAY)).suggestion == "个人信息保护法 同意"
