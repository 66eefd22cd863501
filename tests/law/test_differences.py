"""Two sources of one law: what differs is reported in the published words, and typesetting is no difference."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.corpus import Corpus
from law.corpus_writing import writing
from law.differences import Difference, differences_of, differing, in_shown_order
from law.instrument import Instrument, Status, TextState, Version
from law.twins import twins_of
from tests.law.texts import AT, instrument, version


def pair(one: Version, other: Version) -> tuple[Difference, ...]:
    law = instrument("样例法", one, replace(other, source="other"))
    return differences_of(law, lambda v: v.provisions)


def texts(one: str, other: str) -> tuple[Difference, ...]:
    return pair(version("2012-05-01", one), version("2012-05-01", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("机关应当公开，不得拒绝。", "机关应当公开，不得拒绝"),
        ("“机关”应当公开。", '"机关"应当公开.'),
        ("机关应当公开\n信息。", "机关应当公开信息。"),
        ("自２０１２年起施行", "自2012年起施行"),
        ("機關應當公開", "机关应当公开"),
    ],
)
def test_script_width_spaces_and_punctuation_are_no_difference(one: str, other: str) -> None:
    assert texts(one, other) == ()


def test_other_words_are_quoted_from_both_texts_at_their_offsets() -> None:
    one, other = "机关应当在二十日内公开信息。" * 3, "机关应当在二十日内公开信息。" * 2 + "机关应当在三十日内公开信息。"
    (difference,) = texts(one, other)
    assert (difference.about, difference.provision_id) == ("words", "art_1")
    assert "二十日" in difference.first.words
    assert "三十日" in difference.second.words
    assert one[difference.first.start : difference.first.end] == difference.first.words
    assert other[difference.second.start : difference.second.end] == difference.second.words


def test_an_article_that_only_one_source_has_is_named_and_counted() -> None:
    found = pair(version("2012-05-01", "甲。", "乙。"), version("2012-05-01", "甲。"))
    assert [(d.about, d.provision_id, d.first.words, d.second.words) for d in found] == [
        ("articles", "", "2", "1"),
        ("missing", "art_2", "乙。", ""),
    ]


def test_a_source_without_any_text_differs_in_one_point_not_in_every_article() -> None:
    whole = version("2012-05-01", "甲。", "乙。", "丙。")
    (difference,) = pair(whole, replace(whole, provisions=()))
    assert (difference.about, difference.first.words, difference.second.words) == ("articles", "3", "0")


def test_days_status_and_wholeness_are_compared_only_where_both_say_them() -> None:
    one = version("2012-05-01", in_force_from=date(2012, 6, 1), status=Status.IN_FORCE)
    other = version(
        "2012-05-01", in_force_from=date(2012, 7, 1), status=Status.REPEALED, text_state=TextState.TRUNCATED
    )
    assert [(d.about, d.first.words, d.second.words) for d in pair(one, other)] == [
        ("in_force_from", "2012-06-01", "2012-07-01"),
        ("status", "in_force", "repealed"),
        ("text_state", "unknown", "truncated"),
    ]
    assert pair(one, version("2012-05-01")) == ()


def test_texts_of_different_days_or_languages_are_not_compared() -> None:
    assert pair(version("2012-05-01", "甲。"), version("2013-05-01", "乙。")) == ()
    assert pair(version("2012-05-01", "甲。"), version("2012-05-01", "A.", language="en")) == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_differs_is_quoted_from_the_published_text(one: str, other: str) -> None:
    for difference in texts(one or "x", other or "x"):
        for said, text in ((difference.first, one or "x"), (difference.second, other or "x")):
            if said.start is not None:
                assert text[said.start : said.end] == said.words


def put(corpus: Corpus, source: str, *laws: Instrument) -> None:
    with writing(corpus, source=source, at=AT) as writer:
        for law in laws:
            writer.add(law)


def test_the_corpus_names_the_instruments_whose_sources_differ_with_the_shown_text_first(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        put(corpus, "beta", instrument("样例法", version("2012-05-01", "乙的条文。", source="beta")))
        put(corpus, "alpha", instrument("样例法", version("2012-05-01", "甲的条文。", source="alpha")))
        put(corpus, "alpha", instrument("另一样例法", version("2012-05-01", "同。", source="alpha")))
        put(corpus, "beta", instrument("另一样例法", version("2012-05-01", "同", source="beta")))
        ((law, found),) = differing(corpus)
        assert law.title == "样例法"
        assert [(d.first.source, d.second.source) for d in found] == [("alpha", "beta")]
        assert [v.source for v in in_shown_order(law, corpus).versions] == ["alpha", "beta"]


def test_a_withdrawn_source_is_compared_with_nothing(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        put(corpus, "alpha", instrument("样例法", version("2012-05-01", "甲的条文。", source="alpha")))
        put(corpus, "beta", instrument("样例法", version("2012-05-01", "乙的条文。", source="beta")))
        with writing(corpus, source="alpha", at=AT) as writer:
            writer.switch(withdrawn=True, reason="a test")
        assert list(differing(corpus)) == []


LAW = replace(instrument("样例法", version("2012-05-01", promulgated_on=date(2012, 5, 1))), number="总统令第1号")
TRANSLATION = replace(
    LAW,
    id="/akn/cn/act/sample-act",
    titles={"en": "Sample Act"},
    versions=(version("2012-05-01", language="en", promulgated_on=date(2012, 5, 1)),),
)


def test_a_translation_under_its_own_id_is_linked_by_number_and_day_and_says_why() -> None:
    (twin,) = twins_of(LAW, [LAW, TRANSLATION])
    assert (twin.id, twin.title, twin.languages) == (TRANSLATION.id, "Sample Act", ("en",))
    assert twin.why == "both are 总统令第1号, promulgated on 2012-05-01, in different languages"


@pytest.mark.parametrize(
    "other",
    [
        replace(TRANSLATION, number="总统令第2号"),
        replace(TRANSLATION, number=None),
        replace(TRANSLATION, jurisdiction="tw"),
        replace(TRANSLATION, versions=(version("2013-05-01", language="en", promulgated_on=date(2013, 5, 1)),)),
        replace(TRANSLATION, versions=LAW.versions),
    ],
    ids=["another number", "no number", "another place", "another day", "the same language"],
)
def test_what_shares_less_is_not_linked(other: Instrument) -> None:
    assert twins_of(LAW, [other]) == ()


def test_where_two_could_be_the_translation_neither_is_linked() -> None:
    assert twins_of(LAW, [TRANSLATION, replace(TRANSLATION, id="/akn/cn/act/another")]) == ()


def test_a_publishers_number_links_and_a_document_number_alone_does_not() -> None:
    one = replace(LAW, number=None, alternates={"pcode": "I0050021", "wenhao": "1"})
    other = replace(TRANSLATION, number=None, alternates={"pcode": "I0050021"})
    assert [twin.why for twin in twins_of(one, [other])] == ["both have the number I0050021 (pcode)"]
    assert twins_of(one, [replace(other, alternates={"wenhao": "1"})]) == ()
