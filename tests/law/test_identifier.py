"""Identifiers rest on the published title alone; addresses are read or refused."""

from datetime import date

import pytest

from law.identifier import (
    BadAddress,
    instrument_id,
    instrument_id_from_number,
    jurisdiction_of,
    read_address,
    title_key,
)


@pytest.mark.parametrize(
    "title",
    [
        "中华人民共和国个人信息保护法",
        "个人信息保护法",
        "《個人信息保護法》",
        "个人信息保护法（2021年修正）",
        " 个人信息 保护法 ",
    ],
)
def test_the_same_law_has_one_identifier_however_its_title_is_written(title: str) -> None:
    assert instrument_id(jurisdiction="cn", title=title) == "/akn/cn/act/个人信息保护法"


def test_decisions_with_the_same_title_on_different_days_are_different_instruments() -> None:
    title = "广东省人民代表大会常务委员会关于修改部分地方性法规的决定"
    one, two = (instrument_id(jurisdiction="cn-gd", title=title, day=date(2021, 5, n)) for n in (1, 2))
    assert one != two


def test_trial_measures_are_not_the_final_ones() -> None:
    assert title_key("样例办法（试行）") != title_key("样例办法")


def test_an_address_is_taken_apart() -> None:
    address = read_address("/akn/cn/act/个人信息保护法@2021-11-01#art_13")
    assert (address.instrument, address.on, address.provision) == (
        "/akn/cn/act/个人信息保护法",
        date(2021, 11, 1),
        "art_13",
    )


def test_the_jurisdiction_is_read_from_an_identifier() -> None:
    assert jurisdiction_of("/akn/cn-gd-shenzhen/act/数据条例") == "cn-gd-shenzhen"


@pytest.mark.parametrize("text", ["", "@2021-11-01", "个人信息保护法@2021-13-01", "个人信息保护法@gestern"])
def test_an_address_that_cannot_be_read_is_explained(text: str) -> None:
    with pytest.raises(BadAddress):
        read_address(text)


def test_a_title_without_letters_has_no_identifier() -> None:
    with pytest.raises(BadAddress):
        instrument_id(jurisdiction="cn", title="《》")


def test_a_number_that_a_publisher_gives_for_good_makes_an_id_without_the_title() -> None:
    made = instrument_id_from_number(jurisdiction="gb", scheme="ukpga", number="2018/12")
    assert made == "/akn/gb/act/ukpga/2018/12"
    assert jurisdiction_of(made) == "gb"
    assert instrument_id_from_number(jurisdiction="ca", scheme="crc", number="c. 870") == "/akn/ca/act/crc/c.-870"


@pytest.mark.parametrize(
    ("scheme", "number"), [("", "1"), ("CELEX", "1"), ("celex", ""), ("celex", "a#b"), ("x1", "../b")]
)
def test_what_is_no_number_makes_no_id(scheme: str, number: str) -> None:
    with pytest.raises(BadAddress, match="identifier"):
        instrument_id_from_number(jurisdiction="eu", scheme=scheme, number=number)
