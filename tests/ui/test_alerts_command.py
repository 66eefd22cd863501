"""`lexgap alerts`: what is new in saved searches is found and sent; a real mail server and a real web server."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from search_api.alerts.desk import AlertDesk, is_web
from search_api.alerts.records import Alert, BadAlert, Every, Saved, State, Watch
from search_api.alerts.running import WAITS_S, Runner, is_due
from search_api.alerts.sending import NotSent, sender_for
from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import INSTRUMENTS, fill, law, text
from ui.cli import run

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NEW = law("新的信息公开办法", text(date(2025, 5, 1), "机关应当公开政府信息目录。", in_force=date(2030, 1, 1)))


class Web(BaseHTTPRequestHandler):
    """Keeps what is posted, and answers with the statuses that it was given, then 204."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))  # type: ignore[attr-defined]  # the test's own server
        answers: list[int] = self.server.answers  # type: ignore[attr-defined]  # the test's own server
        self.send_response(answers.pop(0) if answers else 204)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fill(tmp_path, *INSTRUMENTS)
    monkeypatch.setenv("LEXGAP_HOME", str(tmp_path))
    monkeypatch.setenv("LEXGAP_EMBEDDER", "none")
    monkeypatch.setenv("LEXGAP_PUBLIC_URL", "https://law.example")
    return tmp_path


@pytest.fixture
def web() -> Iterator[Any]:
    yield from serving(HTTPServer(("127.0.0.1", 0), Web))


def serving(server: Any) -> Iterator[Any]:
    server.got, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    assert run(["alerts", *words, "--json"]) == code
    return dict(json.loads(capsys.readouterr().out.splitlines()[-1]))


def test_what_came_in_is_posted_once_and_signed(home: Path, web: Any, capsys: pytest.CaptureFixture[str]) -> None:
    to = f"http://127.0.0.1:{web.server_port}/hook"
    saved = said(capsys, "add", "news", "--query", "政府信息", "--mode", "lexical", "--to", to)
    assert said(capsys, "run") == {"name": "news", "state": "nothing new", "items": 0, "said": ""}
    fill(home, NEW)
    assert said(capsys, "run", "--dry-run")["items"][0]["title"] == "《新的信息公开办法》第一条"
    assert web.got == []
    assert said(capsys, "run")["state"] == "sent"
    assert said(capsys, "run")["state"] == "nothing new"
    ((headers, body),) = web.got
    (item,) = json.loads(body)["items"]
    assert item["href"].startswith("https://law.example/api/v1/instruments/akn/xs/act/")
    assert item["summary"].count("not_yet_in_force") == 1, "what is to come is told too"
    seconds, digest = (part.partition("=")[2] for part in headers["Lexgap-Signature"].split(","))
    right = hmac.new(saved["secret"].encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(digest, right)


def test_the_past_can_be_run_through_without_sending(home: Path, web: Any, capsys: pytest.CaptureFixture[str]) -> None:
    fill(home, NEW)
    said(capsys, "add", "news", "--query", "政府信息", "--to", f"http://127.0.0.1:{web.server_port}/hook")
    past = said(capsys, "history", "news", "--since", "1")
    assert [item["title"] for item in past["items"]] == ["《新的信息公开办法》第一条"]
    assert len(said(capsys, "history", "news")["items"]) > 1
    assert web.got == []


def test_without_a_mail_server_it_is_said_what_to_set(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", "news", "--query", "政府信息", "--to", "mailto:me@law.example")
    fill(home, NEW)
    assert "LEXGAP_SMTP_HOST" in said(capsys, "run", code=3)["said"]


def test_gap_cells_are_watched(home: Path, web: Any, capsys: pytest.CaptureFixture[str]) -> None:
    to = f"http://127.0.0.1:{web.server_port}/hook"
    said(capsys, "add", "cells", "--gaps", "--jurisdiction", "xs", "--requirement", "DIS-01", "--to", to)
    fill(home, NEW)
    found = said(capsys, "run", "--dry-run")
    assert (found["watch"], found["since"], found["revision"]) == ("gaps", 1, 2)


@pytest.mark.parametrize(
    ("answers", "state", "attempts"),
    [([503, 429], State.SENT, 3), ([404], State.FAILED, 1), ([301], State.FAILED, 1), ([500] * 9, State.FAILED, 4)],
)
def test_what_fails_is_tried_again_and_is_new_at_the_next_run(
    home: Path, web: Any, answers: list[int], state: State, attempts: int
) -> None:
    web.answers = list(answers)
    desk, slept = AlertDesk(file=home / "alerts" / "a.sqlite"), []
    to = f"http://127.0.0.1:{web.server_port}/hook"
    desk.add("news", Watch.SEARCH, {"q": "政府信息"}, to=to, every=Every.HARVEST, revision=0)
    library = open_library(Settings(home=home, embedder="none"))
    runner = Runner(library=library, desk=desk, send=sender_for(None, ""), now=lambda: NOON, sleep=slept.append)
    (outcome,) = runner.run()
    library.close()
    assert outcome.state is state
    assert slept == list(WAITS_S[: attempts - 1])
    assert [d.attempt for d in desk.log()] == list(range(1, attempts + 1))
    assert desk.get("news").revision == (1 if state is State.SENT else 0)
    assert (desk.file.stat().st_mode & 0o77, desk.file.parent.stat().st_mode & 0o77) == (0, 0)


def test_a_target_that_is_gone_holds_nobody_else_up(home: Path, web: Any) -> None:
    desk, slept = AlertDesk(file=home / "alerts" / "a.sqlite"), []
    for name, to in (("a", "http://127.0.0.1:9/hook"), ("b", f"http://127.0.0.1:{web.server_port}/hook")):
        desk.add(name, Watch.SEARCH, {"q": "政府信息"}, to=to, every=Every.HARVEST, revision=0)
    library = open_library(Settings(home=home, embedder="none"))
    outcomes = Runner(library=library, desk=desk, send=sender_for(None, ""), now=lambda: NOON, sleep=slept.append).run()
    first = next(outcomes)
    assert (first.alert.saved.name, first.state, slept) == ("b", State.SENT, [])
    (last,) = outcomes
    library.close()
    assert (last.alert.saved.name, last.state, slept) == ("a", State.FAILED, list(WAITS_S))
    assert [d.attempt for d in desk.log("a")] == [1, 2, 3, 4]


def test_a_daily_search_is_looked_at_once_a_day() -> None:
    saved = Saved(name="n", watch=Watch.SEARCH, asks={}, to="", every=Every.DAILY, revision=0, looked_at=NOON)
    assert not is_due(saved, NOON + timedelta(hours=6))
    assert is_due(saved, NOON + timedelta(hours=13))


@pytest.mark.parametrize(
    "to",
    [
        "http://law.example/hook", "ftp://x", "mailto:a", "mailto:a@b,c@d", "file:///etc", "https://law.example/钩",
        "https://例え.example/", "https://me:secret@law.example/", "https://a b.example/", "https://a\\@b.example/",
        "mailto:a;b:@law.example", "mailto:(@law.example", "mailto:a@b\x00c",
    ],
)  # fmt: skip
def test_targets_that_would_tell_others_are_refused(to: str) -> None:
    with pytest.raises(BadAlert, match="https://"):
        is_web(to)


@pytest.mark.usefixtures("home")
def test_what_cannot_be_looked_for_is_not_saved(capsys: pytest.CaptureFixture[str]) -> None:
    to = ("--to", "mailto:me@law.example")
    assert run(["alerts", "add", "a", *to]) == 2
    assert run(["alerts", "add", "a", "--query", "公" * 600, *to]) == 2
    assert run(["alerts", "add", "a", "--query", "公开", "--jurisdiction", "atlantis", *to]) == 2
    assert run(["alerts", "add", "a", "--query", "公开", *to]) == 0
    assert run(["alerts", "add", "a", "--query", "公开", *to]) == 2
    assert run(["alerts", "remove", "b"]) == 2
    assert "saved: a" in capsys.readouterr().err
    assert said(capsys, "list")["saved"][0]["asks"] == {"q": "公开", "mode": "hybrid"}
    assert run(["alerts", "remove", "a"]) == 0
    assert said(capsys, "list") == {"saved": []}


def test_a_target_that_is_not_there_is_a_failure_that_may_pass() -> None:
    saved = Saved(name="n", watch=Watch.SEARCH, asks={}, to="http://127.0.0.1:9/", every=Every.DAILY, revision=0)
    with pytest.raises(NotSent) as refused:
        sender_for(None, "")(Alert(id="1", saved=saved, since=0, revision=1, items=()), NOON)
    assert refused.value.again
