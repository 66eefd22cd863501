"""What changed between two texts of a law."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.provision import Provision, Unit
from law.text_diff import Change, Op, diff_provisions, diff_texts


def article(number: int, text: str, heading: str = "") -> Provision:
    return Provision(id=f"art_{number}", unit=Unit.ARTICLE, label=f"第{number}条", text=text, heading=heading)


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.op.value, piece.text) for piece in diff_texts(old, new)]


def test_a_changed_term_is_shown_as_deleted_and_inserted() -> None:
    assert shown("应当在十五个工作日内答复。", "应当在二十个工作日内答复。") == [
        ("equal", "应当在"),
        ("delete", "十五"),
        ("insert", "二十"),
        ("equal", "个工作日内答复。"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("公民、法人和其他组织,可以申请。", "公民、法人和其他组织，可以申请。"),
        ("个人資料保護法", "个人资料保护法"),
        ("下列信息：\n（一）姓名;\n(二) 住址", "下列信息: （一）姓名；（二）住址"),
        ("“重要数据”是指", "「重要数据」是指"),
        ("Personal  data, that is", "Personal data — that is"),
    ],
)
def test_punctuation_width_script_and_space_are_no_change(old: str, new: str) -> None:
    assert shown(old, new) == [("equal", new)]


def test_words_of_latin_scripts_are_compared_whole() -> None:
    assert shown("within 48 hours of it", "within 72 hours of it")[1:3] == [("delete", "48"), ("insert", "72")]


def test_small_islands_do_not_tear_a_change_apart() -> None:
    pieces = shown("由县级人民政府批准并公布", "由省级以上的人民政府主管部门批准并公布")
    assert [op for op, _ in pieces].count("insert") <= 2


def test_an_article_with_other_items_under_the_same_opening_is_reworded() -> None:
    opening = "处理者因业务需要向境外提供个人信息的，应当具备下列条件之一："
    old = [article(8, f"{opening}\n（一）取得书面同意；\n（二）经主管部门批准。")]
    new = [article(14, f"{opening}\n（一）通过监督局组织的安全评估；\n（二）与接收方订立监督局公布的标准合同。")]
    assert [change.change for change in diff_provisions(old, new)] == [Change.REWORDED]


def test_a_short_opening_pairs_nothing() -> None:
    old, new = [article(1, "下列用语：\n（一）罚款；")], [article(2, "下列用语：\n（一）信息公开的指南；")]
    assert [change.change for change in diff_provisions(old, new)] == [Change.ADDED, Change.REMOVED]


def test_an_inserted_article_does_not_make_all_following_ones_new() -> None:
    old = [article(n, f"第{n}件事情由甲部门办理，乙部门协助。编号{n * 7}") for n in range(1, 30)]
    new = [*old[:4], article(5, "新设立的规则要求公开目录。")]
    new += [article(n + 1, p.text) for n, p in enumerate(old[4:], 5)]
    changes = diff_provisions(old, new)
    assert [c.change for c in changes[:6]] == [*[Change.UNCHANGED] * 4, Change.ADDED, Change.RENUMBERED]
    assert {c.change for c in changes[5:]} == {Change.RENUMBERED}


def test_a_removed_article_stands_where_it_was() -> None:
    old = [article(1, "甲机关应当公开预算。"), article(2, "乙机关可以收费。"), article(3, "丙机关负责解释本办法。")]
    changes = diff_provisions(old, [old[0], article(2, old[2].text)])
    assert [c.change for c in changes] == [Change.UNCHANGED, Change.REMOVED, Change.RENUMBERED]


def test_a_number_with_other_words_is_another_article() -> None:
    changes = diff_provisions([article(1, "甲机关应当公开预算。")], [article(1, "隐私受保护，不得泄露。")])
    assert {c.change for c in changes} == {Change.ADDED, Change.REMOVED}


def test_a_reworded_article_that_moved_is_found() -> None:
    old = [article(7, "行政机关收到政府信息公开申请，应当在十五个工作日内予以答复。")]
    (change,) = diff_provisions(old, [article(33, "行政机关收到政府信息公开申请，应当在二十个工作日内予以答复。")])
    assert change.change is Change.REWORDED
    assert (change.old, change.new) != (None, None)


def test_a_new_heading_is_a_change() -> None:
    (change,) = diff_provisions([article(1, "甲乙丙丁戊己", "目的")], [article(1, "甲乙丙丁戊己", "宗旨")])
    assert change.change is Change.REWORDED
    assert [piece.op for piece in change.heading] == [Op.DELETE, Op.INSERT]


TEXTS = st.text(alphabet="甲乙丙丁，。；“”（）臺台 ab1２\n", max_size=60)


@given(old=TEXTS, new=TEXTS)
def test_what_is_kept_and_inserted_is_the_newer_text(old: str, new: str) -> None:
    pieces = diff_texts(old, new)
    assert "".join(p.text for p in pieces if p.op is not Op.DELETE) == new
    assert all(p.text for p in pieces)


@given(text=TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {p.op for p in diff_texts(text, text)} <= {Op.EQUAL}


def test_long_texts_are_compared_in_time() -> None:
    old = "".join(f"第{n}项内容由主管部门规定，并向社会公布。" for n in range(6_000))
    new = old.replace("第77项内容", "第77项材料").replace("第5000项", "第5000款")
    began = time.monotonic()
    pieces = diff_texts(old, new)
    assert time.monotonic() - began < 5
    assert [p.op for p in pieces].count(Op.INSERT) == 2


def test_two_quite_different_codes_are_compared_in_time() -> None:
    old = [article(n, f"甲类事项{n * 13}由部门{n * 17}依照规定{n * 19}办理登记和公示手续。") for n in range(1_200)]
    new = [article(n, f"乙类事务{n * 23}经机关{n * 29}按照办法{n * 31}审核后予以公开发布。") for n in range(1_200)]
    began = time.monotonic()
    diff_provisions(old, new)
    assert time.monotonic() - began < 10
