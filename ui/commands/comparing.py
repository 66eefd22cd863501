"""``lexgap diff``: what one text of a law changes in another."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json
from ui.commands.output import print_json, print_lines

if TYPE_CHECKING:
    from law.text_diff import Piece, ProvisionChange
    from search_api.comparing import Comparison

_MARKS = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
"""As `git diff --word-diff` marks words, so that a change is told without colour."""


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="diff")(diff)


def diff(
    instrument: Annotated[str, typer.Argument(help="An id, a title or a short title.")],
    before: Annotated[str, typer.Argument(metavar="FROM", help="The older text: a day, or the key of a text.")] = "",
    after: Annotated[str, typer.Argument(metavar="TO", help="The newer text: a day, or the key of a text.")] = "",
    language: Annotated[str | None, typer.Option(help="The language of the texts, such as zh-Hans.")] = None,
    unchanged: Annotated[bool, typer.Option("--unchanged", help="Also print what did not change.")] = False,
    as_json: Json = False,
) -> int:
    """Compare two texts of a law, by default the one of today and the one before it. Punctuation is no change."""
    from search_api.comparing import compare
    from search_api.routes.comparing import diff_answer

    with open_library() as library:
        found = compare(library, instrument, before=before, after=after, language=language)
    if as_json:
        print_json(diff_answer(found, every=unchanged).model_dump(mode="json"))
    else:
        print_lines(_lines(found, every=unchanged))
    return Exit.DONE


def _lines(found: "Comparison", *, every: bool) -> Iterator[str]:
    yield f"# {found.new.instrument.title}: {found.old.version.key} → {found.new.version.key}"
    yield "; ".join(f"{number} {change.value}" for change, number in found.counts.items() if number) or "no provisions"
    for change in found.changes:
        if every or change.change != "unchanged":
            yield ""
            yield from _change_lines(change)


def _change_lines(change: "ProvisionChange") -> Iterator[str]:
    labels = [provision.label or provision.id for provision in (change.old, change.new) if provision]
    yield f"## {' → '.join(dict.fromkeys(labels))} ({change.change.value})"
    yield from (line for line in (_marked(change.heading), _marked(change.pieces)) if line)


def _marked(pieces: "tuple[Piece, ...]") -> str:
    return "".join(f"{_MARKS[piece.op][0]}{piece.text}{_MARKS[piece.op][1]}" for piece in pieces)
