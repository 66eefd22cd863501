"""``lexgap compare`` and ``lexgap implementing``: places side by side, and local law under national law."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json, On, day, listed
from ui.commands.output import print_json, print_table

if TYPE_CHECKING:
    from gaps.records import Evidence, Result


def register(app: typer.Typer) -> None:
    """Add the subcommands."""
    app.command(name="compare")(compare)
    app.command(name="implementing")(implementing)


def compare(
    requirement: Annotated[str, typer.Argument(help="A requirement of the checklist, such as DIS-05.")],
    places: Annotated[list[str], typer.Argument(metavar="J1 J2…", help="Places; A+B judges two as one.")],
    on: On = None,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="An earlier day to compare with.")] = None,
    since: Annotated[
        int | None, typer.Option(metavar="REVISION", help="An earlier revision of the corpus to compare with.")
    ] = None,
    models_from: Annotated[
        list[str] | None, typer.Option("--models-from", metavar="CODE", help="Further places to take models from.")
    ] = None,
    as_json: Json = False,
) -> int:
    """Set places side by side on one requirement, with models from other places where it is missing."""
    from search_api.filling_gaps import compare_places
    from search_api.routes.filling_gaps import side_by_side_record
    from search_api.routes.gaps import read_places

    with open_library() as library:
        found = compare_places(
            library,
            requirement,
            read_places(places),
            day(on),
            before=day(before, "--before") if before else None,
            since=since,
            models_from=read_places(listed(models_from)),
        )
    if as_json:
        print_json(side_by_side_record(found).model_dump(mode="json"))
        return Exit.DONE
    shown = ((c.jurisdiction, c.result.value, _first(c.evidence), "; ".join(c.reasons)) for c in found.cells)
    print_table(found.requirement, ("place", "result", "first quote", "reasons"), shown)
    if found.before:
        rows = ((d.jurisdiction, _result(d.before), _result(d.after), "; ".join(d.why)) for d in found.differences)
        print_table("What differs", ("place", "before", "now", "why"), rows)
    models = ((m.evidence.jurisdiction, f"{m.evidence.title} {m.evidence.label}", m.day) for m in found.models)
    print_table("Models", ("place", "provision", "day"), models)
    return Exit.DONE


def implementing(
    instrument: Annotated[str, typer.Argument(help="A national instrument: its id or title.")],
    provision: Annotated[str | None, typer.Option(help="An article of it, by id or label.")] = None,
    on: On = None,
    as_json: Json = False,
) -> int:
    """List local provisions that implement a national instrument or article, and the provinces that have none held."""
    from search_api.filling_gaps import implementing_map
    from search_api.routes.filling_gaps import implementing_record

    with open_library() as library:
        found = implementing_map(library, instrument, provision, day(on))
    if as_json:
        print_json(implementing_record(found).model_dump(mode="json"))
        return Exit.DONE
    rows = ((i.link.value, i.jurisdiction, f"{i.title} {i.label}", i.likeness, i.quote) for i in found.found)
    print_table(f"{found.title} {found.label}", ("link", "place", "provision", "likeness", "quote"), rows)
    print_table("Not found in what is held", ("place",), ((code,) for code in found.none_found))
    return Exit.DONE


def _result(result: "Result | None") -> str:
    return result.value if result else ""


def _first(evidence: "tuple[Evidence, ...]") -> str:
    return f"{evidence[0].title} {evidence[0].label}" if evidence else ""
