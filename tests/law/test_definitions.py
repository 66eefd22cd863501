"""Terms that laws define."""

import time

import pytest

from law.definitions import find_definitions


def terms(text: str) -> list[tuple[str, str]]:
    found = list(find_definitions(text))
    assert all(text[d.start : d.end] == d.words for d in found)
    return [(d.term, d.words) for d in found]


@pytest.mark.parametrize(
    ("text", "term", "words"),
    [
        (
            "本条例所称政府信息，是指行政机关制作或者获取的信息。其他事项另行规定。",
            "政府信息",
            "本条例所称政府信息，是指行政机关制作或者获取的信息。",
        ),
        (
            "（一）个人信息处理者，是指自主决定处理目的的组织、个人；\n（二）略。",
            "个人信息处理者",
            "（一）个人信息处理者，是指自主决定处理目的的组织、个人；",
        ),
        ("一、個人資料：指自然人之姓名、出生年月日。", "個人資料", "一、個人資料：指自然人之姓名、出生年月日。"),
        (
            "本办法所称“重要数据”是指可能危害国家安全的数据。",
            "重要数据",
            "本办法所称“重要数据”是指可能危害国家安全的数据。",
        ),
        (
            "(1) In this Act, “personal data” means information relating to a living individual. It applies now.",
            "personal data",
            "“personal data” means information relating to a living individual.",
        ),
    ],
)
def test_a_definition_is_quoted_as_a_sentence(text: str, term: str, words: str) -> None:
    assert (term, words) in terms(text)


@pytest.mark.parametrize(
    "text",
    [
        "上级机关指导下级机关的工作。",
        "由主管部门指定机构办理。",
        "国务院指挥有关部门。",
        "本法自公布之日起施行。",
        "He means well and includes everyone.",
    ],
)
def test_what_only_looks_like_a_definition_is_none(text: str) -> None:
    assert terms(text) == []


def test_several_definitions_stand_in_their_order() -> None:
    text = "本法下列用语的含义：\n（一）甲，是指一物。\n（二）乙，是指二物。\n（三）丙，是指三物。"
    assert [term for term, _ in terms(text)] == ["甲", "乙", "丙"]


def test_a_megabyte_is_read_in_time() -> None:
    began = time.monotonic()
    for text in ("本法所称" * 250_000, "信息是的" * 250_000, "“a " * 300_000, "，是指" * 300_000):
        list(find_definitions(text))
    assert time.monotonic() - began < 8


def test_a_term_told_by_the_kind_of_thing_that_it_is_is_defined() -> None:
    text = "个人信息是以电子或者其他方式记录的与已识别的自然人有关的各种信息，不包括匿名化处理后的信息。"
    (found,) = find_definitions(f"{text}\n公开是原则。")
    assert (found.term, found.words) == ("个人信息", text)


def test_a_sentence_with_is_that_names_no_kind_defines_nothing() -> None:
    assert [
        *find_definitions(
            "信息公开是行政机关的法定职责，应当依法履行。\n合同是否有效的认定，依照法律。\n公安机关是大型活动安全许可的实施机关。"
        )
    ] == []
