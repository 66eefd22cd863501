"""``lexgap cite``: the citations in a text, each resolved to a provision held, or why it was not."""

from typing import Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json
from ui.commands.output import plain, print_json, print_lines


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="cite")(cite)


def cite(text: Annotated[str, typer.Argument(help="A text with citations in it.")], as_json: Json = False) -> int:
    """Find each citation in a text and say what it resolves to."""
    from law.citation import find_citations
    from search_api.resolving import resolve

    with open_library() as library:
        found = [resolve(library, citation) for citation in find_citations(text)]
    if as_json:
        print_json({"text": text, "citations": plain(found)})
    else:
        lines = [f"{r.raw}: {r.message or f'{r.instrument}@{r.version}#{r.provision_id} ({r.status})'}" for r in found]
        print_lines(lines or ["No citation was recognised in this text."])
    return Exit.DONE
