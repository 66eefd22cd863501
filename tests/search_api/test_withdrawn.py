"""A withdrawn source over HTTP and on the command line: gone from every answer at once, the record stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from index.build import build_index
from index.records import Mode, SearchRequest
from law.corpus import Corpus
from law.corpus_writing import writing
from search_api.app import create_app
from search_api.library import Library
from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import AT, fill, law, text
from ui.cli import app as command_line

OWN = law("公开样例法", text(date(2012, 3, 15), "机关应当公开信息。"))
KEPT = law("保密样例法", replace(text(date(2015, 3, 15), "机关应当公开目录。"), source="other"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(tmp_path, OWN)
    with Corpus.open(tmp_path) as corpus:
        with writing(corpus, source="other", at=AT) as writer:
            writer.add(KEPT)
        build_index(corpus, tmp_path)
    return tmp_path


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    opened = open_library(Settings(home=home, embedder="none"))
    yield opened
    opened.close()


@pytest.fixture
def client(home: Path, library: Library) -> Iterator[TestClient]:
    app = create_app(Settings(home=home, embedder="none"), library=library)
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


def withdraw(home: Path, *, withdrawn: bool = True) -> None:
    with Corpus.open(home) as corpus, writing(corpus, source="invented", at=AT) as writer:
        assert writer.switch(withdrawn=withdrawn, reason="the publisher asked for it")


def test_an_index_made_before_gives_nothing_of_it(home: Path, library: Library) -> None:
    request = SearchRequest(query="公开", k=10, mode=Mode.LEXICAL)
    assert {hit.source for hit in library.search(request).hits} == {"invented", "other"}
    withdraw(home)
    result = library.search(request)
    assert {hit.source for hit in result.hits} == {"other"}
    assert any("withdrawn" in note for note in result.notes)
    build_index(library.corpus, home)
    rebuilt = library.search(request)
    assert [hit.title for hit in rebuilt.hits] == ["保密样例法"]
    assert rebuilt.total == 1
    assert rebuilt.notes == ()


@pytest.mark.parametrize("ending", ["", "@2012-03-15", "/versions", "/provisions/art_1", ".md"])
def test_its_addresses_answer_gone_with_the_reason_and_the_record(home: Path, client: TestClient, ending: str) -> None:
    address = f"/api/v1/instruments{OWN.id}{ending}"
    assert client.get(address).status_code == 200
    withdraw(home)
    answer = client.get(address)
    assert answer.status_code == 410
    problem = answer.json()
    assert problem["instrument"]["id"] == OWN.id
    assert problem["instrument"]["titles"] == {"zh-Hans": "公开样例法"}
    assert problem["withdrawn"][0]["reason"] == "the publisher asked for it"
    assert "机关应当公开信息" not in answer.text
    withdraw(home, withdrawn=False)
    assert client.get(address).status_code == 200


def test_a_title_answers_gone_too(home: Path, client: TestClient) -> None:
    withdraw(home)
    assert client.get("/api/v1/instruments/公开样例法").status_code == 410


def test_lists_leave_it_out_and_sources_say_so(home: Path, client: TestClient) -> None:
    withdraw(home)
    listed = client.get("/api/v1/instruments").json()
    assert [item["title"] for item in listed["items"]] == ["保密样例法"]
    sources = {source["id"]: source for source in client.get("/api/v1/sources").json()["sources"]}
    assert sources["invented"]["withdrawn"]["reason"] == "the publisher asked for it"
    assert sources["other"]["withdrawn"] is None


def test_the_command_line_withdraws_and_restores(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEXGAP_HOME", str(home))
    runner = CliRunner()
    done = runner.invoke(command_line, ["sources", "withdraw", "sample", "--reason", "a test", "--json"])
    assert '"withdrawn": true, "changed": true' in done.stdout
    with Corpus.open(home) as corpus:
        assert [w.source for w in corpus.withdrawals()] == ["sample"]
    runner.invoke(command_line, ["sources", "restore", "sample"])
    with Corpus.open(home) as corpus:
        assert corpus.withdrawals() == ()
    assert runner.invoke(command_line, ["sources", "withdraw", "nowhere", "--reason", "x"]).exit_code != 0
