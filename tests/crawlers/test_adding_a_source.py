"""The walk in docs/adding-a-source.md is true: its files are the project's, its commands print what it says."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawlers.source import CRAWLS
from crawlers.sources import cn_gkmlpt
from tests.crawlers.reviewed import FIXTURES
from tests.crawlers.walking import walk
from ui.cli import app

ROOT = Path(__file__).resolve().parents[2]
WALK = (ROOT / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", WALK, re.MULTILINE | re.DOTALL)
LONGEST = 80
PORTALS = {"cn_beijing": [], "cn_cac": [1], "cn_gkmlpt": [3], "cn_shanghai": [], "cn_trs": [], "cn_zhejiang": [4]}
"""The portals, and how many documents their recorded lists say that there are."""


@pytest.mark.parametrize(
    ("language", "number", "file"),
    [
        ("python", 0, "crawlers/sources/cn_shanghai.py"),
        ("html", 0, "tests/fixtures/cn_shanghai/notice.html"),
        ("html", 1, "tests/fixtures/cn_shanghai/list.html"),
        ("csv", 0, "tests/fixtures/cn_shanghai/addresses.csv"),
    ],
)
def test_the_files_shown_are_those_of_the_project(language: str, number: int, file: str) -> None:
    shown = [block for name, block in BLOCKS if name == language]
    assert shown[number] == (ROOT / file).read_text(encoding="utf-8")


def test_the_command_that_parses_prints_what_the_walk_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command = next(block.split()[1:] for name, block in BLOCKS if name == "sh")
    assert command[0] == "parse"
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0
    assert done.stdout == next(block for name, block in BLOCKS if name == "text")


def test_the_replay_takes_in_one_document_and_names_the_lists_that_are_missing() -> None:
    command = [block.split() for name, block in BLOCKS if name == "sh"][1]
    assert command[1:4] == ["lexgap", "harvest", "cn_shanghai"]
    found = walk(CRAWLS["cn_shanghai"], ROOT / command[-1])
    assert len(found.documents) == 1
    assert {ask.role for ask in found.missing} == {"list"}


@pytest.mark.parametrize("name", PORTALS)
def test_every_recorded_page_of_a_portal_is_reached_from_its_seeds(name: str) -> None:
    folder = FIXTURES / name
    found = walk(CRAWLS[name], folder)
    assert found.unreached == []
    assert len(found.documents) == len(list(folder.glob("*.expected.json")))
    assert found.totals == PORTALS[name]


@pytest.mark.parametrize("name", PORTALS)
def test_a_source_of_pages_takes_at_most_eighty_lines(name: str) -> None:
    module = ROOT / "crawlers" / "sources" / f"{name}.py"
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_each_place_of_the_catalogue_platform_has_one_host() -> None:
    assert len(cn_gkmlpt.SOURCE.jurisdictions) == len(set(cn_gkmlpt.SOURCE.jurisdictions)) == len(cn_gkmlpt.CRAWL.hosts)
