"""The disclosure table over HTTP and on the command line is one and the same."""

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from search_api.settings import Settings
from ui.cli import app as command_line

ADDRESS = "/api/v1/norms?jurisdiction=xs"


def test_it_lists_duties_with_their_quotes(client: TestClient) -> None:
    answer = client.get(ADDRESS).json()
    assert answer["total"] == len(answer["rows"]) > 0
    assert answer["counts"]["must_keep_secret"] >= 1
    row = next(row for row in answer["rows"] if "主动公开" in row["quote"])
    held = client.get(
        f"/api/v1/instruments{row['instrument']}@{row['version']}/provisions/{row['provision_id']}"
    ).json()
    assert held["provision"]["text"][row["start"] : row["end"]] == row["quote"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "html"])
def test_it_can_be_taken_along(client: TestClient, ending: str) -> None:
    answer = client.get(f"/api/v1/norms.{ending}?jurisdiction=xs&lang=en")
    assert answer.status_code == 200
    assert len(answer.content) > 100


def test_an_unknown_place_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/norms?jurisdiction=atlantis").status_code == 422
    assert client.get("/api/v1/norms").status_code == 422


def test_the_command_line_prints_the_same(
    client: TestClient, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEXGAP_HOME", str(settings.home))
    words = ["norms", "--jurisdiction", "xs", "--on", "2026-01-02"]
    printed = CliRunner().invoke(command_line, words)
    assert json.loads(printed.stdout) == client.get(ADDRESS).json()
    file = tmp_path / "table.xlsx"
    assert CliRunner().invoke(command_line, [*words, "--format", "xlsx", "--out", str(file)]).exit_code == 0
    assert file.stat().st_size > 1000


def test_json_for_a_file_goes_into_the_file(
    client: TestClient, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEXGAP_HOME", str(settings.home))
    file = tmp_path / "norms.json"
    words = ["norms", "--jurisdiction", "xs", "--on", "2026-01-02", "--format", "json", "--out", str(file)]
    printed = CliRunner().invoke(command_line, words)
    assert printed.stdout == ""
    assert json.loads(file.read_text(encoding="utf-8")) == client.get(ADDRESS).json()
