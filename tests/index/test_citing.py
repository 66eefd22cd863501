"""Several articles, a range, a number without its word, and the words that people put around a citation."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.records import SearchRequest, SearchResult
from index.search import Searcher
from law.provision import Provision, Unit
from tests.index.small_corpus import TODAY, indexed
from tests.law.texts import instrument, version


def ask(searcher: Searcher, query: str) -> SearchResult:
    return searcher.search(SearchRequest(query=query, on=TODAY))


def named(result: SearchResult) -> list[tuple[str, str]]:
    """The title's first characters and the provision of each hit that the query names."""
    return [
        (hit.title.removeprefix("中华人民共和国")[:2], hit.provision_id) for hit in result.hits if "direct" in hit.why
    ]


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("《个保法》第二条、第四条", ("art_2", "art_4")),
        ("个人信息保护法第二条至第四条", ("art_2", "art_3", "art_4")),
        ("个保法第2-4条", ("art_2", "art_3", "art_4")),
        ("articles 2 and 4 pipl", ("art_2", "art_4")),
        ("PIPL Articles 2-4", ("art_2", "art_3", "art_4")),
    ],
)
def test_every_article_of_a_list_or_a_range_is_led_to(
    searcher: Searcher, query: str, articles: tuple[str, ...]
) -> None:
    assert named(ask(searcher, query)) == [("个人", article) for article in articles]


def test_articles_of_two_laws_are_led_to_in_their_order(searcher: Searcher) -> None:
    found = ask(searcher, "政府信息公开条例第二条和个保法第三条")
    assert named(found) == [("政府", "art_2"), ("个人", "art_3")]


@pytest.mark.parametrize(
    "query",
    [
        "第3条 个保法",
        "依据《个人信息保护法》第三条",
        "根據個人信息保護法第三條的規定",
        "个保法第三条是什么",
        "请问个人信息保护法第三条怎么规定的？",
        "art 3 pipl",
        "What does article 3 of the PIPL say?",
        "个保法 3",
        "PIPL 3",
    ],
)
def test_words_around_a_citation_do_not_hide_it(searcher: Searcher, query: str) -> None:
    assert named(ask(searcher, query)) == [("个人", "art_3")]


@pytest.mark.parametrize("query", ["个保法 2021", "政府信息公开条例 2007", "第三条", "本法第三条", "收集3条个人信息"])
def test_a_number_that_is_no_article_of_the_law_leads_nowhere(searcher: Searcher, query: str) -> None:
    assert not ask(searcher, query).direct


def test_an_article_among_other_words_goes_before_what_they_find(searcher: Searcher) -> None:
    found = ask(searcher, "个保法第四条 单独同意")
    assert [hit.provision_id for hit in found.hits[:2]] == ["art_4", "art_3"]
    assert named(found) == [("个人", "art_4")]


def test_the_law_of_an_article_that_it_does_not_have_comes_first(searcher: Searcher) -> None:
    found = ask(searcher, "个保法第999条 公开")
    assert not found.direct
    assert found.hits[0].title == "中华人民共和国个人信息保护法"


def test_a_section_of_a_code_that_is_held_is_led_to(tmp_path: Path) -> None:
    code = instrument("United States Code, Title 1", version("2024", "Words."), alternates={"usc": "1 U.S.C."})
    section = Provision(id="sec_204", unit=Unit.ARTICLE, label="§ 204", text="In all courts.")
    held = replace(code, versions=(replace(code.versions[0], provisions=(section,)),))
    assert named(ask(indexed(tmp_path, [held]), "1 U.S.C. 204")) == [("Un", "sec_204")]


def test_a_section_of_a_code_that_is_not_held_is_named_in_full(searcher: Searcher) -> None:
    assert "“5 U.S.C. 552” was not found in what we hold" in ask(searcher, "5 U.S.C. 552(b)(6)").notes[0]
