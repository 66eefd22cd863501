"""axe-core finds nothing serious on any page, in any language, in light and dark, on a phone and a desktop."""

import importlib.util
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from search_api.accounts.desk import AccountDesk
from search_api.accounts.records import Role
from search_api.library import Library
from search_api.settings import Settings
from tests.ui.browsing import chromium, context_of, served, watched
from tests.ui.conftest import ADDRESSES
from tests.ui.reading_html import LANGUAGES
from ui.site import create_site

pytestmark = pytest.mark.browser

SENTENCE = "a sentence that nobody knows"
MORE = {
    "answer": "/ask?q=政府部门必须公开哪些信息&jurisdiction=xs",
    "letter": "/ask/letter?q=政府部门必须公开哪些信息&jurisdiction=xs",
}
PAGES = [*ADDRESSES.values(), *MORE.values()]
SERIOUS = ("serious", "critical")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"
# One look each: every language, both colour schemes and both sizes come up without looking at everything eight times.
LOOKS = (("en", "light", "desktop"), ("zh-Hans", "dark", "phone"), ("zh-Hant", "light", "phone"))


@pytest.fixture(scope="module")
def axe() -> str:
    """The script, which a package of the development environment brings with it."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        reason = "axe-core is not installed: install the development requirements"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; CI must run this test")
        pytest.skip(reason)
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> AccountDesk:
    made = AccountDesk(home=tmp_path_factory.mktemp("accounts"), clock=lambda: datetime.now(UTC))
    made.add("root", Role.ADMIN, password=SENTENCE)
    return made


@pytest.fixture(scope="module")
def server(settings: Settings, library: Library, desk: AccountDesk) -> Iterator[str]:
    site = create_site(settings, library=library)
    site.state.accounts = desk
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_nothing_serious_on_any_page(
    browser: Browser, server: str, axe: str, language: str, scheme: Any, size: str
) -> None:
    context = context_of(browser, size, color_scheme=scheme)
    context.set_default_timeout(60_000)
    walk = watched(context, server, language)
    found = [fault for path in PAGES for fault in _faults(walk.page, f"{server}{_in(path, language)}", axe)]
    context.close()
    assert found == []


def test_nothing_serious_in_what_a_pasted_text_is_answered_with(browser: Browser, server: str, axe: str) -> None:
    page = browser.new_page()
    page.goto(f"{server}/citations?lang=en")
    page.fill("textarea", "《样例国政府信息公开法》第三条规定，“政府信息以秘密为原则”。《火星法》第一条。第十条。")
    page.locator("form.list-form button").click()
    page.locator(".checked").wait_for()
    assert _faults_here(page, axe) == []
    page.close()


def test_nothing_serious_on_the_page_of_an_admin(browser: Browser, server: str, axe: str, desk: AccountDesk) -> None:
    context = context_of(browser, "desktop")
    token = desk.sign_in("root", SENTENCE, address="192.0.2.1").token
    context.add_cookies([{"name": "lexgap_session", "value": token, "url": server}])
    page = context.new_page()
    assert _faults(page, f"{server}/account", axe) == []
    assert page.locator("table").is_visible()
    assert _faults(page, f"{server}/account/searches", axe) == []
    assert _faults(page, f"{server}/?q=政府信息", axe) == []
    context.close()


def test_axe_finds_what_is_wrong(browser: Browser, axe: str) -> None:
    page = browser.new_page()
    page.set_content("<html><body><img src='data:,'><input></body></html>")
    page.evaluate(axe)
    assert {fault["id"] for fault in page.evaluate(_RUN, _RULES)} >= {"image-alt", "label", "html-has-lang"}
    page.close()


def test_every_language_is_looked_at() -> None:
    assert {language for language, _, _ in LOOKS} == set(LANGUAGES)


def _in(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def _faults(page: Any, address: str, axe: str) -> list[str]:
    page.goto(address)
    return _faults_here(page, axe)


def _faults_here(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    return [
        f"{page.url}: {fault['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for fault in page.evaluate(_RUN, _RULES)
        if fault["impact"] in SERIOUS
        for node in fault["nodes"][:3]
    ]
