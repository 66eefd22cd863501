"""``lexgap review evidence`` and ``lexgap review reviewer``: the quotes of a cell, and who may act."""

from typing import TYPE_CHECKING, Annotated

import typer

from gaps.review_records import Role
from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json, On, day
from ui.commands.output import print_json, print_lines
from ui.commands.review_views import show_entry

if TYPE_CHECKING:
    from gaps.records import Evidence
    from search_api.library import Library

evidence = typer.Typer(no_args_is_help=True, help="Add quotes to a cell, or take them away.")
reviewer = typer.Typer(no_args_is_help=True, help="Who may review.")

Requirement = Annotated[str, typer.Argument(help="A requirement, such as DIS-01.")]
Place = Annotated[str, typer.Argument(help="A place, or several judged as one: cn-gd+cn-gd-shenzhen.")]
By = Annotated[str, typer.Option("--by", help="Who does it: a name among the reviewers.")]
Why = Annotated[str, typer.Option("--why", help="Why; it stands in the journal.")]


@evidence.command("add")
def add_evidence(
    requirement: Requirement,
    jurisdiction: Place,
    instrument: Annotated[str, typer.Argument(help="An instrument as `lexgap show` takes it.")],
    provision: Annotated[str, typer.Argument(help="Its provision: art_13, or 第十三条.")],
    by: By,
    why: Why,
    quote: Annotated[str | None, typer.Option(help="The words, by default the whole provision.")] = None,
    on: On = None,
    as_json: Json = False,
) -> int:
    """Add a quote; the cell must then be assessed (again)."""
    with open_library() as library:
        item = _chosen(library, instrument, provision, quote, on)
        entry = library.reviews.add_evidence(by, requirement, jurisdiction, item, why, on=day(on))
    return show_entry(entry, as_json=as_json)


@evidence.command("remove")
def remove_evidence(
    requirement: Requirement,
    jurisdiction: Place,
    instrument: Annotated[str, typer.Argument(help="The identifier of the instrument.")],
    provision: Annotated[str, typer.Argument(help="The id of the provision, such as art_13.")],
    by: By,
    why: Why,
    on: On = None,
    as_json: Json = False,
) -> int:
    """Take a quote away; it stays in the journal, and the cell must be assessed again."""
    with open_library() as library:
        entry = library.reviews.remove_evidence(by, requirement, jurisdiction, instrument, provision, why, on=day(on))
    return show_entry(entry, as_json=as_json)


@reviewer.command("list")
def list_reviewers(as_json: Json = False) -> int:
    """List who may review."""
    with open_library() as library:
        found = library.reviews.reviewers()
    print_json(found) if as_json else print_lines(f"{name}: {role.value}" for name, role in found.items())
    return Exit.DONE


@reviewer.command("set")
def set_reviewer(
    name: Annotated[str, typer.Argument(help="The name that stands in the journal.")],
    role: Annotated[Role, typer.Argument(help="What they may do.")],
    by: By,
    as_json: Json = False,
) -> int:
    """Give somebody a role: assessor (judges), signer (also confirms what others judged), viewer (reads)."""
    with open_library() as library:
        entry = library.reviews.set_reviewer(by, name, role)
    return show_entry(entry, as_json=as_json)


@reviewer.command("remove")
def remove_reviewer(
    name: Annotated[str, typer.Argument(help="The name that stands in the journal.")], by: By, as_json: Json = False
) -> int:
    """Take a role away; what they did stays."""
    with open_library() as library:
        entry = library.reviews.set_reviewer(by, name, None)
    return show_entry(entry, as_json=as_json)


def _chosen(library: "Library", instrument: str, provision: str, quote: str | None, on: str | None) -> "Evidence":
    from gaps.review_evidence import chosen_quote

    view = library.provision(instrument, provision, on=day(on))
    return chosen_quote(view.instrument, view.version, view.status, view.provision, quote)
