"""Plain text in older encodings is read where only one of them makes sense of it, and says which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers import folder
from crawlers.folder_encoding import decode_brought
from crawlers.readable import Unreadable
from tests.crawlers.reviewed import AT, FIXTURES

LAMPS = (FIXTURES / "folder" / "lamps.txt").read_text(encoding="utf-8")
TRADITIONAL = (
    "樣例市路燈資訊管理辦法\n第一條 為規範路燈資訊管理，保障公眾知情權，制定本辦法。\n"
    "第二條 路燈管理機關應每年公開路燈資訊。\n第三條 任何人得請求閱覽路燈資訊。\n第四條 本辦法自公布日施行。\n"
)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (LAMPS, "gb18030", "GB 18030 (GBK)"),
        (LAMPS, "gbk", "GB 18030 (GBK)"),
        (TRADITIONAL, "gb18030", "GB 18030 (GBK)"),
        (TRADITIONAL, "big5", "Big5"),
        (LAMPS, "utf-16", "UTF-16"),
        (LAMPS, "utf-16-le", "UTF-16"),
        (TRADITIONAL, "utf-16-be", "UTF-16"),
    ],
)
def test_text_in_an_older_encoding_is_read_and_says_which_was_assumed(text: str, encoding: str, name: str) -> None:
    read, problems = decode_brought(text.encode(encoding), chinese=True)
    assert read.lstrip("\ufeff") == text
    assert problems == (f"the file is not UTF-8: it was read as {name}; save it as UTF-8 if characters look wrong",)


def test_the_assumption_is_a_problem_of_the_text_that_is_held() -> None:
    law = folder.parse(LAMPS.encode("gbk"), "lamps.txt", at=AT, jurisdiction="xs")
    assert any("GB 18030" in problem for problem in law.versions[0].problems)
    markdown = f"# 样例办法\n\n<!-- INFO END -->\n\n{LAMPS.partition(chr(10))[2]}"
    law = folder.parse(markdown.encode("gbk"), "lamps.md", at=AT, jurisdiction="xs")
    assert any("GB 18030" in problem for problem in law.versions[0].problems)


def test_utf8_stays_what_it_is() -> None:
    assert decode_brought(LAMPS.encode(), chinese=True) == (LAMPS, ())


@pytest.mark.parametrize(
    "raw",
    [
        "第一条 短。".encode("gbk"),
        LAMPS.encode("gbk")[:-2],
        ("Loi sur les vents, été à Noël. " * 40).encode("latin-1"),
        ("あいうえ日本国憲法の施行について定める。" * 40).encode("cp932"),
        ("鐨勬硶寰嬩笉鏄竴涓" * 40).encode("gbk"),
        (LAMPS + TRADITIONAL).encode("gbk") + TRADITIONAL.encode("big5"),
        b"\x00\x01\x02" * 500,
    ],
    ids=["too short", "cut off", "french", "japanese", "mojibake", "two encodings", "binary"],
)
def test_what_no_single_encoding_explains_is_quarantined(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        decode_brought(raw, chinese=True)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        text, problems = decode_brought(raw, chinese=False)
    except Unreadable as error:
        assert str(error)  # noqa: PT017 (either is right; any other exception is not)
    else:
        assert problems or text.encode() == raw.removeprefix(b"\xef\xbb\xbf")
