"""``lexgap gaps``: the checklist measured against what we hold of one or more places."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json, On, Places, day, listed
from ui.commands.output import print_json_lines, say

if TYPE_CHECKING:
    from search_api.views import Matrix


class Form(StrEnum):
    """The forms of a gap report."""

    JSON = "json"
    HTML = "html"
    CSV = "csv"


_FOR_SPREADSHEETS = "utf-8-sig"
"""Excel reads a table without the byte order mark in the machine's old code page."""


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="gaps")(gaps)


def gaps(
    jurisdiction: Places = None,
    area: Annotated[list[str] | None, typer.Option(help="An area of the checklist, such as DIS; repeatable.")] = None,
    requirement: Annotated[list[str] | None, typer.Option(help="A requirement, such as DIS-01; repeatable.")] = None,
    on: On = None,
    form: Annotated[Form | None, typer.Option("--format", help="JSON lines, one HTML page, or a table.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    as_json: Json = False,
) -> int:
    """Judge each requirement for each place on a day. A+B judges two places as one, such as cn-gd+cn-gd-shenzhen."""
    with open_library() as library:
        matrix = library.gaps(listed(jurisdiction) or ("cn",), listed(area), listed(requirement), day(on))
        checklist = library.checklist()
    chosen = Form.JSON if as_json else form or Form.JSON
    if chosen is Form.HTML:
        from gaps.html_report import render_html

        _write(render_html(matrix.cells, checklist, on=matrix.on), out)
    elif chosen is Form.CSV:
        from gaps.csv_report import render_csv

        _write(render_csv(matrix.cells, checklist), out, encoding=_FOR_SPREADSHEETS)
    else:
        _lines(matrix, out)
    return Exit.DONE


def _lines(matrix: "Matrix", out: Path | None) -> None:
    import json

    from gaps.report import cell_record

    records = (cell_record(cell) for cell in matrix.cells)
    if out is None:
        print_json_lines(records)
    else:
        _write("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), out)


def _write(text: str, out: Path | None, encoding: str = "utf-8") -> None:
    if out is None:
        sys.stdout.write(text)
        return
    out.write_text(text, encoding=encoding, newline="")
    say(f"written: {out}")
