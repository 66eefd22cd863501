"""The gap report as one HTML page that needs nothing else: no script, no font, no picture from anywhere."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gaps.checklist import Checklist
from gaps.records import Cell, Evidence, Result
from gaps.report_words import WORDS
from law.jurisdiction import JURISDICTIONS

_SHAPES = {
    Result.COVERED: "●",
    Result.PARTIAL: "◐",
    Result.INHERITED: "↑",
    Result.NOT_FOUND: "○",
    Result.CANNOT_SAY: "?",
    Result.NOT_APPLICABLE: "–",
}


def render_html(cells: Sequence[Cell], checklist: Checklist, *, on: date, language: str = "en") -> str:
    """The report of these cells. ``language`` is en, zh-Hans or zh-Hant; quotes stay in the language of the law."""
    loader = FileSystemLoader(Path(__file__).with_name("templates"))
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.globals.update(quoted=quoted, place=lambda code: place_name(code, language))
    page = environment.get_template("report.html")
    return page.render(
        language=language,
        words=WORDS[language],
        on=on,
        checklist=checklist,
        areas=_by_area(cells, checklist, language),
        places=tuple(dict.fromkeys(cell.jurisdiction for cell in cells)),
        counts=_counts(cells),
        shapes={result.value: shape for result, shape in _SHAPES.items()},
        revision=max((cell.corpus_revision for cell in cells), default=0),
    )


def quoted(evidence: Evidence, context: str | None = None) -> Markup:
    """The quote with its place marked, escaped; ``context`` is the provision's text where it is at hand."""
    if context is None:
        return Markup("<q>{}</q>").format(evidence.quote)
    before, after = context[: evidence.start], context[evidence.end :]
    return escape(before) + Markup("<mark>{}</mark>").format(context[evidence.start : evidence.end]) + escape(after)


def place_name(code: str, language: str) -> str:
    """The name of a place, or of several judged as one."""
    return " + ".join(JURISDICTIONS[part].names[language] for part in code.split("+"))


def _by_area(cells: Sequence[Cell], checklist: Checklist, language: str) -> list[dict[str, Any]]:
    areas = []
    for area in checklist.areas:
        ids = {r.id: r for r in area.requirements}
        chosen = [(ids[cell.requirement], cell) for cell in cells if cell.requirement in ids]
        if chosen:
            areas.append({"code": area.code, "name": area.names.in_language(language), "cells": chosen})
    return areas


def _counts(cells: Sequence[Cell]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for cell in cells:
        counts.setdefault(cell.jurisdiction, Counter())[cell.result.value] += 1
    return counts
