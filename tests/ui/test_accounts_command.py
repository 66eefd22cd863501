"""``lexgap accounts`` as its users and other programs see it."""

import io
import json
from pathlib import Path

import pytest

from ui.cli import run

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
