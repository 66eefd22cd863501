"""Contrast of the style sheet's own colours: at least 4.5 to 1 for words (WCAG 2.2, 1.4.3), light and dark."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "ui" / "static" / "site.css").read_text(encoding="utf-8")
WORDS = [
    *((ink, ground) for ink in ("ink", "quiet", "accent") for ground in ("paper", "card")),
    *((ink, "accent-wash") for ink in ("ink", "accent", "quiet")),
    ("card", "accent"),
    ("mark-ink", "mark"),
    ("ink", "gap-wash"),
    *((c, f"{c}-wash") for c in ("good", "part", "blue", "gap", "grey", "violet")),
    *((c, ground) for c in ("good", "part", "blue", "gap", "grey", "violet") for ground in ("paper", "card")),
    ("gap", "gap-wash"),
]


def colours(dark: bool) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[0]))
    return {**found, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[1]))} if dark else found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_stand_out(ink: str, ground: str, dark: bool) -> None:
    named = colours(dark)
    assert contrast(named[ink], named[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_edges_of_fields_and_the_focus_stand_out(dark: bool) -> None:
    named = colours(dark)
    for edge in ("line-strong", "accent-2", "accent"):
        assert contrast(named[edge], named["paper"]) >= 3, edge
        assert contrast(named[edge], named["card"]) >= 3, edge


def test_nothing_moves_for_those_who_do_not_want_it_and_the_focus_is_seen() -> None:
    assert "prefers-reduced-motion" in CSS
    assert "@media print" in CSS
    assert ":focus-visible" in CSS
    assert "url(" not in CSS
    assert "@import" not in CSS
