"""Texts and reports in the forms that other programs take, through the command line on the sample corpus."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from law.akoma_xml import AKN
from ui.cli import run

Lexgap = Callable[..., str]
NS = {"a": AKN}


@pytest.fixture
def lexgap(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lexgap:
    """Runs a command line that must succeed and gives what it printed."""
    monkeypatch.setenv("LEXGAP_HOME", str(home))
    monkeypatch.setenv("LEXGAP_EMBEDDER", "none")
    capsys.readouterr()

    def call(*words: str) -> str:
        assert run(list(words)) == 0
        return capsys.readouterr().out

    return call


@pytest.fixture
def shown(lexgap: Lexgap) -> Any:
    """An instrument of the sample as its JSON record."""
    hit = json.loads(lexgap("search", "政府信息公开", "--json"))["hits"][0]
    return json.loads(lexgap("show", f"{hit['instrument']}@{hit['version']}", "--json"))


def address(shown: Any) -> str:
    return f"{shown['instrument']}@{shown['key']}"


def squeezed(*parts: str) -> str:
    return "".join("".join(parts).split())


def test_a_text_as_akoma_ntoso_holds_every_word_of_it(lexgap: Lexgap, shown: Any) -> None:
    root = etree.fromstring(lexgap("show", address(shown), "--format", "akn").encode())
    assert root.tag == f"{{{AKN}}}akomaNtoso"
    bodies = [*root.iter(f"{{{AKN}}}preamble"), *root.iter(f"{{{AKN}}}body")]
    held = [words for p in shown["provisions"] for words in (p["label"], p["heading"], p["text"])]
    assert squeezed(*("".join(body.itertext()) for body in bodies)) == squeezed(*held) != ""
    assert {p["id"] for p in shown["provisions"]} <= {e.get("eId") for e in root.iter()}


def test_one_provision_as_akoma_ntoso_is_that_one(lexgap: Lexgap, shown: Any) -> None:
    one = next(p for p in shown["provisions"] if p["unit"] == "article")
    root = etree.fromstring(lexgap("show", address(shown), "--provision", one["id"], "--format", "akn").encode())
    assert [e.get("eId") for e in root.iterfind(".//a:body/a:article", NS)] == [one["id"]]


def test_a_text_as_a_page_says_where_it_is_from_and_needs_nothing_else(lexgap: Lexgap, shown: Any) -> None:
    page = BeautifulSoup(lexgap("show", address(shown), "--format", "html"), "html.parser")
    assert not page.find_all(["script", "link", "img", "iframe"])
    text = page.get_text()
    assert shown["status"]["basis"] in text
    for fact in (address(shown), shown["source"], shown["source_ref"], shown["retrieved_at"], shown["sha256"]):
        assert fact in text
    articles = [p for p in shown["provisions"] if p["unit"] != "heading"]
    cited = [e.get_text() for e in page.find_all(class_="cite")]
    assert all(p["sha256"] in line and shown["title"] in line for p, line in zip(articles, cited, strict=True))
    assert all(squeezed(p["text"]) in squeezed(text) for p in articles)


def test_gaps_as_a_table_are_the_quotes_of_the_json_report(lexgap: Lexgap) -> None:
    words = ("gaps", "--jurisdiction", "xs", "--area", "DIS", "--on", "2026-01-01")
    cells = [json.loads(line) for line in lexgap(*words, "--json").splitlines()]
    rows = list(csv.DictReader(StringIO(lexgap(*words, "--format", "csv"), newline="")))
    quotes = [(c["requirement"], "evidence", e["sha256"]) for c in cells for e in c["evidence"]]
    misses = [(c["requirement"], "near_miss", m["sha256"]) for c in cells for m in c["near_misses"]]
    bare = [(c["requirement"], "", "") for c in cells if not (c["evidence"] or c["near_misses"])]
    assert sorted((row["requirement"], row["role"], row["sha256"]) for row in rows) == sorted(quotes + misses + bare)
    assert any(row["quote"] for row in rows)


def test_a_table_in_a_file_opens_in_a_spreadsheet(lexgap: Lexgap, tmp_path: Path) -> None:
    file = tmp_path / "gaps.csv"
    lexgap("gaps", "--jurisdiction", "xs", "--requirement", "DIS-08", "--format", "csv", "--out", str(file))
    written = file.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfrequirement,name,")
    assert b"\r\r\n" not in written
