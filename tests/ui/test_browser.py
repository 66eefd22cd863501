"""The walk of a newcomer in Chromium on the real server: with and without JavaScript, on a phone and a desktop."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from search_api.library import Library
from search_api.settings import Settings
from tests.ui.reading_html import LANGUAGES
from ui.locale import words_in
from ui.site import create_site

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_MORE_FLAGS = ("--disable-sync", "--no-first-run", "--disable-dev-shm-usage")


@pytest.fixture(scope="module")
def server(settings: Settings, library: Library) -> Iterator[str]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    config = uvicorn.Config(create_site(settings, library=library), log_level="error", ws="none")
    serving = uvicorn.Server(config)
    thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not serving.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    serving.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        reason = "Chromium is not installed: on Debian, apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; CI must run this test")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=[*_FLAGS, *_MORE_FLAGS])
        yield opened
        opened.close()


@dataclass(slots=True)
class Watched:
    """A page with all that went wrong on it."""

    page: Page
    language: str
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        mark = "&" if "?" in path else "?"
        self.page.goto(f"{self.base}{path}{mark}lang={self.language}")
        self.check()

    def follow(self, selector: str, text: str = "") -> None:
        self.page.locator(selector, has_text=text).first.click()
        self.page.wait_for_load_state()
        self.check()

    def check(self) -> None:
        """Nothing sticks out sideways, the language is kept, and nothing has complained."""
        root = "document.documentElement"
        assert self.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), self.page.url
        assert self.page.locator("html").get_attribute("lang") == self.language
        assert self.complaints == []

    def word(self, key: str) -> str:
        return str(words_in(self.language)(key))


def watched(context: BrowserContext, base: str, language: str) -> Watched:
    page = context.new_page()
    made = Watched(page=page, language=language, base=base)
    page.on("console", lambda message: made.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("request", lambda request: _only_here(request.url, made))
    return made


def _only_here(url: str, made: Watched) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("data", "about") and parts.hostname != "127.0.0.1":
        made.complaints.append(f"asked another host: {url}")


def _context(browser: Browser, size: str, **facts: Any) -> BrowserContext:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, **facts)
    context.set_default_timeout(10_000)
    return context


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_search_to_provision_to_gap_cell_to_source(
    browser: Browser, server: str, language: str, script: bool, size: str
) -> None:
    context = _context(browser, size, java_script_enabled=script)
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
    context = _context(browser, "desktop")
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
    context = _context(browser, "desktop", permissions=["clipboard-read", "clipboard-write"])
    walk = watched(context, server, "en")
    walk.open("/?q=政府信息公开")
    citation = walk.page.locator(".cite-text").first.inner_text()
    walk.page.locator(".copy").first.click()
    walk.page.locator(".copy", has_text="Copied").first.wait_for()
    assert walk.page.evaluate("navigator.clipboard.readText()") == citation
    context.close()


def test_without_script_there_are_no_dead_buttons(browser: Browser, server: str) -> None:
    context = _context(browser, "desktop", java_script_enabled=False)
    walk = watched(context, server, "en")
    walk.open("/?q=政府信息公开")
    assert walk.page.locator(".copy").count() == 0
    assert walk.page.locator(".cite-text").first.is_visible()
    context.close()


def test_the_first_tab_skips_to_the_content(browser: Browser, server: str) -> None:
    context = _context(browser, "phone")
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
    context = _context(browser, size, color_scheme=scheme)
    walk = watched(context, server, "en")
    law = "/instruments/akn/xs/act/样例国政府信息公开法"
    for path in ("/", "/?q=信息", "/?q=zzqqxx", law, "/instruments", "/gaps?jurisdiction=xs&jurisdiction=xs-lin"):
        walk.open(path)
    for path in ("/gaps/DIS-01/xs", "/checklist", "/sources", "/help"):
        walk.open(path)
    context.close()


def test_printing_leaves_out_what_paper_cannot_use(browser: Browser, server: str) -> None:
    context = _context(browser, "desktop")
    walk = watched(context, server, "en")
    walk.open("/instruments/akn/xs/act/样例国政府信息公开法")
    walk.page.emulate_media(media="print")
    for hidden in (".main-nav", ".contents", "form.on-day"):
        assert not walk.page.locator(hidden).is_visible()
    assert walk.page.locator("#art_3").is_visible()
    context.close()
