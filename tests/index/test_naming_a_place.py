"""Citations and titles go straight to the place; what is not held is said not to be found in what we hold."""

from datetime import date
from pathlib import Path

import pytest

from index.names import Names, short_names
from index.records import Mode, SearchRequest, SearchResult
from index.search import Searcher
from index.title_catalogue import read_catalogue
from tests.index.small_corpus import TODAY, indexed, instrument, small_corpus, version


def ask(searcher: Searcher, query: str, **options: object) -> SearchResult:
    options.setdefault("on", TODAY)
    return searcher.search(SearchRequest(query=query, **options))  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    "query",
    [
        "《个人信息保护法》第三条",
        "《中华人民共和国个人信息保护法》第三条",
        "个人信息保护法第三条",
        "個人信息保護法第三條",
        "个保法3条",
        "个保法第3条",
        "PIPL art. 3",
        "PIPL article 3",
        "Personal Information Protection Law art 3",
        "个人信息保护法 第 三 条",
    ],
)
def test_a_citation_goes_straight_to_the_provision(searcher: Searcher, query: str) -> None:
    result = ask(searcher, query)
    assert result.direct
    assert (result.hits[0].title, result.hits[0].provision_id) == ("中华人民共和国个人信息保护法", "art_3")
    assert result.hits[0].why["direct"] == "named in the query"
    assert result.total >= 1
    assert "第三条" in result.notes[0]


@pytest.mark.parametrize("query", ["信息公開條例", "政府信息公开条例", "《政府信息公开条例》", "信息公开条例"])
def test_a_title_or_its_last_words_lead_to_the_text_in_force(searcher: Searcher, query: str) -> None:
    result = ask(searcher, query)
    assert result.direct
    assert (result.hits[0].title, result.hits[0].version) == ("政府信息公开条例", "2019-04-03")


def test_a_citation_means_the_text_of_the_day_asked_for(searcher: Searcher) -> None:
    assert ask(searcher, "政府信息公开条例第二条", on=date(2010, 1, 1)).hits[0].version == "2007-04-05"
    assert ask(searcher, "政府信息公开条例第二条").hits[0].version == "2019-04-03"
    assert ask(searcher, "政府信息公开条例第二条", on=None).hits[0].version == "2019-04-03"


def test_a_citation_of_a_part_leads_to_its_article(searcher: Searcher) -> None:
    result = ask(searcher, "《个人信息保护法》第二条第二款")
    assert result.hits[0].provision_id == "art_2"
    assert "第二条第二款" in result.notes[0]


def test_an_english_section_is_found(searcher: Searcher) -> None:
    result = ask(searcher, "Public Records Access Act 2000 s 2")
    assert (result.direct, result.hits[0].provision_id) == (True, "sec_2")


def test_an_article_that_the_text_does_not_have_is_said_not_to_be_there(searcher: Searcher) -> None:
    result = ask(searcher, "个人信息保护法第九十九条")
    assert not result.direct
    assert "has no 第九十九条 in what we hold; it runs from 第1条 to 第4条" in result.notes[0]


def test_a_law_that_is_not_held_is_not_found_in_what_we_hold(searcher: Searcher) -> None:
    result = ask(searcher, "《个人信息防护条例》第三条")
    assert not result.direct
    assert result.notes[0].startswith("《个人信息防护条例》 was not found in what we hold; closest held: 《")
    assert "个人信息保护法" in result.notes[0]


def test_a_law_that_the_catalogue_knows_is_named_in_full(searcher: Searcher) -> None:
    assert "《中华人民共和国数据安全法》 was not found in what we hold" in ask(searcher, "DSL art. 21").notes[0]


def test_a_law_that_is_not_held_brings_up_nothing_by_a_stray_word(searcher: Searcher) -> None:
    assert ask(searcher, "GDPR art 2").total == 0


def test_words_before_an_article_number_need_not_be_a_law(searcher: Searcher) -> None:
    result = ask(searcher, "right of access article 1")
    assert not any("not found" in note for note in result.notes)
    assert result.hits


def test_a_place_outside_the_filters_is_not_forced_in(searcher: Searcher) -> None:
    assert not ask(searcher, "个人信息保护法第三条", jurisdictions=("tw",)).direct


def test_words_that_only_mention_an_article_are_searched_for(searcher: Searcher) -> None:
    assert not ask(searcher, "个人信息 同意").direct
    assert not ask(searcher, '"个人信息保护法"').direct


def test_facets_count_a_named_provision_that_the_words_do_not_match(searcher: Searcher) -> None:
    result = ask(searcher, "PIPL art. 3")
    assert sum(f.count for f in result.facets["jurisdiction"]) == result.total


def test_a_name_borne_by_several_gives_them_all_the_nation_first(tmp_path: Path) -> None:
    same = [
        instrument("档案条例", version("2001-01-01", "本条例。", source_ref=f"{place}.md"), jurisdiction=place)
        for place in ("cn-sh", "cn", "cn-bj")
    ]
    result = ask(indexed(tmp_path, same), "档案条例")
    assert [h.jurisdiction for h in result.hits[:3]] == ["cn", "cn-bj", "cn-sh"]
    assert sum("understood as" in note for note in result.notes) == 3


def test_names_come_from_titles_short_titles_and_the_catalogue() -> None:
    names = Names.of(small_corpus(), read_catalogue())
    held = "/akn/cn/act/个人信息保护法"
    assert all(names.resolve(n).ids == (held,) for n in ("个保法", "PIPL", "pipl", "中华人民共和国个人信息保护法"))
    assert names.resolve("不知所云").ids == ()


@pytest.mark.parametrize(
    "text",
    [
        "个保法 自动化决策",
        "個人資料怎麼處理，個人信息保護法怎麼說",
        "处理者违反《中华人民共和国个人信息保护法》的规定",
        "PIPL cross-border transfer",
        "what the Personal Information Protection Law says of consent",
    ],
)
def test_an_instrument_is_known_among_other_words(text: str) -> None:
    assert Names.of(small_corpus(), read_catalogue()).within(text) == {"/akn/cn/act/个人信息保护法"}


@pytest.mark.parametrize(
    "text", ["保护个人信息，法院怎么说", "个人信息保护法院", "办法有哪些", "什么是保护", "law of consent"]
)
def test_words_that_only_look_like_a_name_name_nothing(text: str) -> None:
    assert Names.of(small_corpus(), read_catalogue()).within(text) == frozenset()


def test_who_names_a_law_finds_its_provisions_first(tmp_path: Path) -> None:
    words = "处理敏感个人信息应当取得单独同意。"
    others = [instrument(f"样例{n}管理条例", version("2021-01-01", words), kind="law") for n in "甲乙丙"]
    searcher = indexed(tmp_path, [*others, *small_corpus()])
    assert ask(searcher, "处理敏感个人信息应当取得单独同意").hits[0].title != "中华人民共和国个人信息保护法"
    named = ask(searcher, "个保法 敏感个人信息单独同意")
    assert named.hits[0].title == "中华人民共和国个人信息保护法"
    assert named.notes[0] == "provisions of 中华人民共和国个人信息保护法 come first: your words name it"
    for elsewhere in ({"mode": Mode.LEXICAL}, {"jurisdictions": ("tw",)}):
        assert not any("come first" in note for note in ask(searcher, "个保法 资訊", **elsewhere).notes)


def test_who_asks_for_a_place_finds_what_it_laid_down_itself_first(tmp_path: Path) -> None:
    words = "人脸识别信息不得公开。"
    here = [
        instrument("人脸识别条例", version("2021-01-01", words), kind="law"),
        instrument("上海市数据规定", version("2021-01-01", f"{words}其他数据按照规定开放。"), jurisdiction="cn-sh"),
    ]
    searcher = indexed(tmp_path, here)
    assert [hit.jurisdiction for hit in ask(searcher, "人脸识别信息公开").hits] == ["cn", "cn-sh"]
    assert [hit.jurisdiction for hit in ask(searcher, "上海的人脸识别信息公开").hits] == ["cn-sh", "cn"]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        (
            "Regulation (EU) 2016/679 of the European Parliament (General Data Protection Regulation) (Text with EEA)",
            ["Regulation (EU) 2016/679", "General Data Protection Regulation"],
        ),
        ("Directive 95/46/EC of the European Parliament", ["Directive 95/46/EC"]),
        ("Council Regulation (EC) No 44/2001 of 22 December 2000", ["Council Regulation (EC) No 44/2001"]),
        ("Data Protection Act (Northern Ireland) 2018", []),
    ],
)
def test_acts_of_the_union_go_by_their_number_and_by_what_their_brackets_call_them(
    title: str, names: list[str]
) -> None:
    assert short_names(title) == names


@pytest.mark.parametrize("query", ["上海政府信息公开规定", "上海政府信息公开规定第二条"])
def test_a_title_is_known_without_the_word_city(searcher: Searcher, query: str) -> None:
    result = ask(searcher, query)
    assert (result.direct, result.hits[0].title) == (True, "上海市政府信息公开规定")


def test_a_decree_of_the_state_council_is_known_by_its_short_number(tmp_path: Path) -> None:
    held = [instrument("政府信息公开条例", version("2019-04-03"), number="国务院令第711号")]
    assert ask(indexed(tmp_path, held), "国令第711号").direct
