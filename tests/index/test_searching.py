"""What a person types and what they find, in words."""

from datetime import date

import pytest

from index.records import BadQuery, Mode, SearchRequest
from index.search import Searcher
from law.instrument import Status
from tests.index.small_corpus import TODAY, found


def test_the_provision_with_the_words_comes_first(searcher: Searcher) -> None:
    assert found(searcher, "敏感个人信息 单独同意")[0] == "个人信息保护法#art_3"


def test_a_question_finds_the_provision_that_answers_it(searcher: Searcher) -> None:
    hits = found(searcher, "我申请公开政府信息，行政机关要多少天之内答复我？", on=TODAY)
    assert hits[0] == "政府信息公开条例#art_2"


@pytest.mark.parametrize("query", ["政府信息公开", "政府資訊公開", "政府信息公開"])
def test_each_script_finds_the_texts_of_both(searcher: Searcher, query: str) -> None:
    hits = found(searcher, query, k=50)
    assert "政府信息公开条例#art_1" in hits
    assert "上海市政府信息公开规定#art_1" in hits


def test_simplified_finds_traditional_text(searcher: Searcher) -> None:
    assert "政府資訊公開法#art_1" in found(searcher, "人民知的权利")


def test_traditional_finds_simplified_text(searcher: Searcher) -> None:
    assert "个人信息保护法#art_4" in found(searcher, "國家機關處理個人信息")


def test_the_exact_script_keeps_to_what_is_typed(searcher: Searcher) -> None:
    traditional = searcher.search(SearchRequest(query="主動公開", exact_script=True, k=50))
    simplified = searcher.search(SearchRequest(query="主动公开", exact_script=True, k=50))
    assert {h.title for h in traditional.hits} == {"政府資訊公開法"}
    assert {h.title for h in simplified.hits} == {"政府信息公开条例"}
    assert traditional.total == len(traditional.hits)
    assert all("公開" in h.text for h in traditional.hits)


def test_english_words_are_found_whatever_their_form(searcher: Searcher) -> None:
    assert "Public Records Access Act 2000#sec_2" in found(searcher, "disclosing personal information")


def test_an_english_query_finds_chinese_law_through_the_glossary(searcher: Searcher) -> None:
    assert "个人信息保护法#art_2" in found(searcher, "personal information consent", jurisdictions=("cn",))


def test_a_chinese_query_finds_english_law_through_the_glossary(searcher: Searcher) -> None:
    assert "Public Records Access Act 2000#sec_2" in found(searcher, "个人信息 同意", jurisdictions=("gb",))


def test_an_article_number_is_found_however_it_is_written(searcher: Searcher) -> None:
    chinese, digits = found(searcher, "第三条 敏感个人信息"), found(searcher, "第3条 敏感个人信息")
    assert chinese == digits


def test_a_quoted_phrase_must_stand_there(searcher: Searcher) -> None:
    hits = found(searcher, '"公开政府信息" 答复', k=50)
    assert hits
    assert "上海市政府信息公开规定#art_1" not in hits
    assert found(searcher, '"信息政府"') == []


@pytest.mark.parametrize("query", ['"單獨同意"', "「单独同意」", "“单独同意”"])
def test_any_quotation_marks_make_a_phrase_in_either_script(searcher: Searcher, query: str) -> None:
    assert found(searcher, query) == ["个人信息保护法#art_3"]


@pytest.mark.parametrize("query", ["处理敏感信息要“单独同意”吗", "什么是「單獨同意」", "“甲”“乙”的“单独同意”"])
def test_quotation_marks_within_a_sentence_demand_nothing(searcher: Searcher, query: str) -> None:
    assert found(searcher, query)[0] == "个人信息保护法#art_3"
    result = searcher.search(SearchRequest(query=query))
    assert any("within a sentence" in note for note in result.notes)


def test_words_between_quotation_marks_and_spaces_must_stand_there(searcher: Searcher) -> None:
    assert found(searcher, "处理敏感信息 “单独许可” 吗") == []
    notes = searcher.search(SearchRequest(query="处理敏感信息 “单独同意”")).notes
    assert not any("within a sentence" in note for note in notes)


def test_a_phrase_does_not_run_across_title_and_heading(searcher: Searcher) -> None:
    assert found(searcher, '"保护法第1条"') == []


def test_a_word_with_a_minus_is_excluded(searcher: Searcher) -> None:
    assert "个人信息保护法#art_3" in found(searcher, "个人信息 同意")
    assert "个人信息保护法#art_3" not in found(searcher, "个人信息 同意 -敏感")


def test_a_single_character_is_found(searcher: Searcher) -> None:
    assert "上海市政府信息公开规定#art_1" in found(searcher, "市")


def test_nothing_with_enough_words_says_so_and_shows_what_has_some(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest(query="星际信息", mode=Mode.LEXICAL))
    assert result.hits
    assert any("enough of the words" in note for note in result.notes)


def test_words_that_stand_nowhere_find_nothing(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest(query="鲸鱼 zebra"))
    assert (result.total, result.hits) == (0, ())


def test_a_text_is_found_only_on_days_on_which_it_may_be_law(searcher: Searcher) -> None:
    def texts(on: date | None) -> set[str]:
        request = SearchRequest(query="申请公开政府信息 答复", on=on, k=50)
        return {h.version for h in searcher.search(request).hits if h.title == "政府信息公开条例"}

    assert texts(date(2010, 1, 1)) == {"2007-04-05"}
    assert texts(TODAY) == {"2019-04-03"}
    assert texts(date(2000, 1, 1)) == set()
    assert texts(None) == {"2007-04-05", "2019-04-03"}


def test_a_repealed_text_is_found_when_no_day_is_asked_for_and_says_so(searcher: Searcher) -> None:
    assert "旧档案公开办法#art_1" not in found(searcher, "旧的档案", on=TODAY)
    hit = searcher.search(SearchRequest(query="旧的档案")).hits[0]
    assert hit.status.status is Status.REPEALED


def test_a_hit_carries_all_that_a_citation_needs(searcher: Searcher) -> None:
    hit = searcher.search(SearchRequest(query="敏感个人信息", on=TODAY)).hits[0]
    assert hit.citation == "《中华人民共和国个人信息保护法》第三条"
    assert (hit.version, hit.language, hit.jurisdiction, hit.kind) == ("2021-08-20", "zh-Hans", "cn", "law")
    assert hit.status.status is Status.IN_FORCE
    assert hit.source == "test"
    assert hit.sha256
    assert hit.why["lexical"] > 1
    assert hit.score == 1.0


def test_hits_are_grouped_by_instrument_in_order(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest(query="个人信息 同意", k=50))
    assert sum(len(group.hits) for group in result.groups) == len(result.hits)
    assert result.groups[0].hits[0] == result.hits[0]


def test_pages_add_up_to_the_whole(searcher: Searcher) -> None:
    whole = found(searcher, "公开", k=50)
    pages = [hit for offset in range(0, len(whole), 2) for hit in found(searcher, "公开", k=2, offset=offset)]
    assert pages == whole
    assert searcher.search(SearchRequest(query="公开", k=1)).total == len(whole)


def test_filters_alone_list_what_is_held(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest(query="", jurisdictions=("cn-sh",), k=50))
    assert [h.provision_id for h in result.hits] == ["art_1", "art_2"]
    assert result.total == 2


@pytest.mark.parametrize("query", ["", "   ", "\x00\x01", "？！", '""', "-", "- -", "《》"])
def test_a_query_without_words_or_filters_is_refused(searcher: Searcher, query: str) -> None:
    with pytest.raises(BadQuery, match="type words"):
        searcher.search(SearchRequest(query=query))


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (SearchRequest(query="法", k=0), "1 to 100"),
        (SearchRequest(query="法", k=101), "1 to 100"),
        (SearchRequest(query="法", offset=-1), "numbered from 0"),
        (SearchRequest(query="法", offset=9_999, k=10), "10,000"),
        (SearchRequest(query="法" * 513), "513 characters"),
    ],
)
def test_a_request_out_of_bounds_is_refused_with_what_to_change(
    searcher: Searcher, request_: SearchRequest, said: str
) -> None:
    with pytest.raises(BadQuery, match=said):
        searcher.search(request_)


def test_without_a_model_the_answer_is_by_words_and_says_so(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest(query="同意", mode=Mode.HYBRID))
    assert result.hits
    assert not result.semantic.complete
    assert "by words" in (result.semantic.reason or "")
    assert any("by words" in note for note in result.notes)
