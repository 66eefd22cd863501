"""``lexgap accounts`` as its users and other programs see it."""

import io
import json
from pathlib import Path

import pytest

from search_api.accounts.keys import ApiKeys
from search_api.accounts.records import KeyRefused
from ui.cli import run
from ui.commands.options import now

SENTENCE = "a sentence that nobody knows"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEXGAP_HOME", str(tmp_path))
    return tmp_path


def _typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text + "\n"))


def test_an_account_is_added_listed_closed_and_opened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _typed(monkeypatch, SENTENCE)
    assert run(["accounts", "add", "lin", "--role", "admin", "--password-stdin", "--json"]) == 0
    assert run(["accounts", "disable", "lin", "--json"]) == 0
    assert run(["accounts", "disable", "lin", "--undo", "--json"]) == 0
    told = [json.loads(line)["accounts"][0] for line in capsys.readouterr().out.splitlines()]
    assert [each["disabled_at"] is None for each in told] == [True, False, True]
    assert told[0]["role"] == "admin"
    assert run(["accounts", "list"]) == 0
    shown = capsys.readouterr()
    assert "lin" in shown.out
    assert SENTENCE not in shown.out + shown.err
    assert "argon2" not in shown.out + shown.err


def test_the_password_can_be_changed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _typed(monkeypatch, SENTENCE)
    assert run(["accounts", "add", "lin", "--password-stdin"]) == 0
    _typed(monkeypatch, "quite another sentence")
    assert run(["accounts", "password", "lin", "--password-stdin"]) == 0
    assert "every session of it has ended" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["accounts", "add", "lin", "--password-stdin"], "12 to 256"),
        (["accounts", "disable", "nobody"], "lexgap accounts list"),
        (["accounts", "password", "nobody", "--password-stdin"], "lexgap accounts list"),
        (["accounts", "add", "lin", "--role", "king"], "king"),
    ],
)
def test_wrong_use_is_explained(
    words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _typed(monkeypatch, "short")
    assert run(words) == 2
    assert said in capsys.readouterr().err


def test_an_account_signs_in_through_a_provider(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["accounts", "add", "lin", "--subject", "lin-1"]) == 2
    assert "LEXGAP_OIDC_ISSUER" in capsys.readouterr().err
    monkeypatch.setenv("LEXGAP_OIDC_ISSUER", "https://id.example")
    assert run(["accounts", "add", "lin", "--subject", "lin-1", "--json"]) == 0
    assert run(["accounts", "link", "lin", "https://other.example lin-2", "--json"]) == 0
    told = [json.loads(line)["accounts"][0]["subject"] for line in capsys.readouterr().out.splitlines()]
    assert told == ["https://id.example lin-1", "https://other.example lin-2"]
    assert run(["accounts", "link", "lin"]) == 2
    assert run(["accounts", "link", "lin", "--undo"]) == 2
    assert "password first" in capsys.readouterr().err


def test_a_key_is_made_shown_once_listed_and_revoked(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["accounts", "add", "lin", "--subject", "https://id.example 1", "--json"]) == 0
    capsys.readouterr()
    words = ["accounts", "key", "add", "lin", "--name", "weekly job", "--expires", "2999-01-01"]
    assert run([*words, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["key"].startswith(f"{made['prefix']}_")
    assert made["expires_at"].startswith(("2998-12-31T", "2999-01-01T"))
    keys = ApiKeys(file=home / "accounts" / "accounts.sqlite", clock=now)
    assert keys.account_of(made["key"], address="192.0.2.7").name == "lin"
    assert run(["accounts", "key", "list", "lin"]) == 0
    shown = capsys.readouterr().out
    assert "weekly job" in shown
    assert made["key"] not in shown
    assert run(["accounts", "key", "revoke", made["prefix"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["revoked_at"]
    with pytest.raises(KeyRefused, match="revoked"):
        keys.account_of(made["key"], address="192.0.2.7")
    assert run(words) == 0
    assert "shown only now: lexgap_" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "nobody", "--name", "x"], "lexgap accounts list"),
        (["add", "lin", "--name", "x", "--expires", "2020-01-01"], "past"),
        (["add", "lin", "--name", "x", "--expires", "soon"], "YYYY-MM-DD"),
        (["revoke", "lexgap_00000000"], "lexgap accounts key list"),
        (["list", "nobody"], "lexgap accounts list"),
    ],
)
def test_a_key_that_cannot_be_is_explained(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["accounts", "add", "lin", "--subject", "https://id.example 1"]) == 0
    assert run(["accounts", "key", *words]) == 2
    assert said in capsys.readouterr().err
