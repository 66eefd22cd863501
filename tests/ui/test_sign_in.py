"""Signing in on the pages: cookies, forms that only our own pages can send, limits, and what a reader never needs."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from search_api.accounts.attempts import FOR_A_NAME_FROM_A_PLACE
from search_api.accounts.desk import AccountDesk
from search_api.accounts.records import Role
from search_api.library import Library
from search_api.settings import Settings
from tests.ui.reading_html import LANGUAGES, read
from ui.site import create_site

SENTENCE = "a sentence that nobody knows"
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
Open = Callable[..., TestClient]


@pytest.fixture
def open_site(tmp_path: Path, settings: Settings, library: Library) -> Iterator[Open]:
    """Browsers on a site with accounts of its own: one library for all, since nothing in it changes."""
    desk = AccountDesk(home=tmp_path, clock=lambda: AT)
    desk.add("lin", Role.REVIEWER, password=SENTENCE)
    desk.add("root", Role.ADMIN, password=SENTENCE)
    opened: list[TestClient] = []

    def browser(base: str = "http://testserver", **changes: object) -> TestClient:
        site = create_site(settings.model_copy(update=changes), library=library, clock=lambda: AT)
        site.state.accounts = desk
        client = TestClient(site, base_url=base, follow_redirects=False, raise_server_exceptions=False)
        opened.append(client)
        return client

    yield browser
    for client in opened:
        client.close()


def token(client: TestClient, path: str = "/sign-in") -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]{64})"', client.get(path).text)
    assert found, path
    return found[1]


def sign_in(client: TestClient, name: str = "lin", password: str = SENTENCE, wanted: str = "/account") -> int:
    fields = {"form_token": token(client), "name": name, "password": password, "next": wanted}
    answer = client.post("/sign-in", data=fields)
    return answer.status_code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reviewer_signs_in_sees_it_on_every_page_and_signs_out(open_site: Open, language: str) -> None:
    client = open_site()
    assert sign_in(client) == 303
    for path in ("/account", "/", "/help", "/nothing/here"):
        page = read(client, path, language)
        assert "lin" in page.texts(".signed-in a")[0], path
    assert client.get("/").headers["cache-control"] == "no-store"
    assert client.post("/sign-out", data={"form_token": token(client, "/account")}).headers["location"] == "/"
    assert client.get("/account").headers["location"] == "/sign-in?next=%2Faccount"
    way = client.get("/account/searches?lang=zh-Hant").headers["location"]
    assert way == "/sign-in?next=%2Faccount%2Fsearches%3Flang%3Dzh-Hant&lang=zh-Hant"
    assert not read(client, "/", language).all(".signed-in")


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(open_site: Open) -> None:
    client = open_site()
    fields = {"form_token": token(client), "name": "lin", "password": SENTENCE}
    first = client.post("/sign-in", data=fields).headers.get_list("set-cookie")[0]
    cookie = SimpleCookie(first)["lexgap_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"]) == (True, "lax", "", "/")


def test_over_https_the_cookie_is_bound_to_this_host(open_site: Open) -> None:
    client = open_site("https://law.example", public_url="https://law.example")
    assert sign_in(client) == 303
    assert {"__Host-lexgap_session"} <= set(client.cookies)
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_password_is_said_without_saying_which_part_is_wrong(open_site: Open, language: str) -> None:
    client = open_site()
    known, unknown = (
        client.post(f"/sign-in?lang={language}", data={"form_token": token(client), "name": name, "password": "no"})
        for name in ("lin", "nobody")
    )
    assert known.status_code == unknown.status_code == 403
    assert 'role="alert"' in known.text
    assert known.text.replace("lin", "") == unknown.text.replace("nobody", "").replace("lin", "")


def test_many_failures_are_answered_with_429_and_a_time(open_site: Open) -> None:
    client = open_site()
    for _ in range(FOR_A_NAME_FROM_A_PLACE):
        assert sign_in(client, password="x" * 300) == 403
    answer = client.post("/sign-in", data={"form_token": token(client), "name": "lin", "password": SENTENCE})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Try again in 1" in answer.text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/account/password", "/account/switch"])
def test_a_form_that_did_not_come_from_our_own_page_is_refused(open_site: Open, path: str) -> None:
    client = open_site()
    sign_in(client, "root")
    good = token(client, "/account")
    for fields, headers in (
        ({}, {}),
        ({"form_token": "0" * 64}, {}),
        ({"form_token": good}, {"sec-fetch-site": "cross-site"}),
    ):
        answer = client.post(path, data={"name": "lin", **fields}, headers=headers)
        assert answer.status_code == 403, (fields, headers)
    assert client.get("/account").status_code == 200


def test_a_form_of_one_browser_does_not_work_in_another(open_site: Open) -> None:
    one, other = open_site(), open_site()
    token(other)
    fields = {"form_token": token(one), "name": "lin", "password": SENTENCE}
    assert other.post("/sign-in", data=fields).status_code == 403


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "/a\nb"]
)
def test_nobody_is_sent_to_another_site(open_site: Open, wanted: str) -> None:
    client = open_site()
    fields = {"form_token": token(client), "name": "lin", "password": SENTENCE, "next": wanted}
    assert client.post("/sign-in", data=fields).headers["location"] == "/account"


def test_a_session_is_a_new_secret_whatever_the_browser_had(open_site: Open) -> None:
    client = open_site()
    client.cookies.set("lexgap_session", "planted", domain="testserver.local", path="/")
    assert sign_in(client) == 303
    assert "planted" not in client.cookies.values()


def test_a_reader_gets_no_cookie_and_writes_nothing(open_site: Open, tmp_path: Path) -> None:
    client = open_site()
    for path in ("/", "/?q=信息", "/help", "/gaps/DIS-01/xs", "/api/v1/health"):
        assert "set-cookie" not in client.get(path).headers
    assert client.get("/account").status_code == 303
    assert sorted(p.name for p in tmp_path.iterdir()) == ["accounts"]


def test_the_password_is_changed_by_whoever_knows_it(open_site: Open) -> None:
    client, elsewhere = open_site(), open_site()
    sign_in(client)
    sign_in(elsewhere)
    wrong = {"form_token": token(client, "/account"), "password": "wrong", "new_password": "quite another sentence"}
    assert client.post("/account/password", data=wrong).status_code == 422
    short = {**wrong, "password": SENTENCE, "new_password": "short"}
    assert client.post("/account/password", data=short).status_code == 422
    assert client.post("/account/password", data={**wrong, "password": SENTENCE}).status_code == 303
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


def test_an_admin_closes_accounts_and_a_reviewer_does_not(open_site: Open) -> None:
    admin, reviewer = open_site(), open_site()
    sign_in(admin, "root")
    sign_in(reviewer, "lin")
    assert "<table" not in reviewer.get("/account").text
    switch = {"form_token": token(reviewer, "/account"), "name": "root"}
    assert reviewer.post("/account/switch", data=switch).status_code == 403
    for name, status in (("lin", 303), ("root", 422), ("nobody", 422)):
        fields = {"form_token": token(admin, "/account"), "name": name}
        assert admin.post("/account/switch", data=fields).status_code == status
    assert reviewer.get("/account").status_code == 303
    assert "Open lin again" in admin.get("/account?lang=en").text
