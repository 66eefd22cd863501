from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.subdivision import UnknownUnit, subdivide, unit_at

MAINLAND = dedent("""\
    第十三条 符合下列情形之一的，方可处理个人信息：

    （一）取得个人的同意；

    （二）为订立合同所必需：
    1. 作为当事人的；
    2、依法制定的。

    依照本法其他有关规定，处理个人信息应当取得个人同意。""")

TAIWAN = "當事人得請求下列事項：\r\n一、查詢。\r\n二、刪除：\r\n（一）全部。\r\n（二）一部。\r\n前項請求不得拋棄。"


def _shape(text: str) -> list[tuple[str, str]]:
    return [(unit.id_suffix, unit.label) for unit in subdivide(text)]


def test_a_mainland_article_has_paragraphs_items_and_points() -> None:
    assert _shape(MAINLAND) == [
        ("para_1", "第一款"),
        ("para_1__item_1", "第（一）项"),
        ("para_1__item_2", "第（二）项"),
        ("para_1__item_2__point_1", "第1目"),
        ("para_1__item_2__point_2", "第2目"),
        ("para_2", "第二款"),
    ]


def test_taiwan_counts_first_and_numbers_its_items_without_brackets() -> None:
    assert _shape(TAIWAN) == [
        ("para_1", "第一項"),
        ("para_1__item_1", "第一款"),
        ("para_1__item_2", "第二款"),
        ("para_1__item_2__point_1", "第（一）目"),
        ("para_1__item_2__point_2", "第（二）目"),
        ("para_2", "第二項"),
    ]


def test_a_part_is_quoted_exactly() -> None:
    unit = unit_at(MAINLAND, "para_1__item_1")
    assert MAINLAND[unit.start : unit.end] == "（一）取得个人的同意；"
    whole = unit_at(MAINLAND, "para_1__item_2")
    assert MAINLAND[whole.start : whole.end].endswith("2、依法制定的。")


def test_a_part_that_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(UnknownUnit, match="para_2"):
        unit_at(MAINLAND, "para_3")


def test_english_numbers_make_the_levels() -> None:
    text = (
        "1. The controller shall:\n(a) inform;\n(b) erase:\n(i) copies\n(ii) links\nwithout delay.\n2. This is final."
    )
    assert [name for name, _ in _shape(text)] == [
        "para_1",
        "para_1__item_a",
        "para_1__item_b",
        "para_1__item_b__point_i",
        "para_1__item_b__point_ii",
        "para_2",
    ]
    closing = unit_at(text, "para_1__item_b")
    assert "without delay" not in text[closing.start : closing.end]
    paragraph = unit_at(text, "para_1")
    assert text[paragraph.start : paragraph.end].endswith("without delay.")


def test_two_marks_on_one_line_open_two_levels() -> None:
    assert [name for name, _ in _shape("(1)(a) one\n(b) two\n(2) three")] == [
        "para_1",
        "para_1__item_a",
        "para_1__item_b",
        "para_2",
    ]


def test_the_letter_i_after_h_is_a_letter() -> None:
    names = [name for name, _ in _shape("(1) The following:\n(g) x\n(h) y\n(i) z\n(j) w")]
    assert names[1:] == [f"para_1__item_{letter}" for letter in "ghij"]


def test_hong_kong_numbers_its_subsections_in_chinese_too() -> None:
    assert [name for name, _ in _shape("(1) 本條例：\n(a) 適用；\n(b) 不適用\n(2) 凡")][:2] == [
        "para_1",
        "para_1__item_a",
    ]


def test_a_line_that_starts_like_an_item_but_begins_no_list_is_a_paragraph() -> None:
    assert _shape("二、三类动物疫病呈暴发性流行时，按照一类动物疫病处理。") == [("para_1", "第一款")]


def test_a_line_without_a_number_inside_a_list_does_not_end_the_list() -> None:
    text = "下列场所：\n（一）广场；\n（二）中央委员会；\n全国委员会；\n（三）外交部。\n前款。"
    assert [name for name, _ in _shape(text)] == [
        "para_1",
        "para_1__item_1",
        "para_1__item_2",
        "para_1__item_3",
        "para_2",
    ]


def test_a_number_printed_twice_gets_two_identifiers() -> None:
    assert [name for name, _ in _shape("下列：\n（一）甲；\n（一）乙。")][1:] == ["para_1__item_1", "para_1__item_1~2"]


@pytest.mark.parametrize("text", ["", "\n\n", "　"])
def test_a_blank_article_has_no_parts(text: str) -> None:
    assert subdivide(text) == ()


@given(
    st.lists(
        st.sampled_from(["（一）甲；", "（二）乙；", "1. 丙", "2. 丁", "一、戊", "己。", "(a) x", "(i) y", "", "① z"]),
        max_size=12,
    )
)
def test_parts_nest_keep_order_and_have_unique_identifiers(lines: list[str]) -> None:
    text = "\n".join(lines)
    units = {unit.id_suffix: unit for unit in subdivide(text)}
    assert len(units) == len(subdivide(text))
    assert [unit.start for unit in units.values()] == sorted(unit.start for unit in units.values())
    for name, unit in units.items():
        assert text[unit.start : unit.end].strip() == text[unit.start : unit.end] != ""
        parent = units.get(name.rpartition("__")[0])
        assert parent is None or parent.start <= unit.start <= unit.end <= parent.end


@given(st.text(max_size=120))
def test_any_text_divides_within_its_bounds(text: str) -> None:
    assert all(0 <= unit.start < unit.end <= len(text) for unit in subdivide(text))


def test_paragraphs_together_hold_every_word_of_a_mainland_article() -> None:
    paragraphs = [unit for unit in subdivide(MAINLAND) if "__" not in unit.id_suffix]
    joined = "".join(MAINLAND[unit.start : unit.end] for unit in paragraphs)
    assert "".join(joined.split()) == "".join(MAINLAND.removeprefix("第十三条").split())
