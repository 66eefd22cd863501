"""``lexgap demands``: the demands of the seed essay, what answers each, and where it is still open."""

from typing import TYPE_CHECKING

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json, On, Places, day, listed
from ui.commands.output import print_json_lines, print_table

if TYPE_CHECKING:
    from gaps.demands import DemandPlace, DemandView


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="demands")(demands)


def demands(jurisdiction: Places = None, on: On = None, as_json: Json = False) -> int:
    """Tell for each demand on the legislator which requirements answer it, met by which law, and what is still open."""
    from gaps.demands import demand_record, demand_views, with_nations

    places = listed(jurisdiction) or ("cn",)
    with open_library() as library:
        matrix = library.gaps(with_nations(places), on=day(on))
        views = demand_views(matrix.cells, library.checklist(), places)
    if as_json:
        print_json_lines(demand_record(view) for view in views)
    else:
        rows = [_row(view, place) for view in views for place in view.places]
        print_table(
            f"Demands: {len(views)}", ("demand", "place", "answered", "met by", "open", "what is demanded"), rows
        )
    return Exit.DONE


def _row(view: "DemandView", place: "DemandPlace") -> tuple[str, ...]:
    from gaps.demands import laws_of

    laws = "; ".join(f"《{law.title}》{law.label}" for law in laws_of(place.answers))
    return view.demand.id, place.jurisdiction, place.answered.value, laws, ", ".join(place.open), view.demand.names.en
