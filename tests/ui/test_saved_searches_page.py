"""Searches kept in an account: saved from the results, opened again, followed, sent by e-mail, forgotten."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from search_api.accounts.desk import AccountDesk
from search_api.accounts.records import Role
from search_api.alerts.desk import AlertDesk
from search_api.alerts.records import Every, Watch
from search_api.library import Library
from search_api.settings import Settings
from tests.ui.reading_html import LANGUAGES, Read, read
from ui.locale import words_in
from ui.site import create_site

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = "a sentence that nobody knows"
SEARCH = "/?q=政府信息公开&jurisdiction=xs&offset=10"


@pytest.fixture
def staff(tmp_path: Path, settings: Settings, library: Library) -> Iterator[TestClient]:
    """A browser that is signed in, on a service that can send e-mail."""
    desk = AccountDesk(home=tmp_path, clock=lambda: AT)
    for name in ("lin", "mei"):
        desk.add(name, Role.REVIEWER, password=SENTENCE)
    site = create_site(settings.model_copy(update={"home": tmp_path, "smtp_host": "mail.example"}), library=library)
    site.state.accounts = desk
    token = desk.sign_in("lin", SENTENCE, address="192.0.2.1").token
    with TestClient(site, cookies={"lexgap_session": token}, follow_redirects=False) as client:
        yield client


def save(client: TestClient, **fields: str) -> Read:
    form = read(client, SEARCH, "en").all("form.save")[0]
    hidden = {str(field["name"]): str(field["value"]) for field in form.find_all("input", type="hidden")}
    sent = client.post("/account/searches?lang=en", data={**hidden, **fields})
    page = read(client, "/account/searches", "en")
    return (
        page
        if sent.status_code == 303
        else Read(
            status=sent.status_code, address=page.address, raw=sent.text, html=type(page.html)(sent.text, "html.parser")
        )
    )


def test_a_search_is_saved_opened_again_and_forgotten(staff: TestClient) -> None:
    page = save(staff, name="Disclosure in Samplia")
    again = read(staff, page.link("Disclosure in Samplia", within="main"))
    assert again.all("#q")[0]["value"] == "政府信息公开"
    assert "offset" not in again.address
    assert "jurisdiction=xs" in again.address
    feed = staff.get(page.link("Feed", within="main"))
    assert feed.headers["content-type"].startswith("application/atom+xml")
    removal = {str(field["name"]): str(field["value"]) for field in page.all("main form.inline input")}
    assert staff.post("/account/searches/remove", data=removal).status_code == 303
    assert "Nothing is saved yet" in read(staff, "/account/searches", "en").words


def test_what_is_new_is_sent_to_the_address_given(staff: TestClient, tmp_path: Path) -> None:
    assert "lin@office.example" in save(staff, name="news", mail="lin@office.example").words
    alerts = AlertDesk(file=tmp_path / "alerts" / "alerts.sqlite")
    (watched,) = alerts.all()
    assert (watched.name, watched.to) == ("lin: news", "mailto:lin@office.example")
    assert watched.asks["q"] == "政府信息公开"
    assert (watched.account, watched.language) == ("lin", "en")
    removal = {
        str(f["name"]): str(f["value"]) for f in read(staff, "/account/searches", "en").all("form.inline input[name]")
    }
    staff.post("/account/searches/remove", data=removal)
    assert alerts.all() == ()


def test_an_alert_made_with_a_key_is_listed_in_its_own_language_and_removed(staff: TestClient, tmp_path: Path) -> None:
    alerts = AlertDesk(file=tmp_path / "alerts" / "alerts.sqlite")
    for account, name in (("lin", "cells"), ("mei", "hers")):
        alerts.add(
            f"{account}: {name}", Watch.GAPS, {}, to="mailto:a@law.example", every=Every.DAILY, revision=1,
            account=account,
        )  # fmt: skip
    page = read(staff, "/account/searches", "zh-Hant")
    assert str(words_in("zh-Hant")("saved.others")) in page.texts("h2")
    assert ["cells" in item for item in page.texts("main li")] == [True]
    removal = {str(f["name"]): str(f["value"]) for f in page.all("form.inline input[name]")}
    assert staff.post("/account/searches/remove", data=removal).status_code == 303
    assert [saved.name for saved in alerts.all()] == ["mei: hers"]


def test_what_cannot_be_saved_says_why(staff: TestClient) -> None:
    refused = save(staff, name="a/b")
    assert refused.status == 422
    assert "without a slash" in refused.texts("[role=alert]")[0]
    refused = save(staff, name="news", mail="no address")
    assert refused.status == 422
    assert not refused.all("main form.inline"), "nothing is kept of what is refused"


def test_each_account_sees_its_own(staff: TestClient) -> None:
    save(staff, name="mine")
    desk: AccountDesk = staff.app.state.accounts  # type: ignore[attr-defined]  # the site is the application
    other = desk.sign_in("mei", SENTENCE, address="192.0.2.1").token
    staff.cookies.clear()
    staff.cookies.set("lexgap_session", other)
    assert "mine" not in read(staff, "/account/searches", "en").texts("main")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_without_an_account_is_told_how_to_keep_a_search(client: TestClient, language: str) -> None:
    page = read(client, SEARCH, language)
    words = words_in(language)
    assert str(words("saved.bookmark")) in page.texts(".follow")[0]
    assert client.get(page.link(str(words("saved.feed")), within=".follow")).status_code == 200
    assert not page.all("form.save")
    assert client.get("/account/searches").headers["location"].startswith("/sign-in?next=")
    assert client.post("/account/searches", data={"name": "x"}).status_code == 403


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_that_is_none_is_refused_in_the_readers_language(staff: TestClient, language: str) -> None:
    form = read(staff, SEARCH, language).all("form.save")[0]
    hidden = {str(field["name"]): str(field["value"]) for field in form.find_all("input", type="hidden")}
    sent = staff.post(f"/account/searches?lang={language}", data={**hidden, "name": "news", "mail": "me"})
    assert sent.status_code == 422
    assert {"en": "is no target", "zh-Hans": "不能作为接收地址", "zh-Hant": "不能作為接收地址"}[language] in sent.text
