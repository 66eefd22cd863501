"""``lexgap coverage``: what we hold of places, against what their sources and the catalogue say exists."""

from typing import TYPE_CHECKING

import typer

from ui.commands.exits import Exit
from ui.commands.opening import open_corpus, settings
from ui.commands.options import Json, Places, listed
from ui.commands.output import print_json, print_lines, print_table

if TYPE_CHECKING:
    from gaps.coverage import CoverageStatement, PlaceCoverage


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="coverage")(coverage)


def coverage(jurisdiction: Places = None, as_json: Json = False) -> int:
    """State what we hold of places by rank, as of when, what failed, and name what the catalogue has and we do not."""
    from gaps.coverage import coverage as stated
    from gaps.harvest import read_gate
    from search_api.routes.coverage import coverage_answer

    with open_corpus() as corpus:
        statement = stated(corpus, listed(jurisdiction), gate=read_gate(home=settings().home))
    if as_json:
        print_json(coverage_answer(statement).model_dump(mode="json"))
    else:
        _print(statement)
    return Exit.DONE


def _print(statement: "CoverageStatement") -> None:
    columns = ("place", "kind", "rank", "instruments", "texts", "cut off", "in the catalogue", "of it held")
    rows = [
        (p.jurisdiction, r.kind, r.rank, r.instruments, r.versions, r.truncated, r.expected, r.expected_held)
        for p in statement.places
        for r in p.ranks
    ]
    print_table(f"Coverage at corpus revision {statement.revision}", columns, rows)
    of_sources = ("source", "said to exist", "documents held", "last whole harvest", "as of", "failed", "not taken in")
    print_table("Sources", of_sources, _sources(statement))
    for place in statement.places:
        print_lines(_not_held(place))
    print_lines([f"{statement.not_held} of {statement.expected} instruments of the catalogue are not held"])


def _sources(statement: "CoverageStatement") -> list[tuple[object, ...]]:
    known = {source.facts.source: source for place in statement.places for source in place.sources}
    return [
        (
            name,
            "not said" if source.facts.said_to_exist is None else source.facts.said_to_exist,
            source.facts.documents,
            source.facts.last_whole.date() if source.facts.last_whole else "none",
            source.facts.as_of or "nothing held",
            sum(source.facts.failures.values()),
            sum(source.facts.refused.values()),
        )
        for name, source in sorted(known.items())
    ]


def _not_held(place: "PlaceCoverage") -> list[str]:
    return [
        f"not held: {place.jurisdiction} {entry.title} ({entry.title_en}), {', '.join(entry.areas)}"
        for entry in place.not_held
    ]
