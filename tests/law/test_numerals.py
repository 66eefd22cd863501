import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.numerals import NotANumeral, chinese_numeral, parse_numeral, positional_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("一百零三", 103),
        ("一百〇三", 103),
        ("一百十", 110),
        ("一百一十", 110),
        ("一千二百六十", 1260),
        ("一千零六十", 1060),
        ("廿一", 21),
        ("卅", 30),
        ("两百", 200),
        ("二〇二三", 2023),
        ("二○二三", 2023),
        ("二零二三", 2023),
        ("二Ｏ二三", 2023),
        ("１０３", 103),
        ("103", 103),
        ("壹佰零叁", 103),
        ("貳萬", 20_000),
        ("一万零五", 10_005),
        ("十二万三千", 123_000),
        ("一亿", 100_000_000),
        (" 一 百 零 三 ", 103),
    ],
)
def test_the_numerals_of_statutes_are_read(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize(
    "text", ["", " ", "第十条", "十百", "百十百", "三月", "一二百", "-5", "1.5", "abc", "½", "之", "万一亿"]
)
def test_what_is_not_a_numeral_is_refused(text: str) -> None:
    with pytest.raises(NotANumeral):
        parse_numeral(text)


def test_an_endless_numeral_is_refused_without_work() -> None:
    with pytest.raises(NotANumeral):
        parse_numeral("十" * 1_000_000)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (10, "十"),
        (11, "十一"),
        (103, "一百零三"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
    ],
)
def test_numerals_are_written_as_statutes_write_them(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_written_numeral_reads_back(number: int) -> None:
    assert parse_numeral(chinese_numeral(number)) == number


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_year_written_digit_by_digit_reads_back(number: int) -> None:
    assert parse_numeral(positional_numeral(number)) == number


@given(st.text(max_size=60))
def test_any_text_is_a_numeral_or_refused(text: str) -> None:
    try:
        assert parse_numeral(text) >= 0
    except NotANumeral:
        return


@pytest.mark.parametrize("number", [-1, 100_000_000])
def test_a_number_no_statute_writes_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no numeral is written"):
        chinese_numeral(number)
