"""`lexgap diff`."""

import json
from pathlib import Path

import pytest

from tests.search_api.conftest import INSTRUMENTS, fill
from ui.cli import run


@pytest.fixture
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, *INSTRUMENTS)
    monkeypatch.setenv("LEXGAP_HOME", str(tmp_path))
    monkeypatch.setenv("LEXGAP_EMBEDDER", "none")


@pytest.mark.usefixtures("_home")
def test_two_texts_are_compared_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "公开法", "2012-03-15", "2021-09-10"]) == 0
    out = capsys.readouterr().out
    assert "[-可以-]" in out
    assert "{+应当主动+}" in out
    assert run(["diff", "公开法", "2012-03-15", "2021-09-10", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"]["added"] == 2


@pytest.mark.usefixtures("_home")
def test_a_law_with_one_text_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "档案法"]) == 1
    assert "no text of" in capsys.readouterr().err
