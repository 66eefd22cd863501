"""Questions in plain words are asked in the law's words too."""

import csv

from index.lay_terms import legal_terms, with_legal_terms
from index.title_catalogue import CATALOGUE
from index.wording import wording_of
from law.script import fold_text


def test_the_longest_lay_term_at_each_place_is_put_into_the_words_of_the_law() -> None:
    assert legal_terms("被公司辞退没有赔偿金") == [
        ("解除劳动合同",),
        ("经济补偿",),
    ]


def test_a_term_that_the_question_has_already_is_not_added() -> None:
    assert legal_terms("试用期被辞退能解除劳动合同吗") == []


def test_traditional_questions_are_put_into_the_same_words() -> None:
    assert legal_terms("被老闆辭退") == legal_terms("被老板辞退")


def test_a_short_query_keeps_its_own_words_alone() -> None:
    wording = wording_of("工资")
    assert wording is not None
    assert with_legal_terms(wording, "工资") is wording


def test_a_question_needs_no_more_words_than_before() -> None:
    text = "老板拖欠工资怎么办"
    wording = wording_of(text)
    assert wording is not None
    wider = with_legal_terms(wording, text)
    assert wider.required == wording.required
    assert wider.clauses[: len(wording.clauses)] == wording.clauses
    assert len(wider.clauses) > len(wording.clauses)


def test_every_lay_term_has_terms_of_the_law_and_none_stands_twice() -> None:
    with (CATALOGUE / "lay_terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["lay"] and row["legal"] for row in rows)
    lay = [fold_text(row["lay"]) for row in rows]
    assert len(lay) == len(set(lay))


def test_everyday_english_is_put_into_the_words_of_the_law_by_its_stems() -> None:
    assert legal_terms("They were punished for hacking my data") == [
        ("offence", "penalty", "liable"),
        ("personal data breach", "unauthorised access"),
        ("personal data", "data subject"),
    ]


def test_english_is_found_by_whole_words_alone() -> None:
    assert legal_terms("embossed refined applications") == []
