"""``lexgap norms``: what a place's law makes public, on request, withheld or secret, as a table."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json, On, day
from ui.commands.output import print_json, say

if TYPE_CHECKING:
    from search_api.norming import Norms


class TableForm(StrEnum):
    """The forms of a disclosure table."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


class NoFile(typer.BadParameter):
    """A spreadsheet that is asked for without a file to write it to."""


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="norms")(norms)


def norms(
    jurisdiction: Annotated[str, typer.Option(metavar="CODE", help="A place, such as cn-sh.")],
    body: Annotated[str | None, typer.Option(help="Only duties of this body, and of all bodies.")] = None,
    on: On = None,
    with_parents: Annotated[bool, typer.Option("--with-parents", help="Add the law of the places above.")] = False,
    form: Annotated[TableForm, typer.Option("--format", help="JSON with conflicts, or the table.")] = TableForm.JSON,
    language: Annotated[str, typer.Option(help="Of the table's headings: en, zh-Hans or zh-Hant.")] = "zh-Hans",
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    as_json: Json = False,
) -> int:
    """The disclosure table of a place or body, and the norms in it that may contradict each other."""
    from search_api.choosing import known
    from search_api.norming import norms_of_place
    from search_api.routes.norms import norms_record

    known([language], {"en", "zh-Hans", "zh-Hant"}, parameter="language")
    if form is TableForm.XLSX and out is None:
        raise NoFile("name the file to write: --out table.xlsx", param_hint="--out")
    with open_library() as library:
        found = norms_of_place(library, jurisdiction, day(on), body=body, with_parents=with_parents)
    if as_json or (form is TableForm.JSON and out is None):
        print_json(norms_record(found).model_dump(mode="json"))
    else:
        _hand_out(found, form, language, out)
    return Exit.DONE


def _hand_out(found: "Norms", form: TableForm, language: str, out: Path | None) -> None:
    from gaps.table_files import table_csv, table_html, table_xlsx
    from search_api.routes.norms import norms_record

    if form is TableForm.JSON:
        _write(norms_record(found).model_dump_json() + "\n", out, "utf-8")
    elif form is TableForm.XLSX and out:
        out.write_bytes(table_xlsx(found.rows, language))
        say(f"written: {out}")
    elif form is TableForm.CSV:
        _write(table_csv(found.rows, language), out, "utf-8-sig")
    else:
        _write(table_html(found.rows, language, found.jurisdiction), out, "utf-8")


def _write(text: str, out: Path | None, encoding: str) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    out.write_text(text, encoding=encoding, newline="")
    say(f"written: {out}")
