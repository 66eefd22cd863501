"""Reviews on the page of a cell: who sees the form, what it does, and that one assesses and another signs."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from gaps.review_records import Role as Part
from search_api.accounts.desk import AccountDesk
from search_api.accounts.records import Role
from search_api.library import Library
from search_api.opening import open_library
from search_api.settings import Settings
from tests.ui.conftest import TODAY
from tests.ui.reading_html import LANGUAGES, read
from ui.site import create_site

SENTENCE = "a sentence that nobody knows"
CELL = "/gaps/DIS-01/xs"


@pytest.fixture(scope="module")
def own_library(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with a journal of its own on the same index."""
    home = tmp_path_factory.mktemp("reviewed")
    for entry in settings.home.iterdir():
        (home / entry.name).symlink_to(entry)
    opened = open_library(settings.model_copy(update={"home": home}), today=lambda: TODAY)
    opened.gaps(["xs"])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def browsers(
    settings: Settings, own_library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, TestClient]]:
    home = tmp_path_factory.mktemp("accounts")
    desk = AccountDesk(home=home, clock=lambda: datetime.now(UTC))
    parts = {"ann": Part.ASSESSOR, "ben": Part.SIGNER, "cai": Part.VIEWER, "dan": None}
    site = create_site(settings, library=own_library)
    site.state.accounts = desk
    found = {"reader": TestClient(site, follow_redirects=False)}
    for name, part in parts.items():
        desk.add(name, Role.REVIEWER, password=SENTENCE)
        own_library.reviews.set_reviewer("root", name, part)
        found[name] = TestClient(site, follow_redirects=False)
        found[name].cookies.set("lexgap_session", desk.sign_in(name, SENTENCE, address="192.0.2.1").token)
    yield found
    for client in found.values():
        client.close()


def act(client: TestClient, what: str, path: str = CELL, **fields: str) -> int:
    page = read(client, path, "en")
    token = str(page.all("input[name=form_token]")[-1]["value"])
    answer = client.post(f"{path}/review", data={"form_token": token, "act": what, **fields})
    return answer.status_code


@pytest.mark.parametrize(
    ("name", "sees"), [("reader", False), ("ann", True), ("ben", True), ("cai", False), ("dan", False)]
)
def test_only_assessors_and_signers_see_the_form(browsers: dict[str, TestClient], name: str, sees: bool) -> None:
    page = read(browsers[name], CELL, "en")
    assert bool(page.all("form.act")) is sees
    assert page.all("#review-title")
    assert bool(page.all("button[value=sign]")) is (name == "ben")


def test_a_reader_and_a_stranger_to_the_journal_can_do_nothing(browsers: dict[str, TestClient]) -> None:
    assert browsers["reader"].post(f"{CELL}/review", data={"act": "comment", "why": "x"}).status_code == 403
    assert browsers["ann"].post(f"{CELL}/review", data={"act": "comment", "why": "x"}).status_code == 403
    assert act(browsers["dan"], "comment", why="I am not on the list") == 422
    assert act(browsers["cai"], "comment", why="I only read") == 422


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_rules_do_not_allow_is_explained_and_the_words_are_kept(
    browsers: dict[str, TestClient], language: str
) -> None:
    page = read(browsers["ann"], CELL, language)
    token = str(page.all("form.act input[name=form_token]")[0]["value"])
    fields = {"form_token": token, "act": "assess", "result": "covered", "why": ""}
    answer = browsers["ann"].post(f"{CELL}/review?lang={language}", data=fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    fields |= {"act": "sign", "why": "words that were typed"}
    assert "words that were typed" in browsers["ann"].post(f"{CELL}/review", data=fields).text


def test_one_assesses_another_signs_and_the_page_shows_it(browsers: dict[str, TestClient]) -> None:
    path = "/gaps/DIS-02/xs"
    result = str(read(browsers["ann"], path, "en").all("#r-result option[selected]")[0]["value"])
    assert act(browsers["ann"], "assess", path, result=result, why="The quotes say it.") == 303
    assert act(browsers["ann"], "sign", path) == 422
    waiting = read(browsers["reader"], path, "en")
    assert "in review" in waiting.texts(".review")[0]
    assert act(browsers["ben"], "sign", path, why="Checked.") == 303
    confirmed = read(browsers["reader"], path, "en").texts(".review")[0]
    assert "confirmed by a person" in confirmed
    assert "assessed by ann" in confirmed
    assert "2 entries in the journal" in confirmed


def test_a_hostile_comment_is_only_text(browsers: dict[str, TestClient]) -> None:
    assert act(browsers["ann"], "comment", why="<script>alert(1)</script>") == 303
    page = read(browsers["reader"], CELL, "en")
    assert "<script>alert" not in page.raw
    assert "<script>alert(1)</script>" in page.texts(".events q")[-1]
