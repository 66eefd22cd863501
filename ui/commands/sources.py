"""``lexgap sources``: where texts come from, with rights, coverage, the last import, and whether it is verified."""

from typing import TYPE_CHECKING

import typer

from ui.commands.opening import open_library
from ui.commands.options import Json
from ui.commands.output import plain, print_json, print_table

if TYPE_CHECKING:
    from search_api.views import SourceView


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="sources")(sources)


def sources(as_json: Json = False) -> None:
    """List the sources with their rights, what they claim to cover, and what we hold of each."""
    with open_library() as library:
        views = library.sources()
    if as_json:
        records = [{"id": v.held.source, "rights": plain(v.rights), "held": plain(v.held)} for v in views]
        print_json({"sources": records})
        return
    columns = ("source", "title", "places", "licence", "verified", "versions held", "last import")
    print_table("Sources", columns, (_row(view) for view in views))


def _row(view: "SourceView") -> tuple[object, ...]:
    rights, held = view.rights, view.held
    if rights is None:
        return (held.source, "not in the rights register", "", "unknown", "no", held.versions, held.last_import)
    return (
        held.source,
        rights.title,
        ", ".join(rights.jurisdictions),
        rights.licence,
        "yes" if rights.verified else "no",
        held.versions,
        held.last_import or "never",
    )
