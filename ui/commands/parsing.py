"""``lexgap parse``: what a source's parser reads from files, without touching the corpus or the network."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.options import Json
from ui.commands.output import print_json, print_lines, say


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="parse")(parse)


def parse(
    source: Annotated[str, typer.Argument(help="The source whose format the files have.")],
    files: Annotated[list[Path], typer.Argument(help="The files to read.")],
    as_json: Json = False,
) -> int:
    """Print what is read from each file: title, dates, provisions, problems."""
    from crawlers.parsing import UnreadableDocument, parse_file
    from crawlers.source import source as registered

    registered(source)
    code = Exit.DONE
    for file in files:
        try:
            record = parse_file(source, file)
        except UnreadableDocument as error:
            say(f"lexgap: {file}: {error}")
            code = Exit.SOME_REFUSED
            continue
        if as_json:
            print_json({"file": str(file), **record})
        else:
            print_lines(_summary(record))
    return code


def _summary(record: dict[str, object]) -> list[str]:
    provisions, problems = record["provisions"], record["problems"]
    facts = ("jurisdiction", "kind", "number", "issuing_body", "promulgated_on", "in_force_from", "text_state")
    lines = [str(record["title"]), *(f"  {name.replace('_', ' ')}: {record[name] or 'unknown'}" for name in facts)]
    lines.append(f"  provisions: {len(provisions) if isinstance(provisions, list) else 0}")
    return lines + [f"  problem: {problem}" for problem in (problems if isinstance(problems, list) else [])]
