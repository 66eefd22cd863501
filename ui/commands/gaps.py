"""``lexgap gaps``: the checklist measured against what we hold of one or more places."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gaps.report_form import Form
from ui.commands.exits import Exit
from ui.commands.opening import open_library, settings
from ui.commands.options import Json, On, Places, day, listed, today
from ui.commands.output import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaps.alerts import GapAlerts
    from gaps.records import Cell
    from search_api.library import Library
    from search_api.views import Matrix


_TO_A_FILE = frozenset({Form.DOCX, Form.XLSX, Form.TABLES})
Lang = Annotated[
    Literal["en", "zh-Hans", "zh-Hant"],
    typer.Option("--lang", help="The language of a report; quotes stay as they are."),
]


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="gaps")(gaps)


def gaps(
    jurisdiction: Places = None,
    area: Annotated[list[str] | None, typer.Option(help="An area of the checklist, such as DIS; repeatable.")] = None,
    requirement: Annotated[list[str] | None, typer.Option(help="A requirement, such as DIS-01; repeatable.")] = None,
    on: On = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format", help="JSON lines, a page, Word, Excel, a table of quotes, all tables as CSV, or one object."
        ),
    ] = None,
    lang: Lang = "en",
    previous: Annotated[
        Path | None, typer.Option(help="An earlier report as JSON lines; the report says what changed since.")
    ] = None,
    since: Annotated[
        int | None,
        typer.Option(
            metavar="REVISION", help="Only the cells that changed since this revision of the corpus, and why."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    as_json: Json = False,
) -> int:
    """Judge each requirement for each place on a day. A+B judges two places as one, such as cn-gd+cn-gd-shenzhen."""
    chosen = Form.JSON if as_json else form or Form.JSON
    if chosen in _TO_A_FILE and out is None:
        raise typer.BadParameter(f"a {chosen.value} report is no text: name its file with --out", param_hint="--out")
    earlier = None if previous is None else _earlier(previous)
    places, moment = listed(jurisdiction) or ("cn",), day(on)
    _judge_ahead(places, moment, with_nations=chosen is not Form.JSON)
    with open_library() as library:
        matrix = library.gaps(places, listed(area), listed(requirement), moment)
        alerts = None if since is None else _alerts(library, matrix, since)
        earlier = earlier if alerts is None else alerts.before
        written = b"" if chosen is Form.JSON else _written(library, matrix, chosen, lang, earlier)
    if chosen is Form.JSON:
        _lines(_records(matrix, alerts), out)
    else:
        _write(written, out)
    return Exit.DONE


def _written(
    library: "Library", matrix: "Matrix", form: Form, language: str, previous: "tuple[Cell, ...] | None"
) -> bytes:
    from gaps.export import write_report
    from search_api.reporting import report_of

    report = report_of(library, matrix, language=language, site=settings().public_url or "", previous=previous)
    return write_report(report, form)


def _judge_ahead(places: tuple[str, ...], on: date, *, with_nations: bool) -> None:
    """Judge several places at once; a report also needs the law of the nations above them."""
    from gaps import demands

    if with_nations:
        places = demands.with_nations(places)
    if len(places) < 2:
        return
    from gaps.ahead import judge_ahead
    from search_api.gap_index import gap_index_opener

    chosen = settings()
    opener = gap_index_opener(chosen, today())
    judge_ahead(chosen.database or chosen.home, chosen.home, places, on, index=opener)


def _earlier(file: Path) -> "tuple[Cell, ...]":
    from gaps.report import read_cell

    try:
        with file.open(encoding="utf-8-sig") as lines:
            return tuple(read_cell(json.loads(line)) for line in lines if line.strip())
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{file} is no report as JSON lines (`lexgap gaps --out {file.name}`): {error}"
        raise typer.BadParameter(message, param_hint="--previous") from None


def _alerts(library: "Library", matrix: "Matrix", since: int) -> "GapAlerts":
    from search_api.gap_changes import gap_changes

    alerts = gap_changes(library, matrix, since)
    for place, titles in alerts.touched.items():
        say(f"{place}: {len(titles)} instruments brought or repealed since revision {since}")
    return alerts


def _records(matrix: "Matrix", alerts: "GapAlerts | None") -> "Iterable[dict[str, object]]":
    from gaps.report import cell_record

    if alerts is None:
        return [cell_record(cell) for cell in matrix.cells]
    from gaps.alerts import alert_record

    return [alert_record(change, alerts) for change in alerts.changes]


def _lines(records: "Iterable[dict[str, object]]", out: Path | None) -> None:
    """The records hold JSON's own types already."""
    _write("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode(), out)


def _write(written: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(written.decode("utf-8-sig"))
        return
    out.write_bytes(written)
    say(f"written: {out}")
