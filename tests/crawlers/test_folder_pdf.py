"""PDF files with a text layer: lines put together again, page furniture out, and all others quarantined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers import folder
from crawlers.pdf_lines import joined, pdf_lines, without_furniture
from crawlers.readable import Unreadable
from law.instrument import Version
from tests.crawlers.pdf_files import pdf_of
from tests.crawlers.reviewed import AT

ACT = [
    [
        "样例市人民政府公报", "样例市路灯信息管理办法", "目录", "第一章　总则………………1", "第二章　公开………………1",
        "第三章　附则………………2", "第一章　总则", "第一条　为了规范路灯信息管理，保障公众知情权，根据有关",
        "法律，制定本办法。", "— 1 —",
    ],
    [
        "样例市人民政府公报", "第二条　本办法所称路灯信息，包括：", "（一）路灯的位置；", "（二）路灯的管理单位。",
        "第二章　公开", "第三条　路灯管理单位应当每年公开路灯信息，并接受公众监督；", "— 2 —",
    ],
    [
        "样例市人民政府公报", "公众可以提出意见。", "第三章　附则", "第四条　本办法自2021年7月1日起施行。", "— 3 —",
    ],
]  # fmt: skip


def read(raw: bytes) -> Version:
    return folder.parse(raw, "act.pdf", at=AT, jurisdiction="xs").versions[0]


def test_a_chinese_pdf_reads_as_articles_without_its_page_furniture_and_contents() -> None:
    law = folder.parse(pdf_of(ACT), "act.pdf", at=AT, jurisdiction="xs")
    version = law.versions[0]
    assert law.title == "样例市路灯信息管理办法"
    assert [(p.label, p.text) for p in version.articles] == [
        ("第一条", "为了规范路灯信息管理，保障公众知情权，根据有关法律，制定本办法。"),
        ("第二条", "本办法所称路灯信息，包括：\n（一）路灯的位置；\n（二）路灯的管理单位。"),
        ("第三条", "路灯管理单位应当每年公开路灯信息，并接受公众监督；\n公众可以提出意见。"),
        ("第四条", "本办法自2021年7月1日起施行。"),
    ]
    assert [p.heading for p in version.provisions if not p.text] == ["总则", "公开", "附则"]
    assert "a table of contents of 3 lines was left out" in version.problems
    assert any("joined to paragraphs" in problem for problem in version.problems)


def test_an_english_pdf_is_joined_with_its_hyphens_undone() -> None:
    lines = [
        "Kite Records Act",
        "Article 1 Every person may see the records of kites which the Keeper of infor-",
        "mation holds, and may ask for a self-made copy of any of them at no cost to the",
        "person, whether or not the kite is self-",
        "made.",
        "Article 2 The Keeper shall answer within ten days.",
    ]
    law = folder.parse(pdf_of([lines]), "kites.pdf", at=AT, jurisdiction="xs")
    assert law.title == "Kite Records Act"
    first = law.versions[0].articles[0].text
    assert first.startswith("Every person may see the records of kites which the Keeper of information holds, and may")
    assert first.endswith("person, whether or not the kite is self-\nmade.")
    assert [p.label for p in law.versions[0].articles] == ["Article 1", "Article 2"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (pdf_of([[], []], images=True), "no text layer: the PDF is made of pictures, OCR it"),
        (pdf_of([["封面"], *[[]] * 5], images=True), "no text layer"),
        (
            pdf_of([["第一条　路灯信息应当每年向社会公布，任何人都可以查阅和复制。"], [], []], images=True),
            "no text layer",
        ),
        (pdf_of(ACT, table=False), "no ToUnicode"),
        (pdf_of(ACT, to=0xE000), "no characters"),
        (pdf_of(ACT, encrypted=True), "encrypted"),
        (pdf_of(ACT)[:200], "damaged|no text layer"),
        (b"%PDF-1.7", "damaged|no text layer"),
        (b"not a pdf at all", "damaged"),
    ],
    ids=["pictures", "cover", "mostly pictures", "no table", "private use", "encrypted", "cut off", "empty", "text"],
)
def test_a_pdf_without_a_text_that_can_be_trusted_is_quarantined(raw: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        pdf_lines(raw)


def test_a_page_that_is_only_a_picture_is_named() -> None:
    many = [[f"第{n}条　路灯信息应当每年向社会公布，任何人都可以依法查阅和复制。"] for n in "一二三四五六七八九"]
    _, problems = pdf_lines(pdf_of([*many, []], images=True))
    assert problems[0] == "pages that are only pictures are not read: 10"


def test_lines_at_the_edge_that_do_not_repeat_stay() -> None:
    pages = [
        ["甲", "第一条 一", "Article 3", "1"],
        ["甲", "第二条 二", "Article 7", "2"],
        ["甲", "第三条 三", "Article 8", "3"],
    ]
    assert without_furniture(pages) == ["第一条 一", "Article 3", "第二条 二", "Article 7", "第三条 三", "Article 8"]
    assert without_furniture(pages[:2]) == [line for page in pages[:2] for line in page]


WORDS = st.text(st.sampled_from("甲乙丙路灯ab c-，、"), min_size=1, max_size=20).map(str.strip).filter(bool)


@given(st.lists(WORDS, max_size=12))
def test_joining_loses_nothing_but_breaks_and_hyphens(lines: list[str]) -> None:
    before = "".join("".join(lines).split()).replace("-", "")
    assert "".join("".join(joined(lines)).split()).replace("-", "") == before


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        pdf_lines(b"%PDF-1.7\n" + raw)


def test_a_damaged_pdf_never_stops_the_others() -> None:
    whole = pdf_of(ACT)
    for cut in range(0, len(whole), 97):
        raw = whole[:cut] + b"\x00<<" + whole[cut + 3 :]
        try:
            assert pdf_lines(raw)[0]
        except Unreadable as error:
            assert str(error)  # noqa: PT017 (any of the refusals is right; any other exception is not)
