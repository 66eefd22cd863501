import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.numbering import UnknownLabel, article_label, article_order, provision_id, split_heading
from law.numerals import chinese_numeral


@pytest.mark.parametrize(
    ("label", "parent", "identifier"),
    [
        ("第十三条", None, "art_13"),
        ("第十三条", "chp_3", "art_13"),
        ("第十条之一", None, "art_10-1"),
        ("第 15-1 條", None, "art_15-1"),
        ("第15條之1", None, "art_15-1"),
        ("第十五条の二", None, "art_15-2"),
        ("Article 17", None, "art_17"),
        ("art. 17", None, "art_17"),
        ("Section 3", None, "sec_3"),
        ("s 13", None, "sec_13"),
        ("Section 13A", None, "sec_13a"),
        ("§ 552", None, "sec_552"),
        ("§552a", None, "sec_552a"),
        ("Section 1798.100", None, "sec_1798-100"),
        ("第一编", None, "part_1"),
        ("第二分编", "part_2", "part_2__subpart_2"),
        ("第三章", None, "chp_3"),
        ("第一节", "chp_3", "chp_3__sec_1"),
        ("第一 節", "chp_3", "chp_3__sec_1"),
        ("附件一", None, "annex_1"),
        ("附件", None, "annex"),
        ("Annex IV", None, "annex_4"),
        ("CHAPTER III", None, "chp_3"),
        ("Part A", None, "part_a"),
        ("Recital 5", None, "recital_5"),
        ("Recital (5)", None, "recital_5"),
        ("序言", None, "preamble"),
        ("第一款", "art_13", "art_13__para_1"),
        ("第二项", "art_13__para_1", "art_13__para_1__item_2"),
        ("第1項", "art_6", "art_6__para_1"),
        ("第2款", "art_6__para_1", "art_6__para_1__item_2"),
        ("第一款", "chp_1__sec_2", "chp_1__sec_2__subsec_1"),
        ("第一条", "annex_1", "annex_1__art_1"),
    ],
)
def test_a_label_has_one_identifier(label: str, parent: str | None, identifier: str) -> None:
    assert provision_id(label, parent) == identifier


@pytest.mark.parametrize(
    "label", ["", "总则", "第条", "第十百条", "附件廿十", "Banana 3", "Article", "第十三条规定", "第1册"]
)
def test_an_unknown_label_fails_loudly(label: str) -> None:
    with pytest.raises(UnknownLabel):
        provision_id(label)


@given(st.integers(1, 9999), st.integers(0, 99), st.sampled_from("条條"))
def test_an_article_has_the_same_identifier_however_its_number_is_written(number: int, branch: int, unit: str) -> None:
    wanted = f"art_{number}-{branch}" if branch else f"art_{number}"
    tail = f"之{chinese_numeral(branch)}" if branch else ""
    forms = [f"第{chinese_numeral(number)}{unit}{tail}", f"第 {number} {unit}{tail}"]
    forms += [f"第 {number}-{branch} {unit}"] if branch else []
    assert {provision_id(form) for form in forms} == {wanted}
    assert {article_order(form) for form in [*forms, wanted]} == {(number, branch)}


def test_inserted_articles_sort_after_their_number() -> None:
    labels = ["第十一条", "第十条之二", "第十条", "第十条之一", "第九条"]
    assert sorted(labels, key=article_order) == ["第九条", "第十条", "第十条之一", "第十条之二", "第十一条"]
    assert sorted(["s 14", "s 13AA", "s 13A", "s 13"], key=article_order) == ["s 13", "s 13A", "s 13AA", "s 14"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("第一章  总则", ("第一章", "总则")),
        ("## 第一章 总 则", ("第一章", "总则")),
        ("第一章\u2002\u2002监\u2002\u2002护", ("第一章", "监护")),
        ("第 一 章 總則", ("第一章", "總則")),
        ("第三编 人格权", ("第三编", "人格权")),
        ("第二分编　合伙 合同", ("第二分编", "合伙 合同")),
        ("## 第六章法律责任", ("第六章", "法律责任")),
        ("第一節", ("第一節", "")),
        ("## 第三章 审查和批准决算，听取和审议国民经济和", ("第三章", "审查和批准决算，听取和审议国民经济和")),
        ("### 第五节 生活、卫生。", ("第五节", "生活、卫生。")),
        ("第一款 通則", ("第一款", "通則")),
        ("附件1：个人信息清单", ("附件1", "个人信息清单")),
        ("CHAPTER III", ("CHAPTER III", "")),
        ("PART I Preliminary", ("PART I", "Preliminary")),
        ("Part 1—Preliminary", ("Part 1", "Preliminary")),
    ],
)
def test_a_heading_gives_its_label_and_title(line: str, heading: tuple[str, str]) -> None:
    assert split_heading(line) == heading


@pytest.mark.parametrize(
    "line",
    [
        "",
        "第十三条 文",
        "第三章的规定适用于本条。",
        "第一章规定的事项，由国务院规定。",
        "第一章、第二章",
        "附件一所列项目",
        "附件：1.建议书制作规范 2.建议书样式",
        "第八 条规定的行为",
        "第一款规定的行为",
        "Part 2 of the Act applies.",
        "总则",
    ],
)
def test_running_text_is_not_a_heading(line: str) -> None:
    assert split_heading(line) is None


@pytest.mark.parametrize(
    ("line", "label", "rest"),
    [
        ("第十三条 为了", "第十三条", " 为了"),
        ("第十三条　为了", "第十三条", "　为了"),
        ("**第十三条** 为了", "第十三条", "** 为了"),
        ("第一百七十五条之一 以欺骗手段", "第一百七十五条之一", " 以欺骗手段"),
        ("第 15-1 條", "第15-1條", ""),
        ("第15-1條", "第15-1條", ""),
        ("第 15 條 之 1", "第15條之1", ""),
        ("第一百二十八 条侦查人员", "第一百二十八条", "侦查人员"),
        (
            "第六条 规定本市特别重大事项的地方性法规，由大会通过。",
            "第六条",
            " 规定本市特别重大事项的地方性法规，由大会通过。",
        ),
        ("第一条【立法目的】为了", "第一条", "【立法目的】为了"),
        ("Article 17", "Article 17", ""),
        ("Article 17 Right to erasure", "Article 17", " Right to erasure"),
        ("§ 552. Public information", "§ 552", ". Public information"),
    ],
)
def test_an_article_begins_with_its_label(line: str, label: str, rest: str) -> None:
    found = article_label(line)
    assert found is not None
    assert (found[0], line[found[1] :]) == (label, rest)


@pytest.mark.parametrize(
    "line",
    [
        "第十三条规定的情形",
        "第八 条规定的行为",
        "第三十一条的决定》第一次修正",
        "第十三条、第十四条的规定",
        "第十三条 第一款规定",
        "第十三条第一款 规定",
        "依照第十三条 规定",
        "第一章 总则",
        "Section 3 of the Act applies",
        "Article 5(1) shall apply",
        "",
    ],
)
def test_a_line_that_only_mentions_an_article_begins_none(line: str) -> None:
    assert article_label(line) is None


@pytest.mark.parametrize("unit", ["第", "第十", "第 ", "十", "#", "(", "附件", "part i "])
def test_a_megabyte_in_one_line_is_no_heading_and_no_article(unit: str) -> None:
    line = unit * (1_000_000 // len(unit))
    assert split_heading(line) is None
    assert article_label(line) is None


@given(st.text(max_size=60))
def test_any_line_is_read_without_an_error(line: str) -> None:
    found = article_label(line)
    assert found is None or 0 < found[1] <= len(line)
    heading = split_heading(line)
    assert heading is None or heading[0]


def test_each_supplement_of_a_japanese_act_counts_its_articles_anew() -> None:
    assert provision_id("附　則") == "suppl"
    assert provision_id("第一条", "suppl__dup_2") == "suppl__dup_2__art_1"


def test_the_closing_words_of_an_act_have_an_id_of_their_own() -> None:
    assert provision_id("Conclusions") == "conclusions"


def test_a_lettered_section_of_hong_kong_has_the_number_of_its_english_twin() -> None:
    assert provision_id("第33A條") == "art_33a"
    assert article_order("第33A條") == article_order("Section 33A")
