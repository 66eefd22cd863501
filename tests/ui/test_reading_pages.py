"""Long texts in parts, one provision with what cites and resembles it, two languages, terms, citations checked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from law.instrument import Instrument
from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import fill, law, text
from tests.ui.reading_html import LANGUAGES, Read, read
from ui.locale import words_in
from ui.site import create_site

LONG = "/instruments/akn/xs/act/样例国漫长法"
NATIONAL = "/instruments/akn/xs/act/样例国信息公开法"
TWO = "/instruments/akn/tw/act/双语条例"
BEGUN = date(2020, 2, 1)
REPLY = "行政机关应当自收到政府信息公开申请之日起二十个工作日内予以答复，并说明理由。"


def laws() -> Iterator[Instrument]:
    day = date(2020, 1, 1)
    defined = "本法所称政府信息，是指行政机关制作或者获取的信息。"
    local = (
        "根据《样例国信息公开法》，制定本条例。",
        "按照《样例国信息公开法》第一条的规定，行政机关应当答复申请。",
        REPLY,
    )
    yield law("样例国信息公开法", text(day, REPLY, defined, in_force=BEGUN))
    yield law("临省信息公开条例", text(day, *local, in_force=BEGUN), jurisdiction="xs-lin")
    short = text(day, "第1号事项应当公开。", in_force=BEGUN)
    article = short.provisions[-1]
    words = "事项应当向社会公开。" * 14
    many = (replace(article, id=f"art_{n}", label=f"第{n}条", text=f"第{n}号{words}") for n in range(1, 401))
    yield law("样例国漫长法", replace(short, provisions=(short.provisions[0], *many)))
    chinese = text(day, "政府資訊應主動公開。", in_force=BEGUN, language="zh-Hant")
    english = text(day, "Government information shall be published.", in_force=BEGUN, language="en")
    same = tuple(replace(p, id=own.id) for p, own in zip(english.provisions, chinese.provisions, strict=True))
    yield law("双语条例", chinese, replace(english, provisions=same), jurisdiction="tw")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("reading")
    fill(home, *laws())
    settings = Settings(home=home, embedder="none")
    library = open_library(settings, today=lambda: date(2026, 1, 2))
    with TestClient(create_site(settings, library=library), follow_redirects=False) as client:
        yield client
    library.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_text_is_read_in_parts_that_are_light(reader: TestClient, language: str) -> None:
    seen: list[str] = []
    page = read(reader, LONG, language)
    for _ in range(20):
        assert len(page.raw.encode()) < 100_000
        seen += [str(tag["id"]) for tag in page.all(".provision")]
        following = page.all("a[rel=next]")
        if not following:
            break
        page = read(reader, f"{LONG}{following[0]['href']}")
    assert len(seen) == len(set(seen)) == 400


def test_a_link_to_a_provision_opens_the_part_that_has_it(reader: TestClient) -> None:
    assert not read(reader, LONG, "en").all("#art_399")
    for address in (f"{LONG}?at=art_399", f"{LONG}?mark=art_399:0-4"):
        assert read(reader, address, "en").all("#art_399")
    assert read(reader, f"{LONG}?part=9999", "en").all("#art_400")
    assert read(reader, f"{LONG}?part=-1", "en").all("#art_1")


def test_a_provision_has_its_own_page_with_who_cites_it_and_what_is_alike(reader: TestClient) -> None:
    whole = read(reader, NATIONAL, "en")
    page = read(reader, f"{NATIONAL}{whole.all('#art_1 .cite a')[0]['href']}")
    assert page.texts("h1") == ["样例国信息公开法 第一条"]
    assert "1 citation found" in page.words
    alike = page.all("section[aria-labelledby=similar-title] .quote-place")
    assert alike[0].get_text() == "《临省信息公开条例》第三条"
    assert read(reader, page.link("All citations", within="main")).words.count("《样例国信息公开法》") >= 2


def test_terms_defined_in_a_provision_lead_to_their_definitions(reader: TestClient) -> None:
    page = read(reader, f"{NATIONAL}/provisions/art_2", "en")
    terms = read(reader, page.link("政府信息", within="section[aria-labelledby=defined-title]"))
    assert "1 definition found" in terms.words
    assert terms.all(".quote a[href*='mark=art_2']")
    assert "Not found in what we hold" in read(reader, "/terms?q=火星", "en").words


def test_local_law_is_shown_under_the_national_article_it_rests_on(reader: TestClient) -> None:
    page = read(reader, "/implementing?instrument=样例国信息公开法&provision=第一条", "en")
    assert page.texts(".quote .badge:first-child") == ["cites the article", "rests on it", "similar words"]
    assert "Linqiao" in page.texts(".figures")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_languages_stand_beside_each_other(reader: TestClient, language: str) -> None:
    law_page = read(reader, TWO, language)
    page = read(reader, law_page.link(str(words_in(language)("bilingual.title")), within=".side"))
    row = next(row for row in page.all(".bilingual tbody tr") if "政府資訊" in row.get_text())
    assert [cell["lang"] for cell in row.find_all("td")] == ["zh-Hant", "en"]
    assert "shall be published" in row.get_text()


def pasted(client: TestClient, words: str, language: str = "en") -> Read:
    """What a browser sends for a form of plain text."""
    sent = client.post(
        f"/citations?lang={language}", content=f"text={words}\r\n".encode(), headers={"content-type": "text/plain"}
    )
    page = read(client, "/citations", language)
    assert page.all("form[enctype='text/plain'][method=post] textarea[name=text]")
    return replace(page, status=sent.status_code, raw=sent.text, html=type(page.html)(sent.text, "html.parser"))


def test_a_pasted_text_is_checked_citation_by_citation(reader: TestClient) -> None:
    page = pasted(
        reader,
        "《样例国信息公开法》第一条规定，“行政机关应当自收到申请之日起三十个工作日内予以答复”。又见《火星法》第二条。",
    )
    assert "2 citations found" in page.words
    assert [item["class"] for item in page.all(".checked > li")] == [["o-resolved"], ["o-not_held"]]
    assert page.all(".v-misquoted del")
    assert page.all(".v-misquoted ins")
    assert page.texts("textarea")[0].startswith("《样例国信息公开法》")


def test_what_was_pasted_is_shown_as_text_and_kept_nowhere(reader: TestClient) -> None:
    page = pasted(reader, "</textarea><script>alert(1)</script>《样例国信息公开法》第一条")
    assert "<script>alert" not in page.raw
    assert reader.post("/citations", content=b"text=x").headers["cache-control"] == "no-store"
    assert reader.post("/citations", content=b"text=" + b"x" * 21_000).status_code == 413
