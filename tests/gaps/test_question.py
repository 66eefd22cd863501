"""A question says the same in its own words, in those of the law, and in the other language."""

import pytest

from gaps.question import read_question
from law.script import fold_text

PUBLISHED = fold_text("行政机关应当主动公开政府信息。")
ACCOUNTS = fold_text("村民委员会应当及时公布财务收支情况。")


def test_what_people_say_is_found_in_the_words_of_the_law() -> None:
    asked = read_question("村委会的账目公布吗？")
    assert asked.overlap(ACCOUNTS, "zh") > 0.9
    assert asked.overlap(PUBLISHED, "zh") == 0


def test_a_question_in_english_is_read_in_chinese_too() -> None:
    asked = read_question("Must government information be published?")
    assert asked.overlap(PUBLISHED, "zh") > 0.9
    assert asked.overlap(ACCOUNTS, "zh") <= 0.5
    assert any("政府信息" in search for search in asked.searches["zh"].main)


def test_words_that_the_glossary_does_not_know_count_against_a_text_in_the_other_language() -> None:
    known, strange = (read_question(f"Must {what} be published?") for what in ("information", "zyzzyva frobnication"))
    assert strange.overlap(PUBLISHED, "zh") < known.overlap(PUBLISHED, "zh")


def test_letters_beside_characters_make_no_words_of_their_own() -> None:
    assert read_question("App里的个人信息").overlap(fold_text("app 个人信息"), "zh") == 1


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("個資外洩要通知我嗎？", "personal"),
        ("How do I object to direct marketing?", "personal"),
        ("村务公开", "records"),
    ],
)
def test_a_question_has_a_theme_and_may_name_the_field(question: str, theme: str) -> None:
    asked = read_question(question)
    assert (asked.theme, asked.of_the_field) == (theme, True)


def test_a_question_of_another_field_does_not_name_this_one() -> None:
    assert not read_question("交通事故谁负全责？").of_the_field
