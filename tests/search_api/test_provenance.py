"""Sources and changes of one instrument, over HTTP, on the command line, and on its page in three languages."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from index.build import build_index
from law.corpus import Corpus
from law.corpus_writing import writing
from law.harvest_rows import SeenDocument, keep_seen, mark_gone
from law.instrument import Event
from search_api.settings import Settings
from tests.search_api.conftest import AT, fill, law, text
from ui.cli import app as command_line
from ui.site import create_site

LINE = "2020年5月1日《关于修改〈公开样例法〉的决定》修正"
DAY = date(2020, 5, 1)
EVENT = Event(text=LINE, day=DAY, action="amended", actor="样例大会")
OWN = law("公开样例法", replace(text(DAY, "机关应当在二十日内公开信息。"), events=(EVENT,)))
OTHER = law("公开样例法", replace(text(DAY, "机关应当在三十日内公开信息。"), source="other", sha256="0" * 64))
DECISION = law("样例大会关于修改《公开样例法》的决定", text(DAY, "将第一条修改为：“<b>新</b>的话。”"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("home")
    fill(made, OWN, DECISION)
    with Corpus.open(made) as corpus:
        with writing(corpus, source="other", at=AT) as writer:
            writer.add(OTHER)
            document = SeenDocument(source_ref=OTHER.versions[0].source_ref, url="", sha256="0" * 64, seen_at=AT)
            keep_seen(writer.db, "other", [document])
            mark_gone(writer.db, "other", [document.source_ref], AT)
        build_index(corpus, made)
    return made


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[TestClient]:
    with TestClient(create_site(Settings(home=home, embedder="none")), follow_redirects=False) as opened:
        yield opened


def test_every_source_is_listed_with_where_they_differ(site: TestClient) -> None:
    answer = site.get(f"/api/v1/instruments{OWN.id}/sources").json()
    assert answer["sources"] == ["invented", "other"]
    assert [(e["source"], e["shown"]) for e in answer["editions"]] == [("invented", True), ("other", False)]
    (difference,) = answer["differences"]
    assert (difference["about"], difference["provision_id"]) == ("words", "art_1")
    assert "二十日" in difference["first"]["words"]
    assert "三十日" in difference["second"]["words"]


def test_a_text_that_its_source_no_longer_has_says_since_when(
    site: TestClient, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, gone = site.get(f"/api/v1/instruments{OWN.id}/sources").json()["editions"]
    assert (there["gone_since"], gone["gone_since"]) == (None, "2026-01-02T03:04:05Z")
    assert site.get(f"/instruments{OWN.id}?lang=en").text.count("no longer at the source since 2026-01-02") == 1
    monkeypatch.setenv("LEXGAP_HOME", str(home))
    with Corpus.open(home) as corpus, writing(corpus, source="invented", at=AT) as writer:
        document = SeenDocument(source_ref=OWN.versions[0].source_ref, url="", sha256="0" * 64, seen_at=AT)
        keep_seen(writer.db, "invented", [document])
        mark_gone(writer.db, "invented", [document.source_ref], AT)
    assert site.get(f"/instruments{OWN.id}?lang=en").text.count("no longer at the source since 2026-01-02") == 3
    told = CliRunner().invoke(command_line, ["show", OWN.id])
    assert "invented no longer has it since 2026-01-02" in told.stderr


def test_its_changes_are_quoted_and_linked_to_the_decision(site: TestClient) -> None:
    changes = site.get(f"/api/v1/instruments{OWN.id}/amendments").json()["amendments"]
    told = {change["quote"]: change for change in changes}
    assert told[LINE]["made_on"] == "2020-05-01"
    worded = next(change for change in changes if change["affected_provisions"])
    assert (worded["affected_provisions"], worded["action"], worded["affecting"]) == ("第一条", "amended", DECISION.id)
    made = site.get(f"/api/v1/instruments{DECISION.id}/amendments").json()
    assert [change["affected"] for change in made["amends"]] == [OWN.id]


@pytest.mark.parametrize("ending", ["sources", "amendments"])
def test_a_title_leads_to_the_identifier_and_an_unknown_one_nowhere(site: TestClient, ending: str) -> None:
    assert site.get(f"/api/v1/instruments/公开样例法/{ending}").status_code == 301
    assert site.get(f"/api/v1/instruments/akn/xs/act/火星法/{ending}").status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_page_shows_both(site: TestClient, language: str) -> None:
    page = site.get(f"/instruments{OWN.id}?lang={language}").text
    assert LINE in page
    assert "三十日" in page
    assert 'id="amendments-title"' in page
    assert 'id="editions-title"' in page
    decision = site.get(f"/instruments{DECISION.id}?lang={language}").text
    assert 'id="amends-title"' in decision
    assert "<b>新" not in decision


def test_the_command_line_shows_the_same(site: TestClient, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEXGAP_HOME", str(home))
    shown = json.loads(CliRunner().invoke(command_line, ["show", OWN.id, "--json"]).stdout)
    sources = site.get(f"/api/v1/instruments{OWN.id}/sources").json()
    changes = site.get(f"/api/v1/instruments{OWN.id}/amendments").json()
    assert (shown["editions"], shown["differences"]) == (sources["editions"], sources["differences"])
    assert shown["amendments"] == changes["amendments"]


def test_verify_names_the_instruments_on_which_sources_differ(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEXGAP_HOME", str(home))
    verified = CliRunner().invoke(command_line, ["verify", "--json"])
    assert json.loads(verified.stdout)["differences"] == {OWN.id: 1}
