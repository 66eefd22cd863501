"""``lexgap mcp``: the Model Context Protocol on standard input and output."""

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_library


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="mcp")(mcp)


def mcp() -> int:
    """Offer search, provision, cite, gaps and ask to a program that speaks the Model Context Protocol, over stdio."""
    from search_api.mcp_server import create_server

    with open_library() as library:
        create_server(library).run("stdio")
    return Exit.DONE
