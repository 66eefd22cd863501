"""`lexgap mcp`, spoken to over standard input and output by the protocol's own client."""

import asyncio
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from tests.search_api.conftest import INSTRUMENTS, fill, law, text

ROOT = Path(__file__).resolve().parents[2]
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "search": ("search", {"query": "政府信息公开", "mode": "lexical", "on": "any"}),
    "one provision": ("provision", {"address": "公开法", "provision": "art_2"}),
    "every provision": ("provision", {"address": "公开法"}),
    "cite": ("cite", {"text": "《样例国政府信息公开法》第二条规定：“应当在三十个工作日内答复。”"}),
    "gaps": ("gaps", {"jurisdiction": ["xs"], "requirement": ["DIS-01"]}),
    "one place as a word": ("gaps", {"jurisdiction": "xs", "requirement": "DIS-01"}),
    "ask": ("ask", {"question": "政府部门必须公开哪些信息？", "jurisdiction": "xs"}),
    "unknown law": ("provision", {"address": "从未有过的法"}),
    "several laws": ("provision", {"address": "数据条例"}),
    "unknown place": ("search", {"query": "公开", "jurisdiction": ["atlantis"]}),
    "too long": ("search", {"query": "公" * 600}),
    "end of several titles": ("provision", {"address": "信息公开法", "provision": "art_1"}),
    "unknown argument": ("search", {"query": "公开", "jurisdictions": ["xs"]}),
    "no place": ("gaps", {"jurisdiction": []}),
}


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("mcp")
    of_a_city = law("样例市信息公开法", text(date(2023, 1, 1), "本市公开信息。"), jurisdiction="xs-lin")
    fill(home, *INSTRUMENTS, of_a_city)
    environment = {**os.environ, "LEXGAP_HOME": str(home), "LEXGAP_EMBEDDER": "none", "PYTHONPATH": str(ROOT)}
    server = StdioServerParameters(command=sys.executable, args=["-m", "ui", "mcp"], env=environment, cwd=str(home))

    async def speak() -> dict[str, Any]:
        async with Client(server) as client:
            answers: dict[str, Any] = {"tools": await client.list_tools()}
            for name, (tool, arguments) in CALLS.items():
                answers[name] = await client.call_tool(tool, arguments)
            return answers

    return asyncio.run(asyncio.wait_for(speak(), timeout=120))


def given(spoken: dict[str, Any], name: str) -> dict[str, Any]:
    answer = spoken[name]
    assert not answer.is_error, answer.content
    return dict(answer.structured_content)


def test_five_tools_are_offered_and_none_writes(spoken: dict[str, Any]) -> None:
    tools = {tool.name: tool for tool in spoken["tools"].tools}
    assert set(tools) == {"search", "provision", "cite", "gaps", "ask"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())


def test_hits_carry_citation_source_and_hash(spoken: dict[str, Any]) -> None:
    hits = given(spoken, "search")["hits"]
    assert hits[0]["citation"].startswith("《")
    assert len(hits[0]["sha256"]) == 64


def test_a_provision_is_given_as_published(spoken: dict[str, Any]) -> None:
    assert given(spoken, "one provision")["citation"] == "《样例国政府信息公开法》第二条"
    assert [p["id"] for p in given(spoken, "every provision")["provisions"]] == ["chp_1", "art_1", "art_2", "art_3"]


def test_a_misquotation_is_told(spoken: dict[str, Any]) -> None:
    (citation,) = given(spoken, "cite")["citations"]
    assert citation["quotes"][0]["verdict"] == "misquoted"


def test_one_word_is_read_where_several_may_stand(spoken: dict[str, Any]) -> None:
    assert given(spoken, "one place as a word") == given(spoken, "gaps")


def test_gaps_and_questions_are_answered(spoken: dict[str, Any]) -> None:
    (cell,) = given(spoken, "gaps")["cells"]
    assert (cell["requirement"], cell["jurisdiction"]) == ("DIS-01", "xs")
    assert given(spoken, "ask")["advice"] == "This is not legal advice."


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("unknown law", "does not say that it does not exist"),
        ("several laws", "/akn/xs-lin/act/数据条例"),
        ("unknown place", "atlantis"),
        ("too long", "512"),
        ("end of several titles", "choose one by its id"),
        ("unknown argument", "search takes no 'jurisdictions'; known: query, jurisdiction, on, k, mode"),
        ("no place", "at least 1"),
    ],
)
def test_what_the_api_refuses_is_refused_in_the_same_words(spoken: dict[str, Any], name: str, says: str) -> None:
    assert spoken[name].is_error
    assert says in spoken[name].content[0].text
