"""``lexgap import``: installed data, folders and the sample into the corpus."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_corpus
from ui.commands.options import Json, day, now
from ui.commands.output import Tick, plain, print_json, print_table, progress_bar, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawlers.importing import ImportReport
    from law.corpus import Corpus

imports = typer.Typer(help="Take texts into the corpus; a second import of the same texts changes nothing.")


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.add_typer(imports, name="import")


@imports.command(name="china-law")
def china_law(
    data: Annotated[Path | None, typer.Option(help="The data file, if it is not the installed package's.")] = None,
    as_json: Json = False,
) -> int:
    """The national statutes of the PRC, from the installed data package."""
    from crawlers.china_law import import_china_law

    return _import("china-law", lambda c, tick: import_china_law(c, at=now(), data=data, progress=tick), as_json)


@imports.command()
def lawrefbook(
    folder: Annotated[Path, typer.Argument(help="The folder of markdown files.")],
    as_of: Annotated[str | None, typer.Option(help="The day of the snapshot, YYYY-MM-DD, if it is known.")] = None,
    as_json: Json = False,
) -> int:
    """A folder in the layout of LawRefBook: national law, regulations, interpretations, local regulations."""
    from crawlers.lawrefbook import import_lawrefbook

    known = day(as_of, "--as-of") if as_of else None
    return _import(
        "lawrefbook", lambda c, tick: import_lawrefbook(c, folder, at=now(), as_of=known, progress=tick), as_json
    )


@imports.command(name="folder")
def folder_of_files(
    folder: Annotated[Path, typer.Argument(help="The folder of .md, .txt, .html, .docx, .pdf and Akoma Ntoso files.")],
    jurisdiction: Annotated[str, typer.Option(metavar="CODE", help="The place of each file that states none itself.")],
    as_of: Annotated[str | None, typer.Option(help="The day of the files, YYYY-MM-DD, if it is known.")] = None,
    as_json: Json = False,
) -> int:
    """Your own files, each with a small NAME.yaml of facts beside it or not."""
    from crawlers.folder import import_folder

    known = day(as_of, "--as-of") if as_of else None

    def run(corpus: "Corpus", tick: Tick) -> "ImportReport":
        return import_folder(corpus, folder, jurisdiction=jurisdiction, at=now(), as_of=known, progress=tick)

    return _import("folder", run, as_json)


@imports.command()
def sample(as_json: Json = False) -> int:
    """Short texts of an invented place, to try the tool without any real law."""
    from crawlers.sample import import_sample

    return _import("sample", lambda c, tick: import_sample(c, at=now(), progress=tick), as_json)


def _import(name: str, run: "Callable[[Corpus, Tick], ImportReport]", as_json: bool) -> int:
    with open_corpus() as corpus, progress_bar(f"import {name}") as tick:
        report = run(corpus, tick)
        revision = corpus.revision()
    if as_json:
        print_json({**plain(report), "revision": revision})
    else:
        show_report(report, revision)
    refused = report.quarantined + report.refused
    return Exit.SOME_REFUSED if refused else Exit.DONE


def show_report(report: "ImportReport", revision: int) -> None:
    """What was taken in, what was not, and why, for people."""
    names = ("new", "new_version", "changed", "unchanged", "skipped", "quarantined", "refused", "truncated")
    rows = [(name.replace("_", " "), getattr(report, name)) for name in names]
    rows.append(("provisions", report.provisions))
    print_table(f"Import of {report.source}: corpus revision {revision}, {report.seconds:.1f} s", ("", "count"), rows)
    for refusal in report.refusals:
        say(f"{refusal.outcome}: {refusal.source_ref}: {refusal.reason}")
