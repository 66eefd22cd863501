"""Options that several subcommands share, and how their words are read."""

from datetime import UTC, date, datetime
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output and nothing else there.")]
On = Annotated[
    str | None, typer.Option("--on", metavar="DATE|any", help="The day asked about, YYYY-MM-DD; today by default.")
]
Places = Annotated[
    list[str] | None, typer.Option("--jurisdiction", metavar="CODE", help="A place, such as cn or cn-gd; repeatable.")
]


def now() -> datetime:
    """The command line's clock; everything below takes the moment or the day as a parameter."""
    return datetime.now(UTC)


def today() -> date:
    """The day in the machine's own time zone, which is the one its user lives in."""
    return datetime.now().astimezone().date()


def day_or_any(text: str | None) -> date | None:
    """The day meant: today if none is given, None for ``any``."""
    return None if text == "any" else day(text)


def day(text: str | None, name: str = "--on") -> date:
    """A day in ISO form; today if none is given."""
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a date: write it as YYYY-MM-DD, for example 2021-11-01"
        raise typer.BadParameter(message, param_hint=name) from None


def listed(values: list[str] | None) -> tuple[str, ...]:
    """Values given one by one or separated by commas."""
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())
