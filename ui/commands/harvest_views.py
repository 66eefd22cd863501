"""What harvests and rebuildings did, for people and as JSON."""

from typing import TYPE_CHECKING, Any

from ui.commands.output import plain, print_table, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawlers.harvest.reparse import ReparseReport
    from crawlers.harvest.report import HarvestReport

OUTCOMES = (
    "new", "new_version", "changed", "unchanged", "disappeared", "reappeared", "quarantined", "refused", "missing",
    "temporary",
)  # fmt: skip
"""The columns of the table, in the order of a reader's questions: what came, what is as it was, what is wrong."""
_MOST_NAMED = 20


def report_json(report: "HarvestReport") -> dict[str, Any]:
    """A harvest as JSON; every outcome has its count, also where it is 0."""
    counts = {**dict.fromkeys(OUTCOMES, 0), **report.counts}
    return {**plain(report), "counts": counts, "complete": report.complete}


def reparse_json(report: "ReparseReport") -> dict[str, Any]:
    """A rebuilding as JSON, with the last harvest of each source."""
    return {**plain(report), "last": {name: report_json(last) for name, last in report.last.items()}}


def show_harvests(reports: "Iterable[HarvestReport]") -> None:
    """The final table, and under it everything that was not taken in, with its reason and place."""
    every = list(reports)
    columns = ("source", "state", "whole", "of", "pages", *(name.replace("_", " ") for name in OUTCOMES), "seconds")
    print_table("Harvest", columns, (_row(report) for report in every))
    for report in every:
        _show_troubles(report)


def show_reparse(report: "ReparseReport") -> None:
    """What was read again, and whether the corpus is now another."""
    verb = "was rebuilt" if report.changed else "is what the kept answers give: nothing was changed"
    figures = f"{report.readings} readings, {report.pages} pages, {report.documents} documents, {report.seconds:.1f} s"
    say(f"{', '.join(report.sources)}: {figures}. The corpus {verb} (revision {report.revision}).")
    show_harvests(report.last.values())


def _row(report: "HarvestReport") -> tuple[object, ...]:
    counts = [report.counts.get(name, 0) for name in OUTCOMES]
    whole, said = "yes" if report.whole else "no", report.said_to_exist
    return (report.source, report.state, whole, said, report.counts.get("pages", 0), *counts, f"{report.seconds:.1f}")


def _show_troubles(report: "HarvestReport") -> None:
    for trouble in report.troubles[:_MOST_NAMED]:
        named = " ".join(part for part in (trouble.ref, trouble.url) if part)
        say(f"{report.source}: {trouble.outcome}: {f'{named}: ' if named else ''}{trouble.reason}")
    more = len(report.troubles) - _MOST_NAMED
    if more > 0:
        say(f"{report.source}: and {more} more; `--json` lists all")
