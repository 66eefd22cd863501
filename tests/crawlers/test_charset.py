"""A page is read in the encoding that its declarations and its bytes agree on, or it is not read."""

import time

import opencc
import pytest

from crawlers.charset import decode_page
from crawlers.html_lines import lines_of_page, require_whole_page, soup_of
from crawlers.readable import Unreadable

LAW = (
    "第一条 为了规范路灯管理，保障公民、法人和其他组织的合法权益，根据有关法律、行政法规的规定，制定本办法。"
    "第二条 本办法适用于本市行政区域内路灯的设置、维护和监督管理。第三条 市人民政府城市管理部门负责本办法的组织实施。"
)
TRADITIONAL = opencc.OpenCC("s2tw").convert(LAW)
FRENCH = "Le règlement s’applique à toute personne âgée, où qu’elle réside « au Québec » ; l’exécution a été différée."
SHORT = "路灯管理办法"


def page(text: str, meta: str = "") -> str:
    declared = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{declared}<title>t</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding", "meta", "header"),
    [
        (LAW, "utf-8", "utf-8", None),
        (LAW, "utf-8", "", "text/html"),
        (LAW, "utf-8", "gb2312", "text/html; charset=UTF-8"),
        (LAW, "gb18030", "gb2312", None),
        (LAW, "gb18030", "", "text/html;charset=GBK"),
        (LAW, "gb18030", "", None),
        (LAW, "gb18030", "utf-8", "gbk"),
        (LAW, "utf-8-sig", "", None),
        (LAW, "utf-16", "", None),
        (SHORT, "gbk", "gb2312", None),
        (TRADITIONAL, "big5hkscs", "big5", None),
        (TRADITIONAL, "big5hkscs", "", None),
        (FRENCH, "cp1252", "iso-8859-1", None),
        (FRENCH, "cp1252", "", None),
        (LAW, "utf-8", "utf8mb4", None),
    ],
)
def test_a_page_is_read_in_the_encoding_that_its_bytes_and_a_declaration_agree_on(
    text: str, encoding: str, meta: str, header: str | None
) -> None:
    assert text in decode_page(page(text, meta).encode(encoding), header=header)


@pytest.mark.parametrize(
    ("text", "encoding", "meta", "header"),
    [
        (LAW, "gb18030", "utf-8", None),
        (LAW, "gb18030", "big5", None),
        (LAW, "utf-8", "gb2312", None),
        (LAW, "utf-8", "", "gbk"),
        (LAW, "utf-8", "gb2312", "text/html; charset=big5"),
        (LAW, "utf-8", "iso-8859-1", None),
        (TRADITIONAL, "big5hkscs", "utf-8", None),
        (TRADITIONAL, "big5hkscs", "gbk", None),
    ],
)
def test_a_declaration_that_the_bytes_contradict_is_named(
    text: str, encoding: str, meta: str, header: str | None
) -> None:
    with pytest.raises(Unreadable, match="a wrong declaration"):
        decode_page(page(text, meta).encode(encoding), header=header)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("utf-8", "latin-1"),
        ("utf-8", "cp1252"),
        ("utf-8", "gb18030"),
        ("gb18030", "latin-1"),
        ("gb18030", "big5hkscs"),
        ("gb18030", "utf-8"),
        ("gb18030", "euc_jp"),
    ],
)
def test_text_that_was_read_wrongly_before_it_came_here_is_refused(wrong: str, right: str) -> None:
    garbled = (LAW * 2).encode(wrong).decode(right, "replace")
    with pytest.raises(Unreadable, match=r"garbled|lost"):
        decode_page(page(garbled, "utf-8").encode())


def test_big5_that_was_read_as_gbk_is_refused() -> None:
    garbled = (TRADITIONAL * 2).encode("big5hkscs").decode("gb18030", "replace")
    with pytest.raises(Unreadable, match=r"garbled|lost"):
        decode_page(page(garbled).encode())


def test_a_page_that_ends_within_a_character_is_half_a_page() -> None:
    with pytest.raises(Unreadable, match="half a page"):
        decode_page(page(LAW)[: page(LAW).index("第三条")].encode()[:-1])


def test_two_hundred_thousand_nested_elements_are_read_without_recursion() -> None:
    deep = "<html><body>" + "<div>" * 200_000 + LAW + "</body></html>"
    begun = time.process_time()
    [line] = lines_of_page(soup_of(deep.encode()))
    assert line.text == LAW
    assert time.process_time() - begun < 20  # 6 s alone; a busy machine is slower


def test_text_after_a_stray_closing_tag_is_kept() -> None:
    stray = f"<html><head></head></html><body><p>{LAW}</p></body></html>"
    require_whole_page(stray.encode())
    assert [line.text for line in lines_of_page(soup_of(stray.encode()))] == [LAW]
