"""Prefixes narrow a search, expressions may be asked for near each other, and what cannot be meant is explained."""

from pathlib import Path

import pytest

from index.field_values import places
from index.query import read_query
from index.records import BadQuery, SearchRequest, SearchResult
from index.search import Searcher
from tests.index.small_corpus import TopicEmbedder, indexed, law_with_chapters, small_corpus


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


@pytest.mark.parametrize(
    ("query", "asked"), [("title:不存在 公开", "title:不存在"), ("文号：999 机关：国务院", "number:999 body:国务院")]
)
def test_a_prefix_that_no_text_fits_is_told(searcher: Searcher, query: str, asked: str) -> None:
    result = found(searcher, query)
    assert result.total == 0
    assert f"no text that is held has {asked}: leave the prefix out to search for it as words" in result.notes


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


@pytest.mark.parametrize("query", ["place:cn-sh,tw 公开", "地区：上海、台湾 公开", "place:Shanghai;Taiwan 公开"])
def test_several_places_stand_behind_one_prefix(searcher: Searcher, query: str) -> None:
    result = found(searcher, query)
    assert result.request.jurisdictions == ("cn-sh", "tw")
    assert titles(result) == {"上海市政府信息公开规定", "政府資訊公開法"}


def test_a_place_with_a_comma_in_its_name_is_one_place() -> None:
    assert places("Washington, D.C.") == ("us-dc",)


def test_several_kinds_and_both_scripts_of_chinese(searcher: Searcher) -> None:
    result = found(searcher, "kind:law,act language:zh,en 个人信息")
    assert (result.request.kinds, result.request.languages) == (("law", "act"), ("zh-Hans", "zh-Hant", "en"))


def test_what_is_quoted_for_itself_holds_no_prefix() -> None:
    query = read_query('"on the title: a study" title:条例')
    assert (query.phrases, dict(query.fields.values)) == (("on the title: a study",), {"title": ("条例",)})


def test_prefixes_in_brackets_joined_by_or_are_prefixes() -> None:
    query = read_query("(title:数据 OR title:条例) 公开")
    assert dict(query.fields.values) == {"title": ("数据", "条例")}
    assert "AND and OR make no difference" in query.remarks[0]


def test_a_filter_that_was_set_is_not_overruled_by_a_prefix(searcher: Searcher) -> None:
    request = SearchRequest(query="place:cn-sh 公开", jurisdictions=("cn",))
    assert searcher.search(request).request.jurisdictions == ("cn",)


def test_expressions_near_each_other_are_found_in_either_order(searcher: Searcher) -> None:
    wanted = {("政府信息公开条例", "第1条"), ("政府信息公开条例", "第2条")}
    for query in ('"行政机关 公开"~5', '"公开 行政机关"~5', "“行政机关 公开”～5", '"行政机关 公开" ~5'):
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
        ("heading:", "heading: has nothing after it"),
        ("章节：，", "nothing after it"),
        ("place:atlantis x", "no place that is known"),
        ("kind:foo x", "write one of "),
        ("kind:regulations x", "write one of regulation, "),
        ("kind:地方法规 x", "write one of 地方性法规, "),
        ("place:上海,atlantis x", "place:atlantis is no place"),
        ("language:klingon x", "en, zh-Hans"),
        ('title:"个人信息', "not closed"),
        ("标题：“数据 保护", "标题: has a quotation mark behind it that is not closed"),
        ("公开 -title:数据", "title: cannot be left out"),
        ("公开 NOT 地区：上海", "地区: cannot be left out"),
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


@pytest.fixture(scope="module")
def chapters(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return indexed(tmp_path_factory.mktemp("chapters"), [law_with_chapters(), *small_corpus()])


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("heading:个人的权利 登记", ["第2条", "第3条"]),
        ("章节：權利 登记", ["第2条", "第3条"]),
        ("章節:第二章 章节:删除 登记", ["第3条"]),
        ("heading:查 登记", ["第2条"]),
        ("heading:期限 登记", ["第2条"]),
        ("heading:第一章", ["第1条"]),
        ("heading:总则第一节 登记", []),
        ("heading:登记 登记", []),
    ],
)
def test_a_heading_prefix_keeps_what_stands_under_such_a_heading(
    chapters: Searcher, query: str, labels: list[str]
) -> None:
    result = found(chapters, query)
    assert sorted(hit.label for hit in result.hits) == labels
    assert result.total == len(labels)


def test_why_names_the_headings_that_were_asked_for(chapters: Searcher) -> None:
    hits = {hit.label: hit.why["heading"] for hit in found(chapters, "heading:权利 登记").hits}
    assert hits == {"第2条": "第二章　个人的权利", "第3条": "第二章　个人的权利"}
    assert "heading" not in found(chapters, "登记").hits[0].why


def test_a_heading_in_the_exact_script_is_that_script(chapters: Searcher) -> None:
    for query, total in (("heading:权利", 2), ("heading:權利", 0)):
        assert chapters.search(SearchRequest(query=query, exact_script=True)).total == total


def test_a_search_by_heading_says_that_meaning_takes_no_part(tmp_path: Path) -> None:
    searcher = indexed(tmp_path, [law_with_chapters()], embedder=TopicEmbedder())
    assert any("headings" in note for note in searcher.search(SearchRequest(query="heading:权利 登记")).notes)


@pytest.mark.parametrize("query", ["第1条：个人信息", "subtitle: x", "https://example.org", "12:30"])
def test_other_colons_are_no_prefixes(query: str) -> None:
    assert read_query(query).fields.values == {}
