"""The three walks in Chromium, with and without JavaScript, in three languages, on a phone and a desktop.

Legal staff find, compare, cite and take along; policymakers read a cell, review it and take the report; citizens ask.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from gaps.review_journal import Journal
from gaps.review_records import Role as Part
from search_api.accounts.desk import AccountDesk
from search_api.accounts.records import Role
from search_api.library import Library
from search_api.settings import Settings
from tests.ui.browsing import SIZES, Watched, chromium, context_of, served, watched
from tests.ui.reading_html import LANGUAGES
from ui.site import create_site

pytestmark = pytest.mark.browser

SENTENCE = "a sentence that nobody knows"
ASSESSOR, SIGNER = "安安", "ben"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Way:
    """How a walk is walked."""

    language: str
    script: bool
    size: str


WAYS = [Way(language, script, size) for language in LANGUAGES for script in (True, False) for size in SIZES]


@pytest.fixture(scope="module")
def server(settings: Settings, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with two reviewers, and with a journal of its own."""
    home = tmp_path_factory.mktemp("walks")
    reviews = replace(library.reviews, journal=Journal(home))
    own = replace(library, reviews=reviews, assess=reviews.judged)
    desk = AccountDesk(home=home, clock=lambda: datetime.now(UTC))
    for name, part in ((ASSESSOR, Part.ASSESSOR), (SIGNER, Part.SIGNER)):
        desk.add(name, Role.REVIEWER, password=SENTENCE)
        own.reviews.set_reviewer("root", name, part)
    site = create_site(settings, library=own)
    site.state.accounts = desk
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def named(way: Way) -> str:
    return f"{way.language}-{'script' if way.script else 'plain'}-{way.size}"


@pytest.fixture(params=WAYS, ids=named)
def walk(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Watched]:
    way: Way = request.param
    allowed: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]} if way.script else {}
    context = context_of(browser, way.size, java_script_enabled=way.script, **allowed)
    yield watched(context, server, way.language)
    context.close()


def fetched(walk: Watched, selector: str) -> bytes:
    """What a link leads to, taken as the browser would."""
    href = walk.page.locator(selector).first.get_attribute("href")
    answer = walk.page.request.get(urljoin(walk.page.url, href))
    assert answer.status == 200, href
    return answer.body()


def test_legal_staff_find_read_compare_cite_and_take_along(walk: Watched, request: pytest.FixtureRequest) -> None:
    walk.open("/")
    walk.page.fill("#q", "2020年时政府信息公开的期限")
    walk.page.press("#q", "Enter")
    walk.page.wait_for_url("**q=**")
    walk.check()
    assert "2020-12-31" in walk.page.locator(".chip").first.inner_text()
    assert walk.page.locator(".hit mark").count()
    assert walk.page.locator(".facets .count").count()
    assert fetched(walk, ".exports a[href*='search.xlsx']").startswith(_ZIP)
    walk.page.locator(".follow summary").click()
    assert walk.page.locator(".follow li").first.is_visible()
    assert b"<feed" in fetched(walk, ".follow a[href*='search.atom']")
    walk.follow(".chip a")
    assert "literal=" in walk.page.url
    assert "2026-01-02" in walk.page.locator(".chip").first.inner_text()
    walk.follow(".group h2 a", "样例国政府信息公开法")
    assert walk.page.locator(".status-banner").is_visible()
    assert walk.page.locator(".contents a").count()
    assert walk.page.locator(".timeline li").count() == 2
    walk.follow(".timeline a[href*='/diff']")
    assert walk.page.locator(".change ins").first.is_visible()
    assert walk.page.locator(".change del").first.is_visible()
    walk.follow(".change a[href*='#art']")
    cited = walk.page.locator(".provision:target .cite span").first
    citation = cited.inner_text()
    assert "样例国政府信息公开法" in citation
    if request.node.callspec.params["walk"].script:
        walk.page.locator(".provision:target .copy").click()
        assert walk.page.evaluate("navigator.clipboard.readText()") == citation
    walk.follow(".provision:target .cite a")
    assert walk.page.locator("#cited-title").is_visible()
    _check_the_citation(walk, citation)


def _check_the_citation(walk: Watched, citation: str) -> None:
    walk.follow(".site-map a[href^='/citations']")
    walk.page.fill("textarea", f"{citation}规定：“政府信息应当公开”。")
    walk.follow("form.list-form button")
    assert walk.page.locator(".checked > .o-resolved").count() == 1
    assert walk.page.locator(".checked blockquote").is_visible()


@pytest.mark.parametrize("walk", WAYS[::3], ids=named, indirect=True)
def test_legal_staff_save_a_search_in_their_account(walk: Watched, request: pytest.FixtureRequest) -> None:
    _sign_in(walk, ASSESSOR, "/")
    walk.open("/?q=政府信息公开")
    walk.page.locator(".follow summary").click()
    name = request.node.callspec.id
    walk.page.fill("#s-name", name)
    walk.follow("form.save button")
    assert walk.page.locator("main a", has_text=name).first.is_visible()
    walk.follow("main a", name)
    assert walk.page.input_value("#q") == "政府信息公开"


def test_policymakers_open_a_cell_review_it_and_take_the_report(walk: Watched, request: pytest.FixtureRequest) -> None:
    requirement = f"DIS-{WAYS.index(request.node.callspec.params['walk']) + 1:02}"
    walk.open("/gaps?jurisdiction=xs")
    walk.page.locator(".chooser summary").click()
    walk.page.check("input[value=xs-lin]")
    walk.page.select_option("#g-area", "DIS")
    walk.follow(".chooser button")
    assert walk.page.locator(".matrix td a").count() == 24
    assert walk.page.locator(".heat td").count() == 2
    assert fetched(walk, ".exports a[href*='gaps.docx']").startswith(_ZIP)
    assert fetched(walk, ".exports a[href*='gaps.xlsx']").startswith(_ZIP)
    walk.follow(f"#{requirement} td:nth-child(2) a")
    for part in ("#verdict-title", "#elements-title", "#evidence-title", "#near-title", "#searches-title"):
        assert walk.page.locator(part).is_visible()
    result = str(walk.page.locator(".verdict").get_attribute("class")).partition("r-")[2]
    cell = f"/gaps/{requirement}/xs"
    for name, deeds in ((ASSESSOR, ("comment", "assess")), (SIGNER, ("sign",))):
        _sign_in(walk, name, cell)
        for deed in deeds:
            walk.page.fill("#r-why", "The quotes were read in full.")
            walk.page.select_option("#r-result", result)
            walk.follow(f"button[value={deed}]")
        walk.follow(".signed-in button")
    walk.open(cell)
    assert walk.word("review.confirmed") in walk.page.locator(".review").inner_text()
    assert walk.page.locator("form.act").count() == 0
    _take_a_model_from_elsewhere(walk, requirement)


def _take_a_model_from_elsewhere(walk: Watched, requirement: str) -> None:
    walk.open(f"/gaps/{requirement}/xs-lin")
    walk.follow("main a", walk.word("places.models"))
    walk.page.check("input[value=xs]")
    walk.follow(".chooser button")
    assert walk.page.locator(".beside > .verdict").count() == 2
    assert walk.page.locator("#models-title").is_visible()


def _sign_in(walk: Watched, name: str, wanted: str) -> None:
    walk.open(f"/sign-in?next={wanted}?lang={walk.language}")
    walk.page.fill("#name", name)
    walk.page.fill("#password", SENTENCE)
    walk.follow("form.sign button")


QUESTIONS = {
    "zh-Hans": "政府部门必须公开哪些信息?",
    "zh-Hant": "政府部門必須公開哪些資訊？",
    "en": "What government information must be disclosed?",
}


def test_citizens_ask_read_the_quotes_and_print_a_letter(walk: Watched) -> None:
    walk.open("/")
    walk.follow(".persons a[href^='/ask']")
    walk.open("/ask?jurisdiction=xs")
    walk.page.fill("#a-q", QUESTIONS[walk.language])
    walk.follow("form.list-form button")
    for group in ("must_publish", "may_withhold", "must_keep_secret", "time_limit", "remedy"):
        assert walk.page.locator(f"#group-{group}").is_visible()
        assert walk.page.locator(f"[aria-labelledby=group-{group}] blockquote").first.is_visible()
    walk.follow(".area-nav a[href='#held-title']")
    assert walk.page.locator("[aria-labelledby=held-title] p").first.is_visible()
    walk.follow("main .quote figcaption a")
    assert walk.page.locator(".provision:target").is_visible()
    walk.page.go_back()
    walk.follow("a[href*='/ask/letter']")
    assert QUESTIONS[walk.language] in walk.page.locator("pre.letter").inner_text()
    walk.page.emulate_media(media="print")
    assert not walk.page.locator(".main-nav").is_visible()
    assert not walk.page.locator(".site-map").is_visible()
    assert walk.page.locator("pre.letter").is_visible()
