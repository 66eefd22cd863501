"""The walk of a newcomer in Chromium on the real server: with and without JavaScript, on a phone and a desktop."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from search_api.library import Library
from search_api.settings import Settings
from tests.ui.browsing import SIZES, chromium, context_of, served, watched
from tests.ui.reading_html import LANGUAGES
from ui.site import create_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(settings: Settings, library: Library) -> Iterator[str]:
    with served(create_site(settings, library=library)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_search_to_provision_to_gap_cell_to_source(
    browser: Browser, server: str, language: str, script: bool, size: str
) -> None:
    context = context_of(browser, size, java_script_enabled=script)
    walk = watched(context, server, language)
    walk.open("/")
    walk.page.fill("#q", "政府信息以公开为原则")
    walk.page.press("#q", "Enter")
    walk.page.wait_for_url("**q=**")
    walk.check()
    assert walk.page.locator(".hit mark").count()
    walk.follow(".hit h3 a", "第三条")
    assert walk.page.locator("#art_3 mark").first.is_visible()
    walk.follow(".main-nav a", walk.word("nav.gaps"))
    walk.follow(".matrix td a", walk.word("result.covered"))
    assert walk.page.locator(".verdict h2").inner_text().strip() == walk.word("result.covered")
    walk.follow(".quote figcaption a")
    assert walk.page.locator(".provision mark").first.is_visible()
    walk.follow(".main-nav a", walk.word("nav.sources"))
    assert "Apache-2.0" in walk.page.locator("#sample").inner_text()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slash_key_reaches_the_search_box(browser: Browser, server: str, language: str) -> None:
    context = context_of(browser, "desktop")
    walk = watched(context, server, language)
    walk.open("/?q=信息")
    walk.page.keyboard.press("/")
    assert walk.page.evaluate("document.activeElement.id") == "q"
    walk.page.keyboard.type("a/b")
    assert walk.page.input_value("#q") == "a/b"
    walk.open("/help")
    walk.page.keyboard.press("/")
    walk.page.wait_for_url(lambda url: urlsplit(url).path == "/")
    context.close()


def test_a_citation_is_copied(browser: Browser, server: str) -> None:
    context = context_of(browser, "desktop", permissions=["clipboard-read", "clipboard-write"])
    walk = watched(context, server, "en")
    walk.open("/?q=政府信息公开")
    citation = walk.page.locator(".cite-text").first.inner_text()
    walk.page.locator(".copy").first.click()
    walk.page.locator(".copy", has_text="Copied").first.wait_for()
    assert walk.page.evaluate("navigator.clipboard.readText()") == citation
    context.close()


def test_without_script_there_are_no_dead_buttons(browser: Browser, server: str) -> None:
    context = context_of(browser, "desktop", java_script_enabled=False)
    walk = watched(context, server, "en")
    walk.open("/?q=政府信息公开")
    assert walk.page.locator(".copy").count() == 0
    assert walk.page.locator(".cite-text").first.is_visible()
    context.close()


def test_the_first_tab_skips_to_the_content(browser: Browser, server: str) -> None:
    context = context_of(browser, "phone")
    walk = watched(context, server, "en")
    walk.open("/?q=政府信息公开")
    walk.page.keyboard.press("Tab")
    assert walk.page.evaluate("document.activeElement.className") == "skip"
    walk.page.keyboard.press("Enter")
    assert walk.page.evaluate("document.activeElement.id") == "main"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_page_sticks_out_sideways(browser: Browser, server: str, size: str, scheme: Any) -> None:
    context = context_of(browser, size, color_scheme=scheme)
    walk = watched(context, server, "en")
    law = "/instruments/akn/xs/act/样例国政府信息公开法"
    for path in ("/", "/?q=信息", "/?q=zzqqxx", law, "/instruments", "/gaps?jurisdiction=xs&jurisdiction=xs-lin"):
        walk.open(path)
    for path in ("/gaps/DIS-01/xs", "/checklist", "/sources", "/help", f"{law}/diff", "/ask", "/coverage", "/sign-in"):
        walk.open(path)
    context.close()


def test_printing_leaves_out_what_paper_cannot_use(browser: Browser, server: str) -> None:
    context = context_of(browser, "desktop")
    walk = watched(context, server, "en")
    walk.open("/instruments/akn/xs/act/样例国政府信息公开法")
    walk.page.emulate_media(media="print")
    for hidden in (".main-nav", ".contents", "form.on-day"):
        assert not walk.page.locator(hidden).is_visible()
    assert walk.page.locator("#art_3").is_visible()
    context.close()
