"""``lexgap verify``: whether the corpus, the index and the vectors agree."""

import typer

from ui.commands.exits import Exit
from ui.commands.opening import home, open_corpus, settings
from ui.commands.options import Json
from ui.commands.output import print_json, print_lines, say


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
        for name, count in differ.items():
            say(f"sources differ on {count} points: {name} (see `lexgap show {name} --json`)")
        print_lines(problems or [f"corpus revision {revision}: texts, hashes and index agree"])
    return Exit.FAILED if problems else Exit.DONE
