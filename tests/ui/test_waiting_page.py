"""A page does not wait for a judgement: it shows what is ready, says what is not yet, and how far it is."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from search_api.judgements import Cells
from search_api.library import Library
from search_api.settings import Settings
from search_api.single_flight import SingleFlight, Task, Told
from tests.ui.reading_html import LANGUAGES
from ui.locale import words_in
from ui.site import create_site


def two_at_once() -> SingleFlight[Cells]:
    return SingleFlight(name="the gap analysis", workers=2)


@pytest.fixture
def client(settings: Settings, library: Library) -> Iterator[TestClient]:
    """A site where only one place is judged already, and every other takes long."""
    held = threading.Event()

    def judge(_place: str, _on: date, told: Told) -> None:
        told(3, 1000)
        held.wait(60)

    slow = replace(library.judgements, is_kept=lambda place, _: place == "xs", judge=judge, work=two_at_once())
    site = create_site(settings.model_copy(update={"page_seconds": 0.2}), library=replace(library, judgements=slow))
    with TestClient(site, raise_server_exceptions=False) as opened:
        yield opened
        held.set()


def begun(client: TestClient, path: str, place: str, language: str) -> Any:
    """The page, asked until the judgement that it waits for has begun."""
    while True:
        found = client.get(path, params={"jurisdiction": place, "lang": language})
        if words_in(language)("waiting.turn") not in found.text:
            return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/gaps", "/demands", "/gaps/DIS-01/xs-lin"])
def test_a_page_that_is_not_ready_says_how_far_it_is(client: TestClient, language: str, path: str) -> None:
    words = words_in(language)
    found = begun(client, path, "xs-lin", language)
    assert (found.status_code, "etag" in found.headers) == (202, False)
    assert int(found.headers["retry-after"]) <= 5
    assert words("waiting.title") in found.text
    assert words("waiting.read", done="3", total="1,000") in found.text


@pytest.mark.parametrize("path", ["/gaps", "/demands"])
def test_a_page_of_several_places_shows_those_that_are_ready(client: TestClient, path: str) -> None:
    found = client.get(path, params={"jurisdiction": ["xs", "xs-lin"], "lang": "en"})
    whole = client.get(path, params={"jurisdiction": "xs", "lang": "en"})
    assert (found.status_code, whole.status_code) == (202, 200)
    assert words_in("en")("waiting.some") in found.text
    assert found.text.count("/gaps/DIS-01/xs") == whole.text.count("/gaps/DIS-01/xs")
    assert "etag" in whole.headers
    assert "etag" not in found.headers


def test_a_program_is_told_which_places_are_not_ready(settings: Settings, library: Library) -> None:
    held = threading.Event()
    slow = replace(
        library.judgements, is_kept=lambda place, _: place == "xs", judge=lambda *_: held.wait(60), work=two_at_once()
    )
    slow.work.budget_s = 0.1
    with TestClient(create_site(settings, library=replace(library, judgements=slow))) as client:
        found = client.get("/api/v1/gaps", params={"jurisdiction": ["xs", "xs-lin"]})
        held.set()
    assert (found.status_code, found.json()["type"]) == (503, "urn:lexgap:problem:not-ready")
    assert [one["name"] for one in found.json()["pending"]] == ["xs-lin"]
    assert int(found.headers["retry-after"]) >= 1


def test_what_has_changed_is_told_of_the_places_that_are_ready(settings: Settings, library: Library) -> None:
    held = threading.Event()
    work: SingleFlight[Cells] = SingleFlight(name="the gap analysis of then", budget_s=0.1)
    site = create_site(settings.model_copy(update={"page_seconds": 0.1}), library=replace(library, past_work=work))
    asked = {"since": "0", "on": "2020-02-02", "lang": "en"}
    with TestClient(site, raise_server_exceptions=False) as client:
        library.gaps(["xs", "xs-lin"], on=date(2020, 2, 2))
        while client.get("/gaps/changes", params={**asked, "jurisdiction": "xs"}).status_code != 200:
            pass
        work.begin(Task(key="another", name="cn", work=lambda _: (held.wait(60), ())[1]))
        alone = client.get("/gaps/changes", params={**asked, "jurisdiction": "xs-lin"})
        both = client.get("/gaps/changes", params={**asked, "jurisdiction": ["xs", "xs-lin"]})
        program = client.get(
            "/api/v1/gaps/changes", params={"since": "0", "on": "2020-02-02", "jurisdiction": "xs-lin"}
        )
        held.set()
    assert (alone.status_code, both.status_code, program.status_code) == (202, 202, 503)
    assert words_in("en")("waiting.title") in alone.text
    assert words_in("en")("waiting.some") in both.text
    assert "/gaps/DIS-01/xs?" in both.text
    assert [one["name"] for one in program.json()["pending"]] == ["xs-lin"]
