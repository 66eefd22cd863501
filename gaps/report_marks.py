"""How results and places are written in every form of a report: a shape beside each word, never a colour alone."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from gaps.records import Result
from gaps.report_words import words_in
from law.jurisdiction import JURISDICTIONS

SHAPES: Final = {
    Result.COVERED: "●",
    Result.PARTIAL: "◐",
    Result.INHERITED: "↑",
    Result.NOT_FOUND: "○",
    Result.CANNOT_SAY: "?",
    Result.NOT_APPLICABLE: "–",
}
"""In the order of the legend."""


def mark(result: Result, language: str) -> str:
    """A result as shape and word: ``● covered``."""
    return f"{SHAPES[result]} {words_in(language)[result.value]}"


@cache
def results_by_mark(language: str) -> Mapping[str, Result]:
    """Which result a table's cell shows, so that a renderer can colour it."""
    return {mark(result, language): result for result in SHAPES}


def place_name(code: str, language: str) -> str:
    """The name of a place, or of several judged as one."""
    return " + ".join(JURISDICTIONS[part].names[language] for part in code.split("+"))
