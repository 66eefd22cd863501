"""Places side by side, models for what is missing, and local law under national law."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from search_api.app import create_app
from search_api.filling_gaps import implementing_map
from search_api.library import Library
from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import fill, law, text
from ui.cli import app as command_line

TODAY = date(2026, 1, 2)
NATIONAL = "行政机关应当自收到政府信息公开申请之日起二十个工作日内予以答复，并说明理由。"
LOCAL = "根据《样例国信息公开法》，制定本条例。"
ARTICLE = "按照《样例国信息公开法》第一条的规定，行政机关应当答复申请。"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Library]:
    begun = date(2020, 2, 1)
    fill(
        tmp_path,
        law("样例国信息公开法", text(date(2020, 1, 1), NATIONAL, in_force=begun)),
        law(
            "临省信息公开条例", text(date(2021, 1, 1), LOCAL, ARTICLE, NATIONAL, in_force=begun), jurisdiction="xs-lin"
        ),
    )
    opened = open_library(Settings(home=tmp_path, embedder="none"), today=lambda: TODAY)
    yield opened
    opened.close()


def test_local_provisions_are_tied_by_citation_and_by_words(two: Library) -> None:
    found = implementing_map(two, "样例国信息公开法", "art_1", TODAY).found
    links = {each.provision_id: each.link.value for each in found}
    assert links == {"art_1": "cites_as_basis", "art_2": "cites_article", "art_3": "similar_words"}
    for each in found:
        version = two.catalogue().instruments[each.instrument].versions[0]
        provision = two.corpus.provision(version, each.provision_id)
        assert provision is not None
        assert provision.text[each.start : each.end] == each.quote


def test_a_province_with_law_held_and_none_that_implements_is_named(two: Library) -> None:
    assert implementing_map(two, "样例国信息公开法", None, TODAY).none_found == ()
    assert implementing_map(two, "临省信息公开条例", None, TODAY).none_found == ()


def test_places_stand_side_by_side_over_http(two: Library, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, embedder="none"), library=two)) as client:
        answer = client.get("/api/v1/compare?requirement=DIS-08&jurisdiction=xs,xs-lin&before=2019-01-01").json()
        assert [cell["jurisdiction"] for cell in answer["cells"]] == ["xs", "xs-lin"]
        assert len(answer["before"]) == 2
        assert "xs" in answer["changed"]
        assert client.get("/api/v1/compare?requirement=DIS-99&jurisdiction=xs").status_code in (404, 422)
        held = client.get("/api/v1/implementing?instrument=样例国信息公开法").json()
        assert [each["province"] for each in held["found"]] == ["xs-lin", "xs-lin"]


def test_two_revisions_of_the_corpus_are_compared_and_told_why(two: Library, tmp_path: Path) -> None:
    begun = date(2020, 2, 1)
    fill(
        tmp_path, law("临桥市政府信息公开办法", text(date(2021, 1, 1), NATIONAL, in_force=begun), jurisdiction="xs-lin")
    )
    with TestClient(create_app(Settings(home=tmp_path, embedder="none"), library=two)) as client:
        address = "/api/v1/compare?requirement=DIS-08&jurisdiction=xs,xs-lin&since="
        [difference] = client.get(f"{address}1").json()["differences"]
        assert difference["jurisdiction"] == "xs-lin"
        assert any("now quoted: 《临桥市政府信息公开办法》第一条" in why for why in difference["why"])
        from_nothing = client.get(f"{address}0").json()
        assert from_nothing["changed"] == ["xs", "xs-lin"]
        assert {cell["corpus_revision"] for cell in from_nothing["before"]} == {0}
        assert client.get(f"{address}2").json()["differences"] == []
        assert client.get(f"{address}99").status_code == 422


def test_a_model_is_quoted_where_something_is_missing(two: Library, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, embedder="none"), library=two)) as client:
        address = "/api/v1/compare?requirement=DIS-08&jurisdiction=mo&models_from=xs,xs-lin"
        models = client.get(address).json()["models"]
        assert models
        assert "二十个工作日" in models[0]["evidence"]["quote"]


def test_the_command_line_does_the_same(two: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEXGAP_HOME", str(two.home))
    monkeypatch.setenv("LEXGAP_EMBEDDER", "none")
    days = ["--on", TODAY.isoformat(), "--json"]
    printed = json.loads(CliRunner().invoke(command_line, ["implementing", "样例国信息公开法", *days]).stdout)
    assert len(printed["found"]) == 2
    compared = json.loads(CliRunner().invoke(command_line, ["compare", "DIS-08", "xs", "xs-lin", *days]).stdout)
    assert compared["requirement"] == "DIS-08"


def test_the_mapping_to_other_checklists_is_answered(client: TestClient) -> None:
    held = client.get("/api/v1/checklist/mappings").json()["checklists"]
    assert [each["checklist"] for each in held][:2] == ["rti-rating", "unctad-cyberlaw"]
    assert held[0]["entries"][0]["relation"] in ("equal", "subset", "superset", "intersect")
