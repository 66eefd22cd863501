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
from search_api.judgements import Judgements
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
    own = replace(library, reviews=reviews, judgements=Judgements(assess=reviews.judged, mark=reviews.journal.mark))
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
    walk.page.fill("#q", "个人信息跨境提供的条件")
    walk.page.press("#q", "Enter")
    walk.page.wait_for_url("**q=**")
    walk.check()
    walk.follow(".facets a[href*='kind=law']")
    assert "2026-01-02" in walk.page.locator(".chip").first.inner_text()
    assert walk.page.locator(".chip").count() == 2
    assert walk.page.locator(".facets .count").count()
    first = walk.page.locator(".hit").first
    assert first.locator("mark").count()
    results = walk.page.url
    walk.follow(".hit h3 a", "第十四条")
    assert walk.page.locator(".status-banner").is_visible()
    assert walk.page.locator(".contents a").count()
    assert walk.page.locator(".timeline li").count() == 2
    provision = walk.page.locator(".provision:target")
    assert provision.locator("mark").count()
    assert provision.locator(".cite span").first.is_visible()
    citation = provision.locator(".cite span").first.text_content()
    assert citation == "《样例国个人信息保护法》第十四条"
    if request.node.callspec.params["walk"].script:
        provision.locator(".copy").click()
        assert walk.page.evaluate("navigator.clipboard.readText()") == citation
    _compare_with_the_text_of_2016(walk)
    _check_the_citation(walk, citation)
    walk.page.goto(results)
    assert fetched(walk, ".exports a[href*='search.xlsx']").startswith(_ZIP)
    _save_the_search(walk, request.node.callspec.id)


def _compare_with_the_text_of_2016(walk: Watched) -> None:
    walk.follow(".timeline a[href*='/diff?']", "2016-08-26")
    assert "2016-08-26" in walk.page.locator("h1").inner_text()
    provision = walk.page.locator(".change:target")
    assert "书面同意" in "".join(provision.locator("del").all_inner_texts())
    assert "安全评估" in "".join(provision.locator("ins").all_inner_texts())
    walk.follow(".change:target a[href$='#art_8']")
    assert "2016-08-26" in walk.page.locator(".timeline [aria-current]").inner_text()
    assert walk.page.locator(".provision:target").is_visible()


def _check_the_citation(walk: Watched, citation: str) -> None:
    walk.follow(".site-map a[href^='/citations']")
    walk.page.fill("textarea", f"{citation}规定：“处理者因业务需要向境外提供个人信息的，应当具备下列条件之一”。")
    walk.follow("form.list-form button")
    assert walk.page.locator(".checked > .o-resolved").count() == 1
    assert walk.page.locator(".checked blockquote").is_visible()


def _save_the_search(walk: Watched, name: str) -> None:
    """Without an account there is its feed; with one it is kept, with the feed beside it."""
    walk.page.locator(".follow summary").click()
    assert b"<feed" in fetched(walk, ".follow a[href*='search.atom']")
    walk.follow(".follow a[href^='/sign-in']")
    walk.page.fill("#name", ASSESSOR)
    walk.page.fill("#password", SENTENCE)
    walk.follow("form.sign button")
    walk.page.locator(".follow summary").click()
    walk.page.fill("#s-name", name)
    walk.follow("form.save button")
    kept = walk.page.locator("main li", has=walk.page.get_by_text(name, exact=True))
    assert (
        b"<feed"
        in walk.page.request.get(
            urljoin(walk.page.url, kept.locator("a[type='application/atom+xml']").get_attribute("href"))
        ).body()
    )
    walk.follow("main a", name)
    assert walk.page.input_value("#q") == "个人信息跨境提供的条件"
    assert walk.page.locator(".chip").count() == 2


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
    "zh-Hans": ("政府部门必须公开哪些信息?", "xs"),
    "zh-Hant": ("政府部門必須公開哪些資訊？", "xs"),
    "en": ("Can a city refuse to give me inspection records?", "xs-lin"),
}
ANSWERED = ("must_publish", "on_request", "may_withhold", "must_keep_secret", "time_limit", "body", "remedy")


def test_citizens_ask_read_the_quotes_and_print_a_letter(walk: Watched) -> None:
    question, place = QUESTIONS[walk.language]
    walk.open("/")
    walk.follow(".persons a[href^='/ask']")
    walk.open(f"/ask?jurisdiction={place}")
    walk.page.fill("#a-q", question)
    walk.follow("form.list-form button")
    for group in ANSWERED:
        assert walk.page.locator(f"#group-{group}").is_visible()
        assert walk.page.locator(f"[aria-labelledby=group-{group}] blockquote").first.is_visible()
    walk.follow(".area-nav a[href='#held-title']")
    assert walk.page.locator("[aria-labelledby=held-title] p").first.is_visible()
    walk.follow("main .quote figcaption a")
    assert walk.page.locator(".provision:target").is_visible()
    walk.page.go_back()
    walk.follow("a[href*='/ask/letter']")
    assert question in walk.page.locator("pre.letter").inner_text()
    walk.page.emulate_media(media="print")
    assert not walk.page.locator(".main-nav").is_visible()
    assert not walk.page.locator(".site-map").is_visible()
    assert walk.page.locator("pre.letter").is_visible()
