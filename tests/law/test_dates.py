from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.dates import SENTINELS, ImpossibleDate, SeveralDates, UnreadableDate, find_dates, parse_date
from law.numerals import chinese_numeral, positional_numeral

_DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2900, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2021年11月1日",
        "2021 年 11 月 1 日",
        "２０２１年１１月１日",
        "二〇二一年十一月一日",
        "二○二一年十一月一日",
        "二零二一年十一月一号",
        "20\n21年1 1月1日",
        "2021-11-01",
        "2021－11－01",
        "2021/11/1",
        "2021.11.01",
        "20211101",
        "2021-11-01T00:00:00Z",
        "民國110年11月1日",
        "中華民國 110 年 11 月 1 日",
        "中華民國一百十年十一月一日",
        "令和3年11月1日",
        "1 November 2021",
        "1st day of November, 2021",
        "Mon, 01 Nov 2021 00:00:00 GMT",
        "November 1, 2021",
        "Nov. 1, 2021",
        "自2021年11月1日起施行",
    ],
)
def test_one_day_is_read_from_every_way_of_writing_it(text: str) -> None:
    assert parse_date(text) == date(2021, 11, 1)


@pytest.mark.parametrize(
    "text",
    ["", "2021年", "2021年11月", "第2021号", "110年11月1日", "11/1/2021", "192.168.2021.1.1", "12021-11-01", "公布"],
)
def test_what_is_not_a_whole_date_stays_unknown(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["9999-12-31", "99991231", "2999-01-01", "2999年1月1日"])
def test_a_sentinel_is_not_a_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["2023年13月45日", "2023-02-29", "20231345", "二〇二三年二月三十日", "31 June 2021"])
def test_an_impossible_day_is_reported_and_not_mended(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        parse_date(text)


def test_the_leap_day_exists_in_leap_years() -> None:
    assert parse_date("2024年2月29日") == date(2024, 2, 29)


def test_two_different_days_are_never_reduced_to_one() -> None:
    with pytest.raises(SeveralDates):
        parse_date("2021年8月20日通过，2021年11月1日起施行")


def test_the_same_day_twice_is_one_date() -> None:
    assert parse_date("2021年8月20日（2021-08-20）") == date(2021, 8, 20)


def test_every_date_of_a_history_line_is_found_with_its_place() -> None:
    text = "1997年3月14日通过 2021年13月1日 2011-02-25修正"
    found = find_dates(text)
    assert [each.day for each in found] == [date(1997, 3, 14), None, date(2011, 2, 25)]
    assert [text[each.start : each.end] for each in found] == ["1997年3月14日", "2021年13月1日", "2011-02-25"]
    assert [each.possible for each in found] == [True, False, True]


def test_an_amount_of_eight_digits_is_no_date() -> None:
    assert find_dates("每吨增加25000000计算单位") == ()


def test_year_one_of_the_republic_is_1912() -> None:
    assert parse_date("民國元年1月1日") == date(1912, 1, 1)


@given(_DAYS)
def test_a_date_reads_back_from_chinese_numerals(day: date) -> None:
    text = f"{positional_numeral(day.year)}年{chinese_numeral(day.month)}月{chinese_numeral(day.day)}日"
    assert parse_date(text) == day


@given(_DAYS, st.sampled_from(["%Y年%m月%d日", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y"]))
def test_a_date_reads_back_from_every_form(day: date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day


@given(st.dates(min_value=date(1912, 1, 1), max_value=date(2200, 12, 31)))
def test_a_date_of_the_republic_reads_back(day: date) -> None:
    assert parse_date(f"民國{chinese_numeral(day.year - 1911)}年{day.month}月{day.day}日") == day


@given(st.text(alphabet="〇一二十年月日民國0129- /.May,\n", max_size=60))
def test_any_text_gives_ordered_spans_and_only_its_own_error(text: str) -> None:
    found = find_dates(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert not {each.day for each in found} & SENTINELS
    try:
        parse_date(text)
    except UnreadableDate:
        return


@pytest.mark.parametrize("unit", ["第", "一", "1 ", "2021年", "年", "may ", "民國", "2021-"])
def test_a_megabyte_of_one_mark_yields_nothing_and_ends(unit: str) -> None:
    assert find_dates(unit * (1_000_000 // len(unit))) == ()
