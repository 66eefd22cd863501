"""Writing through the API: who may, what an account keeps, and that nobody sees what is another's."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from search_api.accounts.attempts import FROM_A_PLACE
from search_api.accounts.desk import AccountDesk
from search_api.app import create_app, utc_now
from search_api.library import Library
from search_api.settings import Settings
from tests.search_api.conftest import bearing, desk_of, key_of
from tests.search_api.test_addresses import KEYED

SEARCHES, ALERTS = "/api/v1/account/searches", "/api/v1/account/alerts"
DISCLOSURE = {"q": "政府信息", "jurisdiction": ["xs"], "with_parents": True, "from": "2020-01-01"}
NOT_KNOWN = f"lexgap_00000000_{'0' * 64}"


@pytest.fixture(scope="module")
def service(settings: Settings, library: Library) -> Iterator[FastAPI]:
    """Made once, and given other accounts for each test."""
    app = create_app(settings, library=library)
    yield app
    app.state.quick.close()
    app.state.slow.close()


@pytest.fixture
def written(service: FastAPI, settings: Settings, tmp_path: Path) -> FastAPI:
    """The service on the shared library, with accounts that nobody has yet."""
    service.state.settings = settings.model_copy(update={"home": tmp_path})
    service.state.accounts = AccountDesk(home=tmp_path, clock=utc_now)
    return service


@pytest.fixture
def writer(written: FastAPI) -> TestClient:
    """A program with lin's key."""
    return TestClient(written, headers=bearing(key_of(written)), raise_server_exceptions=False)


def filled(path: str) -> str:
    parts = {"{name}": "one", "{requirement}": "DIS-01", "{jurisdiction}": "xs"}
    for part, value in parts.items():
        path = path.replace(part, value)
    return path


@pytest.mark.parametrize(("method", "path"), sorted(KEYED))
def test_without_a_key_nothing_of_an_account_is_shown_or_written(written: FastAPI, method: str, path: str) -> None:
    key_of(written)
    session = desk_of(written).sign_in_as("https://id.example lin")
    # Not even whoever is signed in: another site can make a browser send its cookie.
    cookies = {"lexgap_session": session.token, "__Host-lexgap_session": session.token}
    client = TestClient(written, cookies=cookies)
    found = client.request(method, filled(path), json={} if method == "POST" else None)
    assert found.status_code == 401, found.text
    assert found.headers["www-authenticate"] == 'Bearer realm="lexgap"'
    assert "lexgap accounts key add" in found.json()["detail"]
    assert found.headers["content-type"] == "application/problem+json"


def test_who_has_no_key_is_not_told_what_is_wrong_with_the_rest(written: FastAPI) -> None:
    client = TestClient(written)
    for body in (b"{", b'{"name": 5}'):
        found = client.post(f"{SEARCHES}?x=1&x=2", content=body, headers={"Content-Type": "application/json"})
        assert found.status_code == 401, found.text


@pytest.mark.parametrize(
    "sent",
    [
        f"Bearer {NOT_KNOWN}",
        "Bearer x",
        "bearer \xe9",
        f"Basic {NOT_KNOWN}",
        NOT_KNOWN,
        "Bearer ",
        f"Bearer {'x' * 9000}",
    ],
)
def test_what_is_no_key_is_refused_with_what_to_do(writer: TestClient, sent: str) -> None:
    found = writer.get("/api/v1/account", headers={"Authorization": sent.encode("latin-1")})
    assert found.status_code == 401
    assert found.headers["www-authenticate"].startswith('Bearer realm="lexgap"')
    assert found.headers["cache-control"] == "no-store"
    assert "accounts key add" in found.json()["detail"]


def test_reading_the_law_needs_no_key_and_a_wrong_one_does_no_harm(writer: TestClient) -> None:
    found = writer.get("/api/v1/reviews", headers={"Authorization": f"Bearer {NOT_KNOWN}"})
    assert found.status_code == 200


def test_many_failures_from_a_place_are_refused_and_told_when_to_go_on(written: FastAPI) -> None:
    key = key_of(written)
    client = TestClient(written, client=("192.0.2.7", 1))
    answers = [client.get("/api/v1/account", headers=bearing(NOT_KNOWN)) for _ in range(FROM_A_PLACE + 1)]
    good = client.get("/api/v1/account", headers=bearing(key))
    assert [found.status_code for found in answers] == [401] * FROM_A_PLACE + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 901
    assert answers[-1].headers["content-type"] == "application/problem+json"
    assert good.status_code == 200


def test_a_key_is_in_no_log(
    written: FastAPI, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_of(written)

    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    caplog.set_level(logging.DEBUG)
    client = TestClient(written, headers=bearing(key), raise_server_exceptions=False)
    client.get("/api/v1/account", headers=bearing(key[:-1]))
    monkeypatch.setattr("search_api.accounts.saved_searches.SavedSearches.of", fail)
    assert client.get(SEARCHES).status_code == 500
    assert "boom" in caplog.text
    assert key[:-1].rpartition("_")[2] not in caplog.text


def test_a_key_tells_whose_it_is(writer: TestClient) -> None:
    known = {"name": "lin", "role": "reviewer", "part": None, "searches": 0, "alerts": 0}
    assert writer.get("/api/v1/account").json() == known


def test_a_search_is_kept_found_and_forgotten(writer: TestClient) -> None:
    made = writer.post(SEARCHES, json={"name": "公开 目录", "search": DISCLOSURE})
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
    kept = writer.get(made.headers["location"])
    assert kept.json() == made.json()
    assert kept.json()["search"] == DISCLOSURE
    assert kept.json()["href"] == made.headers["location"]
    assert writer.get(kept.json()["results"]).json()["total"] > 0
    assert writer.get(kept.json()["feed"]).headers["content-type"].startswith("application/atom+xml")
    assert writer.get(SEARCHES).json()["items"] == [kept.json()]
    assert writer.delete(made.headers["location"]).status_code == 204
    gone = writer.delete(made.headers["location"])
    assert (gone.status_code, "kept: none" in gone.json()["detail"]) == (404, True)


def test_the_same_search_is_kept_once_and_another_does_not_take_its_name(writer: TestClient) -> None:
    first = writer.post(SEARCHES, json={"name": "one", "search": {"q": "公开"}})
    again = writer.post(SEARCHES, json={"name": "one", "search": {"q": "公开"}})
    assert (again.status_code, again.json()) == (200, first.json())
    other = writer.post(SEARCHES, json={"name": "one", "search": {"q": "档案"}})
    assert (other.status_code, "choose another name" in other.json()["detail"]) == (409, True)


def test_an_alert_is_made_listed_and_removed_and_its_secret_shown_once(writer: TestClient) -> None:
    to = "https://law.example/hook"
    made = writer.post(ALERTS, json={"name": "news", "to": to, "search": DISCLOSURE, "language": "zh-Hant"})
    assert made.status_code == 201, made.text
    secret = made.json()["secret"]
    listed = writer.get(ALERTS).json()["items"]
    assert listed == [writer.get(made.headers["location"]).json()]
    assert {**listed[0], "secret": secret} == made.json()
    assert (listed[0]["asks"], listed[0]["language"], listed[0]["every"]) == (DISCLOSURE, "zh-Hant", "harvest")
    assert len(secret) == 64
    assert secret not in writer.get(ALERTS).text
    assert writer.post(ALERTS, json={"name": "news", "to": to, "search": DISCLOSURE}).status_code == 409
    assert writer.delete(made.headers["location"]).status_code == 204
    assert writer.get(made.headers["location"]).status_code == 404


def test_what_an_alert_would_have_told_is_shown_and_not_marked(writer: TestClient) -> None:
    writer.post(ALERTS, json={"name": "news", "to": "mailto:a@law.example", "search": {"q": "数据条例"}})
    assert writer.get(f"{ALERTS}/news/news").json()["items"] == []
    told = writer.get(f"{ALERTS}/news/news?since=0").json()
    assert told["total"] == len(told["items"]) > 0
    assert writer.get(told["items"][0]["href"]).json()["provision"]["text"] == told["items"][0]["quote"]
    assert writer.get(f"{ALERTS}/news").json()["looked_at"] is None
    cells = {"name": "cells", "to": "mailto:a@law.example", "gaps": {"jurisdiction": ["xs"], "requirement": ["DIS-01"]}}
    writer.post(ALERTS, json=cells)
    (change,) = writer.get(f"{ALERTS}/cells/news?since=0&fields=title,summary").json()["items"]
    assert change["title"] == "DIS-01, xs"
    assert "covered" in change["summary"]


def test_gap_cells_are_watched_daily(writer: TestClient) -> None:
    asks = {"jurisdiction": ["xs"], "requirement": ["DIS-01"]}
    sent = {"name": "cells", "to": "mailto:me@law.example", "gaps": asks, "every": "daily"}
    made = writer.post(ALERTS, json=sent).json()
    assert (made["watch"], made["asks"], made["every"], made["secret"], made["feed"]) == (
        "gaps", asks, "daily", None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"to": "http://127.0.0.1:9/hook"}, "public internet"),
        ({"to": "https://[::1]/hook"}, "public internet"),
        ({"to": "https://0x7f.1/hook"}, "public internet"),
        ({"to": "https://localhost/hook"}, "LEXGAP_WEBHOOK_HOSTS"),
        ({"to": "ftp://law.example"}, "mailto:NAME@HOST"),
        ({"search": None}, "either `search` or `gaps`"),
        ({"gaps": {}}, "either `search` or `gaps`"),
        ({"name": "a/b"}, "no slash"),
        ({"search": {"q": "a", "kind": ["lawe"]}}, "law"),
        ({"search": {"q": "a", "k": 5}}, "no such parameter here"),
        ({"every": "hourly"}, "every: hourly is not known here: write one of harvest, daily"),
    ],
)
def test_an_alert_that_cannot_be_says_why(writer: TestClient, change: dict[str, Any], says: str) -> None:
    good = {"name": "news", "to": "mailto:me@law.example", "search": {"q": "公开"}}
    found = writer.post(ALERTS, json=good | change)
    assert (found.status_code, says in found.json()["detail"]) == (422, True), found.text
    assert writer.get(ALERTS).json()["total"] == 0


def test_nobody_sees_or_removes_what_is_anothers(written: FastAPI, writer: TestClient) -> None:
    other = bearing(key_of(written, "ling"))
    made = writer.post(SEARCHES, json={"name": "mine", "search": {"q": "公开"}}).headers["location"]
    sent = {"name": "mine", "to": "mailto:a@law.example", "search": {"q": "公开"}}
    alert = writer.post(ALERTS, json=sent)
    for address in (made, alert.headers["location"]):
        assert writer.get(address, headers=other).status_code == 404
        assert writer.delete(address, headers=other).status_code == 404
        assert writer.get(address).status_code == 200
    for address in (SEARCHES, ALERTS, "/api/v1/account/deliveries"):
        assert writer.get(address, headers=other).json()["total"] == 0
    assert (
        writer.post(ALERTS, json={"name": "mine", "to": "mailto:a@law.example", "search": {"q": "公开"}}).status_code
        == 409
    )
    theirs = writer.post(
        ALERTS, json={"name": "mine", "to": "mailto:a@law.example", "search": {"q": "公开"}}, headers=other
    )
    assert theirs.status_code == 201


def test_an_address_with_several_methods_names_them_all(writer: TestClient) -> None:
    assert writer.put(SEARCHES).headers["allow"] == "GET, HEAD, POST"
    assert writer.put(f"{SEARCHES}/one").headers["allow"] == "DELETE, GET, HEAD"
    assert writer.get("/api/v1/reviews/DIS-01/xs/evidence").headers["allow"] == "DELETE, POST"


def test_a_parameter_in_the_address_of_what_is_sent_is_refused(writer: TestClient) -> None:
    found = writer.post(f"{SEARCHES}?name=one", json={"name": "one", "search": {"q": "公开"}})
    assert (found.status_code, "name" in found.json()["detail"]) == (422, True)
