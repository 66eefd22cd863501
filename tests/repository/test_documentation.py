"""The documentation is complete: each command, setting and link is there."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from search_api.settings import Settings
from ui.cli import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


def commands() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, command in typer.main.get_group(app).commands.items():
        inner = getattr(command, "commands", {})
        found |= {f"{name} {sub}": c for sub, c in inner.items()} or {name: command}
    return found


@pytest.mark.parametrize("name", commands())
def test_every_command_and_each_of_its_options_is_documented(name: str) -> None:
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    section = re.search(rf"^## `lexgap {name}`$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"docs/command-line.md has no section for lexgap {name}"
    options = [opt for p in commands()[name].params for opt in p.opts if opt.startswith("-")]
    assert [o for o in options if f"`{o}" not in section[1]] == []


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [n for n in Settings.model_fields if f"`LEXGAP_{n.upper()}`" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_both_readmes_show_the_same_commands() -> None:
    blocks = [
        re.findall(r"^(make [a-z]+|lexgap [a-z]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh-Hans.md")
    ]
    assert blocks[0] == blocks[1] != []
