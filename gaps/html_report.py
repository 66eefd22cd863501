"""The gap report as one HTML page that needs nothing else: no script, no font, no picture from anywhere."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gaps.checklist import Checklist
from gaps.provision_address import provision_address
from gaps.records import Cell, Evidence
from gaps.report_data import GapReport
from gaps.report_elements import element_names, state_word
from gaps.report_marks import SHAPES, place_name
from gaps.report_words import say, words_in
from law.kind import KINDS

_SHOWN_AS_TABLES = ("warnings", "accuracy", "changes", "priorities", "plan", "results")
"""The other tables of the report have looks of their own on the page."""


def render_html(report: GapReport) -> str:
    """The page of a report; quotes stay in the language of the law."""
    cells, language = report.cells, report.language
    page = _environment(language, report.site).get_template("report.html")
    return page.render(
        language=language,
        words=words_in(language),
        on=report.on,
        checklist=report.checklist,
        areas=_areas(cells, report.checklist, language),
        places=[_place(code, cells, language) for code in dict.fromkeys(cell.jurisdiction for cell in cells)],
        shapes={result.value: shape for result, shape in SHAPES.items()},
        revision=max((cell.corpus_revision for cell in cells), default=0),
        stamp=report.stamp,
        notices=report.notices,
        tables=[table for table in report.tables if table.key in _SHOWN_AS_TABLES],
    )


def _environment(language: str, site: str) -> Environment:
    loader = FileSystemLoader(Path(__file__).with_name("templates"))
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        quoted=quoted,
        site=site,
        address=lambda item: provision_address(item, site),
        place=lambda code: place_name(code, language),
        said=lambda sentence: said(sentence, language),
        element_names=lambda requirement, ids: element_names(requirement, ids, language),
        state_word=lambda state: state_word(state, language),
    )
    return environment


def quoted(evidence: Evidence, context: str | None = None) -> Markup:
    """The quote, escaped, with its place marked where ``context``, the provision's text, is at hand."""
    if context is None:
        return escape(evidence.quote)
    before, after = context[: evidence.start], context[evidence.end :]
    return escape(before) + Markup("<mark>{}</mark>").format(context[evidence.start : evidence.end]) + escape(after)


def said(sentence: str, language: str) -> Markup:
    """A sentence of the judgement; marked as English where it cannot be said in the language of the page."""
    text, known = say(sentence, language)
    return escape(text) if known else Markup('<span lang="en">{}</span>').format(text)


def _areas(cells: Sequence[Cell], checklist: Checklist, language: str) -> list[dict[str, Any]]:
    areas = []
    for area in checklist.areas:
        rows = [(r, [cell for cell in cells if cell.requirement == r.id]) for r in area.requirements]
        rows = [(requirement, judged) for requirement, judged in rows if judged]
        if rows:
            areas.append({"code": area.code, "name": area.names.in_language(language), "rows": rows})
    return areas


def _place(code: str, cells: Sequence[Cell], language: str) -> dict[str, Any]:
    own = [cell for cell in cells if cell.jurisdiction == code]
    counts = Counter(cell.result.value for cell in own)
    searched = own[0].searched
    return {
        "code": code,
        "name": place_name(code, language),
        "counts": counts,
        "shares": {result.value: 100 * counts[result.value] / len(own) for result in SHAPES},
        "searched": searched,
        "kinds": [(_kind_name(kind, language), number) for kind, number in searched.kinds.items()],
        "harvests": sorted({cell.harvest.state.value for cell in own}),
    }


def _kind_name(kind: str, language: str) -> str:
    return words_in(language)["unknown_kind"] if kind == "unknown" else KINDS[kind].names[language]
