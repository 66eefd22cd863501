"""Prefixes narrow a search, expressions may be asked for near each other, and what cannot be meant is explained."""

import pytest

from index.query import read_query
from index.records import BadQuery, SearchRequest, SearchResult
from index.search import Searcher


def found(searcher: Searcher, query: str) -> SearchResult:
    return searcher.search(SearchRequest(query=query, k=50))


def titles(result: SearchResult) -> set[str]:
    return {hit.title for hit in result.hits}


@pytest.mark.parametrize("query", ["title:信息公开条例 公开", "标题：信息公开条例 公开", "標題:資訊公開條例 公开"])
def test_a_title_prefix_keeps_the_instruments_that_have_it(searcher: Searcher, query: str) -> None:
    wanted = {"政府信息公开条例"} if "資" not in query else set()
    result = found(searcher, query)
    assert titles(result) == wanted
    assert result.total == len(result.hits) >= len(wanted)


def test_a_prefix_alone_lists_all_of_the_instrument(searcher: Searcher) -> None:
    result = found(searcher, 'title:"个人信息保护法"')
    assert [hit.label for hit in result.hits] == ["第1条", "第2条", "第3条", "第4条"]
    assert result.total == 4


@pytest.mark.parametrize(
    "query", ["place:cn-sh 公开", "place:上海 公开", "地区：上海 公开", "jurisdiction:Shanghai 公开"]
)
def test_a_place_prefix_is_the_filter_of_places(searcher: Searcher, query: str) -> None:
    result = found(searcher, query)
    assert titles(result) == {"上海市政府信息公开规定"}
    assert result.request.jurisdictions == ("cn-sh",)


@pytest.mark.parametrize("query", ["kind:law 个人信息", "kind:法律 个人信息", "種類：法律 个人信息"])
def test_a_kind_prefix_is_the_filter_of_kinds(searcher: Searcher, query: str) -> None:
    result = found(searcher, query)
    assert result.request.kinds == ("law",)
    assert titles(result) == {"中华人民共和国个人信息保护法"}


def test_a_language_prefix_is_the_filter_of_languages(searcher: Searcher) -> None:
    assert {hit.language for hit in found(searcher, "language:zh-Hant 資訊").hits} == {"zh-Hant"}


def test_a_filter_that_was_set_is_not_overruled_by_a_prefix(searcher: Searcher) -> None:
    request = SearchRequest(query="place:cn-sh 公开", jurisdictions=("cn",))
    assert searcher.search(request).request.jurisdictions == ("cn",)


def test_expressions_near_each_other_are_found_in_either_order(searcher: Searcher) -> None:
    wanted = {("政府信息公开条例", "第1条"), ("政府信息公开条例", "第2条")}
    for query in ('"行政机关 公开"~5', '"公开 行政机关"~5', "“行政机关 公开”～5"):
        near = found(searcher, query)
        assert {(hit.title, hit.label) for hit in near.hits} == wanted
        assert all(hit.highlights for hit in near.hits)
    # Between them stand the four characters 应当主动 in one text, 政府信息 and a comma in the other.
    assert found(searcher, '"行政机关 公开"~2').total == 0


def test_words_of_english_near_each_other(searcher: Searcher) -> None:
    whole = found(searcher, '"consent concerned"~5')
    assert whole.total == 1
    assert found(searcher, '"consent concerned"~1').total == 0


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("title:", "nothing after it"),
        ('标题:"" 公开', "nothing after it"),
        ("place:atlantis x", "no place that is known"),
        ("kind:foo x", "the kinds are constitution"),
        ("language:klingon x", "en, zh-Hans"),
        ('"个人信息 出境"~', "distance"),
        ('"个人信息 出境"~0', "distance"),
        ('"个人信息 出境"~1000', "distance"),
        ('"个人信息出境"~10', "space between"),
        ('"a b c d e"~10', "space between"),
        ('"个 人"~10', "two characters"),
        ('""~10', "space between"),
    ],
)
def test_what_cannot_be_meant_is_explained(searcher: Searcher, query: str, said: str) -> None:
    with pytest.raises(BadQuery, match=said):
        found(searcher, query)


@pytest.mark.parametrize("query", ["第1条：个人信息", "subtitle: x", "https://example.org", "12:30"])
def test_other_colons_are_no_prefixes(query: str) -> None:
    assert read_query(query).fields.values == {}
