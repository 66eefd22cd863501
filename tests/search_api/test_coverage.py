"""The coverage statement over HTTP and on the command line is one and the same."""

import json

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from gaps.harvest import OWN
from search_api.settings import Settings
from ui.cli import app as command_line


def test_it_says_what_is_held_by_place_and_rank(client: TestClient) -> None:
    answer = client.get("/api/v1/coverage?jurisdiction=xs")
    assert answer.status_code == 200
    places = {place["jurisdiction"]: place for place in answer.json()["places"]}
    assert list(places) == ["xs", "xs-lin"]
    ranks = {rank["kind"]: rank for rank in places["xs"]["ranks"]}
    assert (ranks["law"]["instruments"], ranks["law"]["versions"], ranks["law"]["truncated"]) == (2, 3, 1)
    assert ranks["unknown"]["rank"] is None
    source = next(s for s in places["xs"]["sources"] if s["source"] == "invented")
    assert source["refused"] == {"skipped: not a law": 1}
    assert source["said_to_exist"] is None


def test_it_names_what_the_catalogue_has_and_is_not_held(client: TestClient) -> None:
    (place,) = client.get("/api/v1/coverage?jurisdiction=mo").json()["places"]
    assert place["not_held"][0]["title_en"] == "Personal Data Protection Act (Macau)"
    assert place["not_held"][0]["verification"] == "from memory"


def test_an_unknown_place_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/coverage?jurisdiction=atlantis").status_code == 422


def test_the_command_line_prints_the_same(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEXGAP_HOME", str(settings.home))
    printed = CliRunner().invoke(command_line, ["coverage", "--jurisdiction", "xs", "--json"])
    assert json.loads(printed.stdout) == client.get("/api/v1/coverage?jurisdiction=xs").json()


def test_what_an_office_declares_is_told_over_http_and_on_the_command_line(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEXGAP_HOME", str(settings.home))
    own = settings.home / OWN
    own.write_text(
        "declared: [{jurisdiction: xs, areas: [DIS], state: complete, as_of: 2026-01-01, basis: read whole}]",
        encoding="utf-8",
    )
    try:
        printed = CliRunner().invoke(command_line, ["coverage", "--jurisdiction", "xs", "--json"])
        over_http = client.get("/api/v1/coverage?jurisdiction=xs").json()
    finally:
        own.unlink()
    assert [one["basis"] for one in over_http["places"][0]["declared"]] == ["read whole"]
    assert json.loads(printed.stdout) == over_http
