"""``lexgap sources``: where texts come from, with rights, coverage, the last import, and whether it is verified."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit
from ui.commands.opening import home, open_corpus, open_library
from ui.commands.options import Json, now
from ui.commands.output import plain, print_json, print_table, say

if TYPE_CHECKING:
    from datetime import datetime

    from law.harvest_rows import HarvestRun
    from search_api.views import SourceView


register_of_rights = typer.Typer(invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add the subcommand, which lists where it is given no other word."""
    app.add_typer(register_of_rights, name="sources")


@register_of_rights.callback()
def sources(context: typer.Context, as_json: Json = False) -> None:
    """List the sources with their rights, what they claim to cover, and what we hold of each."""
    if context.invoked_subcommand is None:
        _list(as_json)


@register_of_rights.command()
def withdraw(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A source, as `lexgap sources` names it.")],
    reason: Annotated[str, typer.Option(help="Why, in one sentence; it is shown wherever a text was.")],
    as_json: Json = False,
) -> int:
    """Withdraw a source's texts from search, pages, exports and judgements; that they exist is still said."""
    return _switch(source, withdrawn=True, reason=reason, as_json=as_json)


@register_of_rights.command()
def restore(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A source that was withdrawn.")],
    reason: Annotated[str, typer.Option(help="Why, in one sentence, for the record.")] = "",
    as_json: Json = False,
) -> int:
    """Show the texts of a withdrawn source again."""
    return _switch(source, withdrawn=False, reason=reason, as_json=as_json)


def _switch(name: str, *, withdrawn: bool, reason: str, as_json: bool) -> int:
    from crawlers.source import source
    from law.corpus_writing import writing

    if withdrawn and not reason.strip():
        raise typer.BadParameter("say why, in one sentence", param_hint="--reason")
    known = source(name).id
    with open_corpus() as corpus:
        with writing(corpus, source=known, at=now()) as writer:
            changed = writer.switch(withdrawn=withdrawn, reason=reason.strip())
        revision = corpus.revision()
    if as_json:
        print_json({"source": known, "withdrawn": withdrawn, "changed": changed, "revision": revision})
    else:
        say(f"{known} is {'withdrawn' if withdrawn else 'shown'}{'' if changed else ' already'}")
    if changed:
        until = (
            "searches leave its texts out, but count them"
            if withdrawn
            else "searches find those of its texts that the index has"
        )
        say(f"run `lexgap index`: until then {until}")
    return Exit.DONE


def _list(as_json: bool) -> None:
    from crawlers.harvest.unfinished import unfinished
    from law.harvest_rows import last_runs

    with open_library() as library:
        views, runs = library.sources(), last_runs(library.corpus)
    broken_off = unfinished(home())
    if as_json:
        records = [
            {
                "id": v.held.source,
                "rights": plain(v.rights),
                "held": plain(v.held),
                "withdrawn": plain(v.withdrawn),
                "harvest": plain(runs.get(v.held.source)),
                "unfinished": plain(broken_off.get(v.held.source)),
            }
            for v in views
        ]
        print_json({"sources": records})
        return
    columns = ("source", "title", "places", "licence", "verified", "versions held", "last import", "last harvest")
    print_table("Sources", columns, ((*_row(v), _harvest(runs.get(v.held.source))) for v in views))
    for each in broken_off.values():
        say(each.hint)


def _harvest(run: "HarvestRun | None") -> str:
    """When the last harvest began, how it ended, and what it counted."""
    if run is None:
        return "never"
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in run.counts.items())
    return f"{run.began_at:%Y-%m-%d %H:%M} {run.state}{'' if run.whole else ', in part'}: {counts or 'nothing'}"


def _row(view: "SourceView") -> tuple[object, ...]:
    rights, held = view.rights, view.held
    if rights is None:
        return (
            held.source,
            "not in the rights register",
            "",
            "unknown",
            "no",
            held.versions,
            _moment(held.last_import),
        )
    return (
        held.source,
        rights.title,
        ", ".join(rights.jurisdictions),
        rights.licence,
        "yes" if rights.verified else "no",
        held.versions,
        "withdrawn" if view.withdrawn else _moment(held.last_import),
    )


def _moment(at: "datetime | None") -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "never"
