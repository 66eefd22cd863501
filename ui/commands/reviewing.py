"""``lexgap review``: people judge what the program suggests; one assesses, another signs, a journal keeps it all."""

from pathlib import Path
from typing import Annotated

import typer

from gaps.records import Result
from gaps.review_records import State
from ui.commands.exits import Exit
from ui.commands.opening import open_library
from ui.commands.options import Json, On, day
from ui.commands.output import print_json, print_lines
from ui.commands.review_evidence import By, Place, Requirement, Why, evidence, reviewer
from ui.commands.review_views import show_case, show_cases, show_entry, show_journal

group = typer.Typer(no_args_is_help=True, help="Review what the program suggests: assess, sign, read the journal.")
group.add_typer(evidence, name="evidence")
group.add_typer(reviewer, name="reviewer")


def register(app: typer.Typer) -> None:
    """Add the subcommands."""
    app.add_typer(group, name="review")


@group.command("list")
def list_cases(
    state: Annotated[State | None, typer.Option(help="Only reviews in this state.")] = None,
    on: On = None,
    as_json: Json = False,
) -> int:
    """List the cells that people have acted on, and where each stands."""
    from gaps.review_listing import cases_on

    with open_library() as library:
        show_cases(list(cases_on(library.reviews, day(on), state)), as_json=as_json)
    return Exit.DONE


@group.command()
def show(requirement: Requirement, jurisdiction: Place, on: On = None, as_json: Json = False) -> int:
    """Show a cell with its review: the result, the quotes, who did what and why, and what has made it stale."""
    from gaps.review_listing import case_on

    with open_library() as library:
        case = library.reviews.case(requirement, jurisdiction)
        show_case(case_on(library.reviews, case, day(on)), as_json=as_json)
    return Exit.DONE


@group.command()
def assess(
    requirement: Requirement,
    jurisdiction: Place,
    result: Annotated[Result, typer.Argument(help="The result.")],
    by: By,
    why: Why,
    on: On = None,
    as_json: Json = False,
) -> int:
    """Judge a cell on the quotes as they are; another person must sign before it overrides the suggestion."""
    with open_library() as library:
        entry = library.reviews.assess(by, requirement, jurisdiction, result, why, on=day(on))
    return show_entry(entry, as_json=as_json)


@group.command()
def comment(
    requirement: Requirement,
    jurisdiction: Place,
    words: Annotated[str, typer.Argument(help="What to say.")],
    by: By,
    as_json: Json = False,
) -> int:
    """Say something about a cell; it changes no decision."""
    with open_library() as library:
        entry = library.reviews.comment(by, requirement, jurisdiction, words)
    return show_entry(entry, as_json=as_json)


@group.command("request-changes")
def request_changes(requirement: Requirement, jurisdiction: Place, by: By, why: Why, as_json: Json = False) -> int:
    """Send an assessment back to whoever judges; only a signer may."""
    with open_library() as library:
        entry = library.reviews.request_changes(by, requirement, jurisdiction, why)
    return show_entry(entry, as_json=as_json)


@group.command()
def sign(
    requirement: Requirement,
    jurisdiction: Place,
    by: By,
    words: Annotated[str, typer.Option("--comment", help="What to add.")] = "",
    as_json: Json = False,
) -> int:
    """Confirm what another person has assessed: from then on it overrides the suggestion in every output."""
    with open_library() as library:
        entry = library.reviews.sign(by, requirement, jurisdiction, words)
    return show_entry(entry, as_json=as_json)


@group.command()
def plan(
    requirement: Requirement,
    jurisdiction: Place,
    by: By,
    owner: Annotated[str, typer.Option(help="Who takes it on.")],
    due: Annotated[str | None, typer.Option(metavar="DATE", help="Until when, YYYY-MM-DD.")] = None,
    note: Annotated[str, typer.Option(help="What to add.")] = "",
    as_json: Json = False,
) -> int:
    """Say who closes an open cell until when; it stands in the plan of action of every report."""
    from gaps.review_records import PlanLine

    line = PlanLine(owner=owner, due=day(due, "--due") if due else None, note=note)
    with open_library() as library:
        entry = library.reviews.set_plan(by, requirement, jurisdiction, line)
    return show_entry(entry, as_json=as_json)


@group.command()
def journal(as_json: Json = False) -> int:
    """Show every act, oldest first, after a check that no entry was changed, moved or left out."""
    from gaps.review_journal import check_chain

    with open_library() as library:
        entries = library.reviews.journal.entries()
    check_chain(entries)
    show_journal(entries, as_json=as_json)
    return Exit.DONE


@group.command("export")
def export_journal(out: Annotated[Path | None, typer.Option(help="A file instead of standard output.")] = None) -> int:
    """Write the journal as JSON lines, with the hashes that chain them."""
    import json

    from gaps.review_journal import entry_record

    with open_library() as library:
        lines = [json.dumps(entry_record(e), ensure_ascii=False) for e in library.reviews.journal.entries()]
    if out is None:
        print_lines(lines)
    else:
        out.write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="")
    return Exit.DONE


@group.command("import")
def import_journal(
    file: Annotated[Path, typer.Argument(help="JSON lines as `lexgap review export` writes them.")],
    as_json: Json = False,
) -> int:
    """Take in an exported journal that goes on where this one ends; refused if the two have parted."""
    from ui.commands.review_views import read_journal

    with open_library() as library:
        new = library.reviews.journal.take_in(read_journal(file))
    print_json({"new": new}) if as_json else print_lines([f"{new} new entries"])
    return Exit.DONE
