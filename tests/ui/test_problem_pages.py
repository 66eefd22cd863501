"""Errors as pages: what is wrong, in the reader's language, and a next step."""

from pathlib import Path

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from search_api.budget import Overloaded
from search_api.library import Library
from search_api.settings import Settings
from tests.search_api.conftest import without_a_free_thread
from tests.ui.reading_html import LANGUAGES, read
from ui.locale import words_in
from ui.site import create_site


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_not_there_offers_a_search(client: TestClient, language: str) -> None:
    page = read(client, "/nothing/here", language)
    assert page.status == 404
    assert page.texts("h1") == [str(words_in(language)("problem.404.title"))]
    assert page.all("form[role=search]")
    assert len(page.all("main a")) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_index_it_says_what_to_run(tmp_path: Path, language: str) -> None:
    with TestClient(create_site(Settings(home=tmp_path, embedder="none"))) as opened:
        page = read(opened, "/?q=x", language)
        assert page.status == 503
        assert "lexgap index" in page.texts(".notice")[0]
        assert {"en": "no index", "zh-Hans": "还没有索引", "zh-Hant": "還沒有索引"}[language] in page.texts(".notice")[
            0
        ]
        assert opened.get("/?q=x").headers["retry-after"]
        assert opened.get("/api/v1/search?q=x").headers["content-type"] == "application/problem+json"


def test_an_empty_corpus_still_has_its_pages(tmp_path: Path) -> None:
    with TestClient(create_site(Settings(home=tmp_path, embedder="none"))) as opened:
        for address in ("/", "/instruments", "/sources", "/checklist", "/help"):
            assert read(opened, address, "en").status == 200, address
        assert "run “lexgap import”" in read(opened, "/", "en").words.lower()
        assert read(opened, "/gaps", "en").status == 404


@pytest.mark.parametrize(
    ("error", "status"),
    [(HTTPException(410), 410), (Overloaded("Too much."), 503), (RuntimeError("boom"), 500), (HTTPException(418), 418)],
)
def test_each_error_has_its_page(settings: Settings, library: Library, error: Exception, status: int) -> None:
    app = create_site(settings, library=library)

    @app.get("/broken")
    def broken() -> None:
        raise error

    with TestClient(app, raise_server_exceptions=False) as opened:
        for language in LANGUAGES:
            page = read(opened, "/broken", language)
            assert page.status == status
            assert "boom" not in page.raw
            shown = status if status != 418 else 500
            assert page.texts("h1") == [str(words_in(language)(f"problem.{shown}.title"))]
            assert opened.get("/broken").headers["cache-control"] == "no-store"


def test_an_ambiguous_name_lists_what_it_may_mean(settings: Settings, library: Library) -> None:
    from search_api.views import Ambiguous

    app = create_site(settings, library=library)
    named = tuple(library.catalogue().named(i) for i in list(library.catalogue().instruments)[:2])

    @app.get("/twice")
    def twice() -> None:
        raise Ambiguous("it names 2 instruments", named)

    with TestClient(app) as opened:
        page = read(opened, "/twice", "en")
        assert page.status == 300
        assert [str(a["href"]).startswith("/instruments/akn/") for a in page.all(".list a")] == [True, True]


def test_pages_cannot_be_written_to(client: TestClient) -> None:
    assert client.post("/").status_code == 405
    assert client.delete("/gaps").status_code == 405


def test_a_day_that_none_of_the_texts_held_reaches_says_which_are_held(client: TestClient) -> None:
    page = read(client, "/instruments/akn/xs/act/样例国政府信息公开法@1999-01-01", "zh-Hans")
    assert page.status == 404
    assert "2012-03-15" in page.texts(".notice")[0]
    assert page.all(".notice [lang=en]") == []


def test_an_unknown_identifier_is_told_to_programs_as_json_and_to_browsers_as_a_page(client: TestClient) -> None:
    program = client.get("/akn/xs/act/没有的法", headers={"Accept": "*/*"})
    assert (program.status_code, program.headers["content-type"]) == (404, "application/problem+json")
    browser = client.get("/akn/xs/act/没有的法", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (browser.status_code, browser.headers["content-type"].partition(";")[0]) == (404, "text/html")


@pytest.mark.parametrize(("language", "advice"), [("en", "Try again in 2 s"), ("zh-Hant", "請在 2 秒後重試")])
def test_a_page_that_comes_too_late_says_when_to_try_again(
    settings: Settings, library: Library, language: str, advice: str
) -> None:
    app = create_site(settings.model_copy(update={"request_seconds": 0.01}), library=library)
    with TestClient(app) as opened, without_a_free_thread(app):
        page = read(opened, "/instruments/公开法", language)
    assert page.status == 503
    assert advice in page.texts(".notice")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_that_cannot_be_used_is_explained_in_the_language_of_the_page(
    client: TestClient, language: str
) -> None:
    (said,) = read(client, "/?q=a&k=1000", language).texts("main .notice-strong li")
    assert said.startswith("k 1000")
    allowed = {
        "en": "write a whole number from 1 to 100",
        "zh-Hans": "请写 1 至 100 的整数",
        "zh-Hant": "請寫 1 至 100",
    }
    assert allowed[language] in said
