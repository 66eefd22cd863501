"""``lexgap harvest`` and ``lexgap reparse`` as their users and other programs see them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from crawlers.harvest.one_harvest import only_harvest
from ui.cli import run

FIXTURES = Path(__file__).parents[1] / "fixtures"
RECORDED = str(FIXTURES / "jp_egov")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEXGAP_HOME", str(tmp_path))
    monkeypatch.setenv("LEXGAP_EMBEDDER", "none")
    monkeypatch.delenv("LEXGAP_CONTACT", raising=False)
    return tmp_path


def test_a_replay_is_harvested_reported_listed_and_rebuilt(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["harvest", "jp-egov", "--replay", RECORDED, "--json"]) in (0, 3)
    out = capfd.readouterr().out
    (told,) = [json.loads(line) for line in out.splitlines()]
    assert (told["source"], told["state"], told["counts"]["new"]) == ("jp_egov", "finished", 1)
    assert told["counts"]["quarantined"] == 0
    assert {"whole", "said_to_exist", "troubles", "began_at", "ended_at", "seconds", "revision"} <= told.keys()
    assert run(["sources", "--json"]) == 0
    listed = {each["id"]: each["harvest"] for each in json.loads(capfd.readouterr().out)["sources"]}
    assert (listed["jp_egov"]["state"], listed["jp_egov"]["counts"]["new"]) == ("finished", 1)
    assert listed["tw_moj"] is None
    assert run(["reparse", "--json"]) in (0, 3)
    again = json.loads(capfd.readouterr().out)
    assert (again["sources"], again["changed"], again["readings"]) == (["jp_egov"], False, 1)


def test_people_get_a_table_and_below_it_what_is_wrong(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = next((FIXTURES / "jp_egov").glob("*.xml"))
    folder = tmp_path / "recorded"
    folder.mkdir()
    (folder / text.name).write_bytes(text.read_bytes())
    assert run(["harvest", "jp_egov", "--replay", str(folder)]) == 3
    told = capfd.readouterr()
    assert "new version" in told.out
    assert "finished" in told.out
    assert "jp_egov: missing: https://laws.e-gov.go.jp/" in told.err
    assert "was not recorded" in told.err


def test_a_live_harvest_without_a_contact_says_what_to_set(capfd: pytest.CaptureFixture[str], home: Path) -> None:
    assert run(["harvest", "jp_egov"]) == 2
    assert "LEXGAP_CONTACT" in capfd.readouterr().err
    assert not (home / "snapshots").exists()


@pytest.mark.parametrize("contact", ["nobody", "a@b", "desk@example.org, other", "ftp://example.org"])
def test_a_contact_that_reaches_nobody_is_wrong_use(contact: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["harvest", "jp_egov", "--contact", contact]) == 2
    assert "is neither an e-mail address" in capfd.readouterr().err


def test_a_source_that_cannot_be_harvested_is_wrong_use_before_any_is_asked(
    capfd: pytest.CaptureFixture[str], home: Path
) -> None:
    assert run(["harvest", "jp_egov", "lawrefbook", "--replay", RECORDED]) == 2
    assert "there is no source 'lawrefbook' to harvest: use one of" in capfd.readouterr().err
    assert not (home / "snapshots").exists()


def test_a_day_that_is_none_and_a_limit_of_none_are_wrong_use() -> None:
    assert run(["harvest", "jp_egov", "--since", "2026-13-01", "--replay", RECORDED]) == 2
    assert run(["harvest", "jp_egov", "--limit", "0", "--replay", RECORDED]) == 2


def test_a_failure_of_one_source_is_explained_and_in_the_json(capfd: pytest.CaptureFixture[str], home: Path) -> None:
    with only_harvest(home, "jp_egov"):
        assert run(["harvest", "jp_egov", "--replay", RECORDED, "--json"]) == 1
    told = capfd.readouterr()
    assert json.loads(told.out)["state"] == "failed"
    assert "is being harvested by process" in told.err


def test_a_folder_without_recordings_is_explained(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run(["harvest", "jp_egov", "--replay", str(tmp_path / "empty")]) == 1
    assert "holds no recording of this source" in capfd.readouterr().err


def test_without_snapshots_there_is_nothing_to_rebuild(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["reparse"]) == 1
    assert "harvest first" in capfd.readouterr().err


def begun(home: Path) -> subprocess.Popen[str]:
    """A harvest on the command line, with its fetching under way."""
    words = [sys.executable, "-m", "ui", "harvest", "jp_egov", "--replay", RECORDED, "--resume", "--json"]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    # A job that a shell started in the background ignores the interrupt, and so would its child.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    harvest = subprocess.Popen(words, cwd=FIXTURES.parents[1], process_group=0, **pipes)
    signal.signal(signal.SIGINT, before)
    until = time.monotonic() + 60
    while not list((home / "snapshots").glob("jp_egov/*")) and time.monotonic() < until:
        time.sleep(0.005)
    assert harvest.poll() is None
    return harvest


def test_ctrl_c_ends_a_harvest_quietly_and_says_how_to_go_on(home: Path) -> None:
    harvest = begun(home)
    os.killpg(harvest.pid, signal.SIGINT)
    out, told = harvest.communicate(timeout=60)
    assert harvest.returncode == 130
    assert json.loads(out)["state"] == "interrupted"
    assert told.startswith("lexgap: jp_egov: interrupted; what was answered is kept")
    assert "`lexgap harvest jp_egov --resume`" in told
    assert len(told.splitlines()) == 1


def test_a_harvest_whose_process_is_killed_goes_on_and_loses_nothing(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    harvest = begun(home)
    os.kill(harvest.pid, signal.SIGKILL)
    harvest.communicate(timeout=60)
    assert run(["sources"]) == 0
    assert "was not taken in: go on with `lexgap harvest jp_egov --resume`" in " ".join(capfd.readouterr().err.split())
    assert run(["sources", "--json"]) == 0
    listed = {each["id"]: each["unfinished"] for each in json.loads(capfd.readouterr().out)["sources"]}
    assert (listed["jp_egov"]["under_way"], listed["tw_moj"]) == (False, None)
    assert run(["harvest", "jp_egov", "--replay", RECORDED, "--resume", "--json"]) in (0, 3)
    told = json.loads(capfd.readouterr().out)
    assert (told["state"], told["counts"]["new"], told["counts"]["quarantined"]) == ("finished", 1, 0)
    assert len(list((home / "snapshots" / "jp_egov").glob("*.warc.gz"))) == 1
    assert run(["reparse", "--json"]) in (0, 3)
    assert json.loads(capfd.readouterr().out)["changed"] is False
    assert run(["sources"]) == 0
    assert "--resume" not in capfd.readouterr().err
