"""``lexgap serve`` and ``lexgap start``: the pages and the API, alone or with all that a first use needs."""

from typing import Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import settings
from ui.commands.output import say
from ui.commands.starting import prepare

Host = Annotated[str | None, typer.Option(help="The address to bind to; 127.0.0.1 by default.")]
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="The port; 8000 by default.")]


def register(app: typer.Typer) -> None:
    """Add the subcommands."""
    app.command(name="serve")(serve)
    app.command(name="start")(start)


def serve(host: Host = None, port: Port = None) -> int:
    """Serve the pages and the API on what is held; vectors fill in behind."""
    import uvicorn

    from search_api.typed_address import TypedAddress
    from ui.site import create_site

    chosen = settings()
    where = (host or chosen.host, chosen.port if port is None else port)
    _refuse_taken(*where)
    say(f"Serving on http://{where[0]}:{where[1]} (stop with Ctrl-C)")
    uvicorn.run(
        create_site(chosen), host=where[0], port=where[1], http=TypedAddress, log_level="warning", access_log=False
    )
    return Exit.DONE


def start(host: Host = None, port: Port = None) -> int:
    """First use in one command: starter corpus, index, a first gap summary, then serve. Repeats nothing."""
    prepare()
    return serve(host, port)


def _refuse_taken(host: str, port: int) -> None:
    """Say so before anything else is opened, rather than in the middle of starting."""
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OSError(f"{host}:{port} cannot be served on ({error.strerror}): choose another with --port") from None
