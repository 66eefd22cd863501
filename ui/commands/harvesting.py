"""``lexgap harvest``: texts from the official sources; ``lexgap reparse``: the corpus again from what was kept."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exits import Exit, explained
from ui.commands.harvest_views import reparse_json, report_json, show_harvests, show_reparse
from ui.commands.opening import home, open_corpus, settings
from ui.commands.options import Json, day, now
from ui.commands.output import aside, print_json, progress_bar, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawlers.harvest.policy import Policy
    from crawlers.harvest.report import HarvestReport
    from crawlers.harvest.run import Order, Progress, Watch
    from law.corpus import Corpus

_INTERRUPTED = "interrupted; what was answered is kept, and the corpus is as it was. Go on with"


class _Interrupted(Exception):
    """Someone pressed Ctrl-C during a harvest; what to do next was said."""


def register(app: typer.Typer) -> None:
    """Add the subcommands."""
    app.command(name="harvest")(harvest)
    app.command(name="reparse")(reparse)


def harvest(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Ids of `lexgap sources`.")],
    replay: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Harvest recorded answers from a folder, not the source.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many documents a source.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what changed since, where the source can tell.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a harvest that was broken off.")] = False,
    accept_disappearance: Annotated[
        bool, typer.Option("--accept-disappearance", help="The source really took many documents away.")
    ] = False,
    contact: Annotated[
        str | None, typer.Option(help="Where publishers reach you: an address for mail, or of a page.")
    ] = None,
    as_json: Json = False,
) -> int:
    """Harvest official sources: new and changed texts come in, what disappeared is marked, nothing is deleted."""
    from crawlers.harvest.fetching_process import make_ready

    make_ready()
    from crawlers.harvest.run import Order, crawl_of

    for source in sources:
        crawl_of(source)
    changed_since = day(since, "--since") if since else None
    order = Order(
        limit=limit, since=changed_since, resume=resume, replay=replay, accept_disappearance=accept_disappearance
    )
    policy = _policy(contact, replay)
    try:
        with open_corpus() as corpus:
            ended = [_harvest_one(source, corpus, policy, order, as_json=as_json) for source in sources]
    except _Interrupted:
        return Exit.INTERRUPTED
    reports = [report for report in ended if report is not None]
    if not as_json:
        show_harvests(reports)
    return exit_of(reports) if len(reports) == len(sources) else Exit.FAILED


def reparse(
    sources: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE…]", help="By default, all kept.")] = None,
    as_json: Json = False,
) -> int:
    """Rebuild what harvests brought from the kept answers alone; what was imported stays as it is."""
    from crawlers.harvest.reparse import reparse as rebuild

    with open_corpus() as corpus, progress_bar("reparse") as tick:
        report = rebuild(corpus, home=home(), sources=sources or (), done=tick, clock=now)
    if as_json:
        print_json(reparse_json(report))
    else:
        show_reparse(report)
    return exit_of(report.last.values())


def exit_of(reports: "Iterable[HarvestReport]") -> Exit:
    """1 if one was stopped or got no page at all, 3 if something was not taken in, else 0."""
    every = list(reports)
    if any(report.state == "stopped" or not report.counts.get("pages") for report in every):
        return Exit.FAILED
    return Exit.DONE if all(report.complete for report in every) else Exit.SOME_REFUSED


def _harvest_one(
    source: str, corpus: "Corpus", policy: "Policy | None", order: "Order", *, as_json: bool
) -> "HarvestReport | None":
    """One source; if it fails for a reason that is explained, the others still have their turn."""
    from crawlers.harvest.run import harvest as run

    try:
        with _watching(source) as watch:
            report = run(source, corpus, home=home(), policy=policy, order=order, watch=watch)
    except KeyboardInterrupt:
        _show_failure(source, "interrupted", f"{_INTERRUPTED} `lexgap harvest {source} --resume`", as_json=as_json)
        raise _Interrupted from None
    except explained() as error:
        _show_failure(source, "failed", str(error), as_json=as_json)
        return None
    if as_json:
        print_json(report_json(report))
    return report


def _show_failure(source: str, state: str, reason: str, *, as_json: bool) -> None:
    say(f"lexgap: {source}: {reason}")
    if as_json:
        print_json({"source": source, "state": state, "reason": reason})


def _policy(contact: str | None, replay: Path | None) -> "Policy | None":
    from crawlers.harvest.policy import ContactMissing, Policy

    said = contact or settings().contact
    if replay is not None and not said:
        return None
    try:
        return Policy(contact=said or "")
    except ContactMissing as error:
        message = f"{error} The setting is LEXGAP_CONTACT, for example LEXGAP_CONTACT=desk@example.org"
        raise typer.BadParameter(message, param_hint="--contact") from None


@contextmanager
def _watching(source: str) -> "Iterator[Watch]":
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=aside, transient=True, disable=not aside.is_terminal) as bars:
        task = bars.add_task(f"{source}: begins", total=None)

        def watch(at: "Progress") -> None:
            failed = f", {at.failed} without answer" if at.failed else ""
            bars.update(task, description=f"{source}: {at.stage}{failed}", completed=at.done, total=at.total)

        yield watch
