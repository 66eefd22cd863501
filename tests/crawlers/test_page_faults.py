"""What comes with status 200 and is not the page: each is refused by name, and no genuine page is."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from crawlers.crawl import Ask, Page
from crawlers.page_faults import refuse_faulty_page
from crawlers.readable import Unreadable
from crawlers.source import CRAWLS
from tests.crawlers.faulty_pages import CHALLENGES, ERRORS, LAW, SHELLS, menu, page_of
from tests.crawlers.recorded_answers import pages_in
from tests.crawlers.reviewed import AT, FIXTURES


def answer(
    body: bytes | str, *, url: str = "https://example.org/law.html", ref: str | None = "law", **headers: str
) -> Page:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    raw = body.encode() if isinstance(body, str) else body
    return Page(ask=Ask(url=url, role="page", ref=ref), url=url, status=200, headers=named, body=raw, retrieved_at=AT)


def reason(page: Page) -> str:
    with pytest.raises(Unreadable) as refused:
        refuse_faulty_page(page)
    return str(refused.value)


@pytest.mark.parametrize("ref", ["law", None], ids=["document", "list"])
@pytest.mark.parametrize("product", CHALLENGES)
def test_a_page_of_a_firewall_is_recognised(product: str, ref: str | None) -> None:
    assert "challenge" in reason(answer(CHALLENGES[product], ref=ref))


@pytest.mark.parametrize("what", ERRORS)
def test_a_page_of_an_error_with_status_200_is_recognised(what: str) -> None:
    assert ERRORS[what].expected in reason(answer(ERRORS[what].page))


@pytest.mark.parametrize("what", SHELLS)
def test_the_shell_of_a_web_app_is_recognised(what: str) -> None:
    assert "shell of a web app" in reason(answer(SHELLS[what]))


def test_a_menu_without_a_text_is_no_document_and_may_be_a_list() -> None:
    assert "a menu" in reason(answer(menu(60)))
    refuse_faulty_page(answer(menu(60), ref=None))


def test_a_stub_is_no_document() -> None:
    assert "a stub" in reason(answer(page_of("<h1>Cap. 103</h1><p>(Repealed 16 of 1990 s. 60)</p>")))


@pytest.mark.parametrize(
    "url", ["https://example.org/a.json", "https://example.org/a.docx", "https://example.org/a.zip"]
)
def test_a_web_page_in_place_of_data_is_named(url: str) -> None:
    assert "an HTML page came where" in reason(answer(page_of(LAW), url=url))


def test_the_type_that_was_asked_for_or_announced_is_due() -> None:
    asked = Ask(url="https://example.org/a", role="page", headers={"Accept": "application/json"})
    page = Page(ask=asked, url=asked.url, status=200, headers={}, body=page_of(LAW).encode(), retrieved_at=AT)
    assert "where JSON is due" in reason(page)
    assert "where PDF is due" in reason(answer(page_of(LAW), content_type="application/pdf"))


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, ".doc"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "image"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"\x01\x02\x00\x03" * 40, "binary"),
    ],
)
def test_a_type_that_is_not_read_is_said_to_be_unsupported(raw: bytes, name: str) -> None:
    said = reason(answer(raw))
    assert "unsupported type" in said
    assert name in said


def archive(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, LAW)
    return packed.getvalue()


def test_an_ofd_file_is_an_archive_of_an_unsupported_type() -> None:
    assert "OFD" in reason(answer(archive("OFD.xml", "Doc_0/Document.xml")))
    assert "no Word document" in reason(answer(archive("a.xml"), url="https://example.org/a.docx"))
    assert "half an archive" in reason(answer(archive("a.xml")[:-30]))


@pytest.mark.parametrize("cut", ["</p>", "</body>", "</html>"])
def test_a_page_that_breaks_off_is_half_a_page(cut: str) -> None:
    page = page_of(f"<p>{LAW}</p>")
    for end in (page.rindex(cut), page.rindex(cut) + 3):
        assert "half a page" in reason(answer(page[:end]))


def test_data_that_breaks_off_is_not_whole() -> None:
    record = json.dumps({"title": "路灯管理办法", "text": LAW})
    assert "no whole JSON" in reason(answer(record[:-20]))
    assert "no whole XML" in reason(answer(f"<law><p>{LAW}</p>"))
    assert "half a file" in reason(answer(b"%PDF-1.7\n" + b"0" * 4_000))
    assert "empty" in reason(answer(b"  \n"))


def test_a_message_of_an_error_in_json_is_no_reply() -> None:
    assert "busy" in reason(answer(json.dumps({"code": 500, "msg": "系统繁忙，请稍后再试", "data": None})))
    assert "login" in reason(answer(json.dumps({"code": 401, "message": "未登录或登录已超时"})))
    refuse_faulty_page(answer(json.dumps({"code": 200, "msg": "操作成功", "data": None})))


def test_damaged_characters_in_json_are_named() -> None:
    assert "NUL" in reason(answer('{"text": "a\\u0000b"}'))
    assert "surrogates" in reason(answer('{"text": "a\\ud800b"}'))
    assert "garbled" in reason(answer(json.dumps({"text": LAW.encode().decode("latin-1")})))


@pytest.mark.parametrize("path", ["/login.html", "/cas/start", "/404.html"])
def test_a_redirect_to_a_login_or_an_error_is_noticed(path: str) -> None:
    asked = Ask(url="https://example.org/law.html", role="page", ref="law")
    body = page_of(f"<p>{LAW[:100]}</p>").encode()
    page = Page(ask=asked, url=f"https://example.org{path}", status=200, headers={}, body=body, retrieved_at=AT)
    assert "login" in reason(page) or "errors" in reason(page)


@pytest.mark.parametrize(
    "page",
    [
        page_of(f"<h1>关于开展网络安全检查的通知</h1><p>{LAW[:120]}</p><noscript>请启用 JavaScript</noscript>"),
        page_of(f"<h1>系统维护管理办法</h1>{menu(30)}<p>{LAW}</p><form><input type=password name=p></form>"),
        page_of(f"<p>{LAW}</p><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
        page_of(f"<p>{LAW}</p><script>document.cookie='lang=zh'; if(0) location.reload()</script>"),
        page_of("<h1>关于废止《路灯管理办法》的决定</h1><p>《路灯管理办法》已不适应现实情况，现予废止。</p>"),
        page_of(f"<h1>第404章 路灯条例</h1><p>{LAW}</p>"),
    ],
    ids=["inspection", "maintenance rules", "cloudflare's beacon", "language cookie", "short repeal", "cap 404"],
)
def test_a_genuine_page_that_resembles_a_fault_is_kept(page: str) -> None:
    refuse_faulty_page(answer(page))


def refused_in(folder: Path) -> dict[str, str]:
    """The answers of every source in a folder, lists too, that are refused, with the reasons."""
    refused = {}
    for source in sorted(CRAWLS):
        for page in pages_in(source, folder / source) if (folder / source).is_dir() else []:
            try:
                refuse_faulty_page(page)
            except Unreadable as error:
                refused[page.url] = str(error)
    return refused


def test_no_fixture_of_ours_is_refused_but_the_menu_that_is_one() -> None:
    [(url, said)] = refused_in(FIXTURES).items()
    assert url == "https://www.zj.gov.cn/art/2024/3/12/art_1229017138_4.html"
    assert "a menu" in said


@pytest.mark.shared
def test_no_recording_of_an_official_source_is_refused(shared_dir: Path) -> None:
    assert refused_in(shared_dir / "sources") == {}
    for path in sorted((shared_dir / "sources").rglob("*.*ml")):
        refuse_faulty_page(answer(path.read_bytes(), url=f"https://example.org/{path.name}", ref=path.name))


@pytest.mark.shared
def test_a_harvest_that_was_garbled_before_is_refused(shared_dir: Path) -> None:
    raw = (shared_dir / "sources" / "failure_modes" / "pbc_utf8_decoded_as_latin1.json").read_bytes()
    assert "garbled" in reason(answer(raw))
