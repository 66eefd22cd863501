"""The command line contract on the sample corpus: what is printed where, and with which exit code."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ui.cli import run

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "corpora" / "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Lexgap = Callable[..., Done]


@pytest.fixture
def lexgap(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lexgap:
    """Runs a command line in this process."""
    monkeypatch.setenv("LEXGAP_HOME", str(home))
    monkeypatch.setenv("LEXGAP_EMBEDDER", "none")
    capsys.readouterr()

    def call(*words: str) -> Done:
        code = run(list(words))
        printed = capsys.readouterr()
        return Done(code=code, out=printed.out, err=printed.err)

    return call


def test_a_second_import_changes_nothing(lexgap: Lexgap) -> None:
    done = lexgap("import", "sample", "--json")
    assert done.json["new"] == done.json["new_version"] == done.json["changed"] == 0
    assert done.json["unchanged"] > 0


def test_an_index_that_is_current_is_left_alone(lexgap: Lexgap) -> None:
    assert lexgap("index", "--json").json["index"]["built"] is False


def test_a_search_prints_one_object_with_hits_that_can_be_cited(lexgap: Lexgap) -> None:
    done = lexgap("search", "政府信息公开", "--jurisdiction", "xs", "-k", "3", "--json")
    assert done.code == 0
    assert done.json["total"] >= len(done.json["hits"]) > 0
    for hit in done.json["hits"]:
        assert {"citation", "source", "retrieved_at", "sha256", "text_state", "status"} <= hit.keys()


def test_simplified_and_traditional_find_the_same(lexgap: Lexgap) -> None:
    first, second = (
        lexgap("search", q, "--json").json["hits"] for q in ("个人信息的更正", "個人資訊的更正".replace("資訊", "信息"))
    )
    assert [h["provision_id"] for h in first] == [h["provision_id"] for h in second] != []


def test_a_batch_answers_line_by_line_and_names_the_lines_that_it_refused(lexgap: Lexgap, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": 7, "query": "信息公开"}\nnot json\n{"id": "b", "query": "国家秘密"}\n', encoding="utf-8")
    done = lexgap("search", "--batch", str(file), "-k", "2", "--json")
    assert [line["id"] for line in done.lines] == [7, "b"]
    assert all(set(hit) == {"instrument", "title", "label", "provision_id", "score"} for hit in done.lines[0]["hits"])
    assert all(line["ms"] > 0 for line in done.lines)
    assert done.code == 3
    assert f"{file}:2" in done.err


def test_a_shown_provision_is_the_published_text(lexgap: Lexgap) -> None:
    hit = lexgap("search", "政府信息公开", "--json").json["hits"][0]
    shown = lexgap("show", f"{hit['instrument']}@{hit['version']}", "--provision", hit["provision_id"], "--json")
    (provision,) = shown.json["provisions"]
    assert provision["text"] == hit["text"]
    assert provision["sha256"] == hit["sha256"]


def test_parsing_prints_a_record_with_the_fields_of_the_contract(lexgap: Lexgap) -> None:
    file = next(LAW.rglob("*.md"))
    done = lexgap("parse", "lawrefbook", str(file), "--json")
    fields = {"title", "jurisdiction", "kind", "number", "issuing_body", "promulgated_on", "in_force_from", "status"}
    fields |= {"language", "text_state", "provisions", "problems"}
    assert fields <= done.json.keys()
    assert {"id", "label", "heading", "text"} <= done.json["provisions"][0].keys()


def test_gaps_are_json_lines_with_quotes_that_stand_in_the_text(lexgap: Lexgap) -> None:
    done = lexgap("gaps", "--jurisdiction", "xs", "--area", "DIS", "--json")
    assert done.code == 0
    assert done.lines
    for cell in done.lines:
        for evidence in cell["evidence"]:
            shown = lexgap(
                "show",
                f"{evidence['instrument']}@{evidence['version']}",
                "--provision",
                evidence["provision_id"],
                "--json",
            )
            text = shown.json["provisions"][0]["text"]
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
        if cell["result"] == "not_found_in_what_we_hold":
            assert cell["searched"]["queries"]
            assert cell["searched"]["provisions"] > 0


def test_the_same_gap_report_twice_is_the_same_bytes(lexgap: Lexgap) -> None:
    words = ("gaps", "--jurisdiction", "xs", "--on", "2026-01-01", "--json")
    assert lexgap(*words).out == lexgap(*words).out


def test_a_gap_report_is_one_page_that_needs_nothing_else(lexgap: Lexgap, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert lexgap("gaps", "--jurisdiction", "xs", "--format", "html", "--out", str(file)).code == 0
    page = file.read_text(encoding="utf-8")
    assert not re.search(r"<(script|link|img)|url\(|@import", page)
    assert "no law" not in re.sub(r"<[^>]+>", "", page)


def test_citations_are_resolved_or_said_not_to_be_held(lexgap: Lexgap) -> None:
    done = lexgap("cite", "依照《从未有过的法律》第三条", "--json")
    (found,) = done.json["citations"]
    assert found["outcome"] == "not_held"


def test_everything_agrees(lexgap: Lexgap) -> None:
    assert lexgap("verify").code == 0


def test_sources_name_their_rights(lexgap: Lexgap) -> None:
    listed = {source["id"]: source for source in lexgap("sources", "--json").json["sources"]}
    assert {"china_law", "lawrefbook", "sample"} <= listed.keys()
    assert all(source["rights"]["licence"] for source in listed.values())


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["search", "信息", "--on", "2021-13-01"], 2, "2021-13-01"),
        (["search", "信息", "--jurisdiction", "cn-zz"], 2, "cn-zz"),
        (["search", "信息", "--kind", "edict"], 2, "edict"),
        (["search", "信息", "--mode", "magic"], 2, "magic"),
        (["search", ""], 2, "query"),
        (["search", "法" * 100_000], 2, "512"),
        (["search", "信息", "-k", "0"], 2, "-k"),
        (["gaps", "--jurisdiction", "atlantis"], 2, "atlantis"),
        (["gaps", "--requirement", "DIS-99"], 2, "DIS-99"),
        (["gaps", "--area", "XXX"], 2, "XXX"),
        (["show", "从未有过的法律"], 1, "not"),
        (["show", "从未有过的法律@gestern"], 2, "gestern"),
        (["import", "lawrefbook", "no/such/folder"], 1, "no/such/folder"),
        (["parse", "lawrefbook", "no/such/file.md"], 3, "no/such/file.md"),
        (["parse", "nosuchsource", "x.md"], 2, "nosuchsource"),
        (["nonsense"], 2, "nonsense"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_bad_input_is_explained_with_the_right_exit_code(
    lexgap: Lexgap, words: list[str], code: int, said: str
) -> None:
    done = lexgap(*words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_without_an_index_a_search_says_which_command_builds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEXGAP_HOME", str(tmp_path / "empty"))
    monkeypatch.setenv("LEXGAP_EMBEDDER", "none")
    assert run(["search", "信息"]) == 1
    assert "lexgap index" in capsys.readouterr().err


def test_a_setting_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEXGAP_PORT", "eighty")
    assert run(["sources"]) == 2
    assert "LEXGAP_PORT" in capsys.readouterr().err


def test_the_installed_command_works_from_anywhere(home: Path, tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("lexgap")
    environment = {**os.environ, "LEXGAP_HOME": str(home), "LEXGAP_EMBEDDER": "none"}
    words = [str(command), "search", "信息公开", "--json"]
    done = subprocess.run(words, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)["hits"]
