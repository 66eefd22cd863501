"""The program's own sentences are said in the language of the page; words of the law stay as they are."""

from datetime import date

import pytest

from gaps.records import Completeness, Result
from gaps.review_records import State
from gaps.wording_check import checked_wording
from index.query import read_query
from index.records import BadQuery
from index.wording_generator import GeneratorUnavailable, WordingGenerator
from law.instrument import Status
from law.timeline import status_on
from search_api.library import Library
from tests.law.texts import instrument, version
from ui.locale import words_in
from ui.statements import recognise, say

DAY = date(2024, 6, 1)
STANDING = {
    "stated": version("2020-01-01", promulgated_on=date(2020, 1, 1), in_force_from=date(2020, 2, 1)),
    "commenced": version("2020-01-01", promulgated_on=date(2020, 1, 1), commenced_on=date(2020, 2, 1)),
    "not known": version("2020-01-01", promulgated_on=date(2020, 1, 1)),
    "later": version("2025-01-01", promulgated_on=date(2025, 1, 1)),
    "the source": version("2020-01-01", status=Status.IN_FORCE, status_code="有效", as_of=date(2024, 1, 1)),
    "ended": version("2020-01-01", status=Status.REPEALED, status_code="失效", as_of=date(2024, 1, 1)),
}


@pytest.mark.parametrize("text", STANDING.values(), ids=list(STANDING))
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_the_basis_of_every_status_is_said_in_chinese(text: object, language: str) -> None:
    basis = status_on(instrument("条例", text), text, DAY).basis  # type: ignore[arg-type]  # a version, see above
    said = say(basis, words_in(language))
    assert 'lang="en"' not in said
    assert said != basis


def test_a_text_that_was_replaced_says_by_which() -> None:
    texts = (
        version("2020-01-01", promulgated_on=date(2020, 1, 1)),
        version("2023-01-01", promulgated_on=date(2023, 1, 1)),
    )
    basis = status_on(instrument("条例", *texts), texts[0], DAY).basis
    assert "2023-01-01" in say(basis, words_in("zh-Hant"))
    assert recognise(basis) == ("statement.replaced_unsure", {"key": "2023-01-01"})


def test_every_reason_of_the_gap_analysis_is_known(library: Library) -> None:
    cells = library.gaps(["xs", "xs-lin"]).cells
    reasons = {reason for cell in cells for reason in cell.reasons}
    assert len(reasons) > 3
    assert [reason for reason in reasons if recognise(reason) is None] == []


@pytest.mark.parametrize("query", ["tittle:x", "foo:x", "a AND b", "能否主张“不可抗力”免责", '"a', "个人*", "第二十条"])
def test_every_remark_on_a_query_is_said_in_chinese(query: str) -> None:
    (remark,) = read_query(query).remarks
    assert recognise(remark) is not None


@pytest.mark.parametrize("query", ["title:", 'title:"a', "-title:a", '"a b"~', '"a"~10'])
def test_why_a_query_is_refused_is_said_in_chinese(query: str) -> None:
    with pytest.raises(BadQuery) as raised:
        read_query(query)
    assert recognise(str(raised.value)) is not None


@pytest.mark.parametrize("code", [*State, *Completeness, *Result])
def test_a_code_in_a_sentence_is_said_in_chinese(code: str) -> None:
    for sentence in (
        f"the review went from {code} to confirmed",
        f"the program suggested {code} when it was decided, and now suggests covered",
    ):
        said = say(sentence, words_in("zh-Hant"))
        assert 'lang="en"' not in said
        assert code not in said
    assert (
        say("the review went from suggested to confirmed", words_in("en"))
        == "the review went from suggested to confirmed"
    )


def test_what_is_not_known_is_marked_with_its_language() -> None:
    assert say("an odd remark", words_in("zh-Hans")) == '<span lang="en">an odd remark</span>'
    assert say("《档案法》第五条", words_in("en")) == '<span lang="zh">《档案法》第五条</span>'
    assert say("《档案法》第五条", words_in("zh-Hant")) == "《档案法》第五条"


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("no law of Japan is held, so none of it can be found", "未收录日本的法规，因此检索不到"),
        ("no law of Japan is held: the search is not narrowed to it", "未收录日本的法规：检索不限于该地"),
        (
            "no law of Beijing, Newfoundland and Labrador and Canada is held: the search is not narrowed to it",
            "未收录北京市、纽芬兰与拉布拉多省、加拿大的法规：检索不限于该地",
        ),
        (
            "read from your words: law of Beijing and Shanghai and of the places above them",
            "由您的词句读出：北京市、上海市及其上级地区的法",
        ),
    ],
)
def test_places_in_a_sentence_have_their_names_in_the_language_of_the_page(sentence: str, said: str) -> None:
    assert say(sentence, words_in("zh-Hans")) == said
    assert say(sentence, words_in("en")) == sentence


def test_a_sentence_is_escaped() -> None:
    assert "<script>" not in say("in force from <script>; no later end found in what we hold", words_in("zh-Hans"))
    assert "<script>" not in say("<script>", words_in("en"))


@pytest.mark.parametrize("reply", ["no JSON", "\n", '{"text": "x", "quotes": [9], "verbatim": ["not there"]}'])
def test_why_a_generated_wording_is_withheld_is_said_in_chinese(reply: str) -> None:
    withheld = checked_wording("m", reply, []).withheld
    assert withheld is not None
    assert 'lang="en"' not in say(withheld, words_in("zh-Hans"))


def test_a_generator_that_does_not_answer_is_named_without_its_address() -> None:
    with pytest.raises(GeneratorUnavailable) as raised:
        WordingGenerator(url="http://127.0.0.1:9/v1", model="m", seconds=2).word("", "")
    assert recognise(str(raised.value)) is not None
    assert "127.0.0.1" not in str(raised.value)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize(
    "reason", ["it cannot be made: the log says why", "it failed: the log says why", "it is still being opened"]
)
def test_why_a_re_ranker_took_no_part_is_said_in_chinese(reason: str, language: str) -> None:
    said = say(f"the re-ranker m took no part: {reason}", words_in(language))
    assert 'lang="en"' not in said
