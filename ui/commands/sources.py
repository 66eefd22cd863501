"""``lexgap sources``: where texts come from, with rights, coverage, the last import, and whether it is verified."""

import typer

from ui.commands.opening import open_library
from ui.commands.options import Json
from ui.commands.output import plain, print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="sources")(sources)


def sources(as_json: Json = False) -> None:
    """List the sources with their rights, what they claim to cover, and what we hold of each."""
    from crawlers.source import SOURCES

    with open_library() as library:
        held = {holding.source: holding for holding in library.sources()}
    records = [{**plain(source), "held": plain(held.get(name))} for name, source in sorted(SOURCES.items())]
    if as_json:
        print_json({"sources": records})
        return
    columns = ("source", "title", "places", "licence", "verified", "versions held", "last import")
    print_table("Sources", columns, (_row(record) for record in records))


def _row(record: dict[str, object]) -> tuple[object, ...]:
    held = record["held"]
    versions, last = (held["versions"], held["last_import"]) if isinstance(held, dict) else (0, None)
    places = record["jurisdictions"]
    return (
        record["id"],
        record["title"],
        ", ".join(places) if isinstance(places, list) else places,
        record["licence"],
        "yes" if record["verified"] else "no",
        versions,
        last or "never",
    )
