"""Caching, headers, overload, starting without an index, closing."""

import threading
import time
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI, Request, Response
from starlette.testclient import TestClient

from index.build import build_index
from law.corpus import Corpus
from search_api.app import create_app
from search_api.headers import CONTENT_SECURITY_POLICY
from search_api.library import Library
from search_api.opening import open_library
from search_api.problem import Problem
from search_api.settings import Settings
from tests.search_api.conftest import without_a_free_thread

SEARCH = "/api/v1/search?q=公开&mode=lexical"


@pytest.mark.parametrize("path", [SEARCH, "/api/v1/checklist", "/api/v1/instruments", "/api/v1/gaps/DIS-01/xs"])
def test_an_unchanged_answer_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(path, headers={"If-None-Match": 'W/"other", "one"'}).status_code == 200


def test_another_day_is_another_tag(settings: Settings, client: TestClient) -> None:
    tomorrow = open_library(settings, today=lambda: date(2026, 1, 3))
    with TestClient(create_app(settings, library=tomorrow)) as later:
        assert later.get(SEARCH).headers["etag"] != client.get(SEARCH).headers["etag"]
    tomorrow.close()


@pytest.mark.parametrize("path", [SEARCH, "/api/v1/nothing", "/elsewhere", "/api/v1/openapi.json"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    found = client.get(path, headers={"Origin": "https://evil.example"})
    assert found.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in found.headers["content-security-policy"]
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in found.headers


def test_health_tells_revision_disk_and_why_there_are_no_vectors(client: TestClient) -> None:
    found = client.get("/api/v1/health")
    assert found.headers["cache-control"] == "no-store"
    health = found.json()
    assert health["corpus_revision"] == health["index_revision"] == 1
    assert health["drift"] is False
    assert health["instruments"] == 5
    assert health["semantic"]["reason"]
    assert health["disk_free_bytes"] > 0


def test_sources_tell_what_is_held_and_what_was_refused(client: TestClient) -> None:
    sources = {s["id"]: s for s in client.get("/api/v1/sources").json()["sources"]}
    assert sources["invented"]["licence"] is None
    held = sources["invented"]["held"]
    assert (held["instruments"], held["versions"], held["provisions"], held["truncated"]) == (5, 6, 10, 1)
    assert held["refused"] == {"skipped": 1}
    assert held["last_import"].startswith("2026-01-02T03:04:05")
    assert len(sources) > 1, "the rights register is listed too"


def test_places_count_what_is_held_of_them(client: TestClient) -> None:
    places = {p["code"]: p for p in client.get("/api/v1/jurisdictions").json()["jurisdictions"]}
    assert (places["xs"]["instruments"], places["xs-lin"]["instruments"], places["cn"]["instruments"]) == (4, 1, 0)


def test_the_service_starts_without_an_index_and_recovers_when_there_is_one(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, embedder="none"))) as client:
        found = client.get(SEARCH)
        assert found.status_code == 503
        assert int(found.headers["retry-after"]) > 0
        assert "lexgap" in found.json()["detail"]
        assert client.get("/api/v1/health").json()["status"] == "degraded"
        with Corpus.open(tmp_path) as corpus:
            build_index(corpus, tmp_path)
        assert client.get(SEARCH).status_code == 200
        assert client.get("/api/v1/health").json()["index_revision"] == 0


def test_a_data_directory_that_cannot_be_read_is_explained(tmp_path: Path) -> None:
    (tmp_path / "corpus.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with TestClient(create_app(Settings(home=tmp_path, embedder="none"))) as client:
        found = client.get(SEARCH)
    assert found.status_code == 503
    assert "restore a backup" in found.json()["detail"]


def test_a_slow_answer_is_refused_within_the_budget(settings: Settings, library: Library) -> None:
    app = create_app(settings.model_copy(update={"request_seconds": 0.2}), library=library)
    released = threading.Event()

    @app.get("/slow")
    async def slow(request: Request) -> Response:
        found: Response = await request.app.state.quick.run(lambda: released.wait(10) and Response())
        return found

    with TestClient(app) as client:
        began = time.monotonic()
        found = client.get("/slow")
        assert time.monotonic() - began < 2
        assert found.status_code == 503
        assert found.headers["retry-after"]
        assert client.get(SEARCH).status_code == 200, "others are served meanwhile"
        released.set()


@pytest.mark.parametrize(
    ("address", "advice"),
    [("instruments/公开法", ""), ("search?q=a", " If that fails too, ask for less: fewer places (`jurisdiction`), or")],
)
def test_an_answer_that_comes_too_late_advises_what_the_address_can_do(
    settings: Settings, library: Library, address: str, advice: str
) -> None:
    app = create_app(settings.model_copy(update={"request_seconds": 0.01}), library=library)
    with TestClient(app) as client, without_a_free_thread(app):
        detail = client.get(f"/api/v1/{address}").json()["detail"]
    said = "No answer within 0.01 s: too much is asked of this service at the moment. Try again in 2 s."
    assert detail.startswith(said + advice)
    assert (detail == said) is not bool(advice)


def test_more_than_can_wait_is_refused_at_once(settings: Settings, library: Library) -> None:
    app = create_app(settings, library=library)
    budget, released = app.state.quick, threading.Event()
    waiting = [budget._begin() for _ in range(budget._most)]
    with TestClient(app) as client:
        began = time.monotonic()
        assert client.get(SEARCH).status_code == 503
        assert time.monotonic() - began < 1
        for _ in waiting:
            budget._done()
        assert client.get(SEARCH).status_code == 200
    released.set()


def test_pages_show_problems_in_their_own_way(app: FastAPI, client: TestClient) -> None:
    def render(_: Request, problem: Problem) -> Response:
        return Response(f"<h1>{problem.status}</h1>", status_code=problem.status, media_type="text/html")

    app.state.render_problem = render
    try:
        assert client.get("/no-such-page").text == "<h1>404</h1>"
        assert client.get("/api/v1/nothing").headers["content-type"] == "application/problem+json"
    finally:
        app.state.render_problem = None


def test_a_failure_of_ours_shows_no_trace(settings: Settings, library: Library) -> None:
    app = create_app(settings, library=library)

    @app.get("/api/v1/broken")
    async def broken() -> None:
        raise RuntimeError("secret path /home/someone")

    with TestClient(app, raise_server_exceptions=False) as client:
        found = client.get("/api/v1/broken")
    assert found.status_code == 500
    assert "secret" not in found.text
    assert found.json()["type"] == "urn:lexgap:problem:failure"
