"""What is due of the saved searches is sent unasked: when an index was built, and behind a running service."""

import json
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from law.corpus import Corpus
from law.corpus_writing import writing
from search_api.alerts.due import desk_of, only_sender, runner_of
from search_api.alerts.finding import what_is_new
from search_api.alerts.records import Every, State, Watch
from search_api.app import create_app
from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import AT, fill, law, text
from tests.search_api.test_filling import wait_for
from tests.ui.test_alerts_command import NEW, NOON, home, said, web
from ui.cli import run

__all__ = ["home", "web"]


def save(home: Path, web: Any, name: str = "news", *, revision: int = 1, **asks: Any) -> None:
    to = f"http://127.0.0.1:{web.server_port}/hook"
    given = {"q": "政府信息", **asks}
    desk_of(home).add(name, Watch.SEARCH, given, to=to, every=Every.HARVEST, revision=revision)


def take_in(home: Path) -> None:
    """A text comes in, as by a harvest: it cannot be found until the index is built."""
    with Corpus.open(home) as corpus, writing(corpus, source="invented", at=AT) as writer:
        writer.add(NEW)


def test_what_came_in_but_is_not_in_the_index_yet_stays_new(
    home: Path, web: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    save(home, web)
    take_in(home)
    assert said(capsys, "run")["state"] == "nothing new"
    assert desk_of(home).get("news").revision == 1
    assert run(["index", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["alerts"] == [{"name": "news", "state": "sent", "items": 1, "said": ""}]
    assert len(web.got) == 1
    assert run(["index"]) == 0
    assert len(web.got) == 1, "nothing is sent twice"


def test_it_can_be_switched_off(home: Path, web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEXGAP_ALERTS", "false")
    save(home, web, revision=0)
    assert run(["index"]) == 0
    assert web.got == []
    assert run(["alerts", "run"]) == 0
    assert len(web.got) == 1


def test_a_running_service_sends_what_is_due(home: Path, web: Any) -> None:
    save(home, web)
    app = create_app(Settings(home=home, embedder="none"))
    app.state.alerts.pause_s = 0.1
    with TestClient(app):
        fill(home, NEW)
        assert wait_for(lambda: len(web.got) == 1, 20)
        assert app.state.alerts.failure is None
    time.sleep(0.2)
    assert len(web.got) == 1


def test_one_process_sends_at_a_time(home: Path, web: Any, capsys: pytest.CaptureFixture[str]) -> None:
    save(home, web, revision=0)
    with only_sender(home):
        assert run(["alerts", "run"]) == 1
        assert "another lexgap process is sending alerts" in capsys.readouterr().err
        assert run(["index"]) == 0
    assert web.got == []
    assert said(capsys, "run")["state"] == "sent"


def test_one_that_cannot_be_looked_for_does_not_keep_the_others_back(
    home: Path, web: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    save(home, web, "a", revision=0, jurisdiction=["atlantis"])
    save(home, web, "b", revision=0)
    assert run(["alerts", "run", "--json"]) == 3
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["name"], first["state"], "atlantis" in first["said"]) == ("a", "failed", True)
    assert (second["name"], second["state"]) == ("b", "sent")
    assert [d.state for d in desk_of(home).log("a")] == [State.FAILED]


def test_what_failed_is_left_alone_for_a_while_by_what_runs_unasked(home: Path, web: Any) -> None:
    save(home, web, revision=0)
    web.answers = [404]

    def at(moment: datetime) -> Callable[[], datetime]:
        return lambda: moment

    library = open_library(Settings(home=home, embedder="none"))

    def states(moment: datetime) -> list[State | None]:
        runner = runner_of(library, Settings(home=home), now=at(moment), sleep=lambda _: None, rest=timedelta(hours=1))
        return [outcome.state for outcome in runner.run()]

    assert states(NOON) == [State.FAILED]
    assert states(NOON + timedelta(minutes=59)) == []
    assert states(NOON + timedelta(minutes=61)) == [State.SENT]
    library.close()


@pytest.mark.model
def test_a_search_by_meaning_waits_for_vectors_that_will_come(home: Path, web: Any) -> None:
    """The wheel gives vectors without being asked for them: until all are there, what is new may be missed."""
    save(home, web, "meaning", revision=0)
    save(home, web, "words", revision=0, mode="lexical")
    library = open_library(Settings(home=home, embedder="wheel"))
    if library.desk.load_model() is None:
        library.close()
        pytest.skip(str(library.desk.reason))
    runner = runner_of(library, Settings(home=home), now=lambda: NOON, sleep=lambda _: None)
    put_off, sent = runner.run()
    library.close()
    assert (put_off.state, "vectors" in put_off.said, desk_of(home).get("meaning").revision) == (None, True, 0)
    assert sent.state is State.SENT


@pytest.mark.model
def test_what_is_only_near_in_meaning_is_told_as_far_as_the_first_pages_show_it(
    home: Path, web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every passage is near to some degree: a whole law is not news for a search that shares no word with it."""
    save(home, web, "meaning", revision=0, q="who must tell citizens what")
    save(home, web, "words", revision=0, q="who must tell citizens what", mode="lexical")
    monkeypatch.setenv("LEXGAP_EMBEDDER", "wheel")
    monkeypatch.setenv("LEXGAP_ALERTS", "false")
    laws = (law(f"{n}号事项公告办法", text(date(2025, 6, 1), *[f"{n}号事项应当公告。"] * 8)) for n in "甲乙丙")
    fill(home, *laws)
    assert run(["index"]) == 0
    library = open_library(Settings(home=home, embedder="wheel"))
    if library.desk.load_model() is None:
        library.close()
        pytest.skip(str(library.desk.reason))
    near, shared = (what_is_new(library, desk_of(home).get(name)) for name in ("meaning", "words"))
    held = library.semantic_state().held
    library.close()
    assert len(shared.items) == 0
    assert len(near.items) == 20 < held
