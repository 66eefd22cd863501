"""The command line: ``lexgap``. Its subcommands are the path of the data.

Exit codes: 0 done, 1 a failure that is explained, 2 wrong use, 3 done but something was quarantined or refused, 130
interrupted.
"""

import gc
import os
import sys
from typing import Final

import typer

from ui.commands.every import EVERY
from ui.commands.exits import Exit, explained, wrong_use
from ui.commands.output import say

# Nothing of ours may call home; the variable must be there before the library is first imported.
os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "false")

_ALLOCATIONS_BETWEEN_LOOKS: Final = 50_000

app = typer.Typer(
    name="lexgap",
    help="Search disclosure and privacy law, and measure what it covers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line and leave with its exit code."""
    # What is loaded by now stays; looking through it again and again is a quarter of what a short command takes.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_LOOKS)
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run one command line; returns its exit code."""
    try:
        result = app(args=words, standalone_mode=False, prog_name="lexgap")
        if result == Exit.INTERRUPTED and not isinstance(result, Exit):  # Typer's own, which says nothing.
            say("Stopped. What was finished is kept.")
        return int(result) if isinstance(result, int) else Exit.DONE
    except typer.Exit as leave:
        return leave.exit_code
    except typer.TyperException as error:
        say(f"lexgap: {_words_of(error)}")
        return Exit.WRONG_USE
    except (typer.Abort, KeyboardInterrupt):
        say("Stopped. What was finished is kept.")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    # The tuples are only made when an error gets here, so that a plain run loads nothing for them.
    except wrong_use() as error:
        say(f"lexgap: {error}")
        return Exit.WRONG_USE
    except explained() as error:
        say(f"lexgap: {error}")
        for near in getattr(error, "closest", ()) or getattr(error, "candidates", ()):
            say(f"  {getattr(near, 'id', near)}")
        return Exit.FAILED


def _words_of(error: typer.TyperException) -> str:
    """What the parser of the words has to say, with the command whose help tells more."""
    message = getattr(error, "format_message", lambda: str(error))()
    context = getattr(error, "ctx", None)
    return f"{message} (see {context.command_path} --help)" if context is not None else message


for _module in EVERY:
    _module.register(app)
