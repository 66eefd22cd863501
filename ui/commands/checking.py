"""``lexgap verify``: whether the corpus, the index and the vectors agree."""

import typer

from ui.commands.exits import Exit
from ui.commands.opening import home, open_corpus, settings
from ui.commands.options import Json
from ui.commands.output import print_json, print_lines, say

_MOST_NAMED = 10


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="verify")(verify)


def verify(as_json: Json = False) -> int:
    """Compare the index with the corpus by ids and hashes; fails if they differ and says how to repair it.

    Names the instruments on which sources differ, too; that is no failure.
    """
    from index.build import verify_index
    from law.corpus_check import check_corpus
    from law.differences import differing

    with open_corpus() as corpus:
        problems = [*check_corpus(corpus), *verify_index(corpus, home(), settings().cluster())]
        differ = {instrument.id: len(found) for instrument, found in differing(corpus)}
        revision = corpus.revision()
    if as_json:
        print_json({"revision": revision, "problems": problems, "differences": differ})
    else:
        _say_differences(differ)
        print_lines(problems or [f"corpus revision {revision}: texts, hashes and index agree"])
    return Exit.FAILED if problems else Exit.DONE


def _say_differences(differ: dict[str, int]) -> None:
    if not differ:
        return
    say(f"sources differ on {len(differ)} instruments; `lexgap show ID --json` quotes where. Those that differ most:")
    most = sorted(differ.items(), key=lambda each: (-each[1], each[0]))[:_MOST_NAMED]
    for name, count in most:
        say(f"  {name}: {count}")
    if len(differ) > _MOST_NAMED:
        say(f"  and {len(differ) - _MOST_NAMED} more; `--json` lists all")
