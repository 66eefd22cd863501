"""Printing: results on standard output, everything else (progress, warnings, reasons) on standard error."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

aside = Console(stderr=True, highlight=False)
_UNBROKEN = 200


class Tick(Protocol):
    """Reports that ``done`` of ``total`` steps are finished."""

    def __call__(self, done: int, total: int) -> None:
        """Move the bar."""


def plain(value: Any) -> Any:  # noqa: ANN401  (any record of ours goes in, JSON's own types come out)
    """A record as JSON can hold it: dates in ISO form, enumerations by value, records as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def print_json(value: Any) -> None:  # noqa: ANN401
    """One JSON value on one line of standard output."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False) + "\n")


def print_json_lines(values: Iterable[Any]) -> None:
    """One JSON value a line, each as soon as it is known."""
    for value in values:
        print_json(value)
        sys.stdout.flush()


def print_lines(lines: Iterable[str]) -> None:
    """Plain text on standard output."""
    for line in lines:
        sys.stdout.write(line + "\n")


def print_table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table for people, on standard output; where that is no terminal, as wide as its longest cells."""
    out = Console(highlight=False, markup=False)
    if not out.is_terminal:
        out = Console(highlight=False, markup=False, width=_UNBROKEN)
    table = Table(header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    out.print(title, soft_wrap=True)
    out.print(table)


def say(text: str) -> None:
    """A remark on standard error."""
    aside.print(text, markup=False, soft_wrap=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Tick]:
    """A progress bar on standard error, drawn only where that is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=aside, transient=True, disable=not aside.is_terminal) as bar:
        task = bar.add_task(label, total=None)

        def tick(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tick
