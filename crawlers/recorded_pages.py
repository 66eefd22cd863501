"""Pages kept in a folder for a replay. ``addresses.csv`` there says what was asked for each: file,role,url,body.

``role`` is document, or what the source calls its lists; ``body`` is that of a POST and empty for all others.
Documents are asked for as the recorded lists lead to them, so a replay takes the way of a harvest; one that no recorded
list names is asked for by its address.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from crawlers.crawl import Ask, Found, Page, Recording
from crawlers.page_lists import DOCUMENT, LIST, document_ask

ADDRESSES: Final = "addresses.csv"
_TYPES: Final = {".html": "text/html", ".htm": "text/html", ".json": "application/json", ".xml": "text/xml"}
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FORM: Final = {"content-type": "application/x-www-form-urlencoded"}


def recorded_by(discover: Callable[[Page], Found]) -> Callable[[Path], Iterator[Recording]]:
    """A ``recorded`` for a source: every file of the folder that ``addresses.csv`` names. Raises OSError, KeyError."""

    def recorded(folder: Path) -> Iterator[Recording]:
        rows = _rows(folder)
        known = {found.key: found for ask, raw, _ in rows for found in _led_to(discover, ask, raw)}
        for ask, raw, content_type in rows:
            yield Recording(ask=known.get(ask.key, ask), raw=raw, content_type=content_type)

    return recorded


def form_ask(url: str, body: str) -> Ask:
    """The POST of a form to a list."""
    return Ask(url=url, role=LIST, method="POST", body=body.encode(), headers=_FORM)


def _rows(folder: Path) -> list[tuple[Ask, bytes, str]]:
    with (folder / ADDRESSES).open(encoding="utf-8", newline="") as file:
        return [_row(folder, row) for row in csv.DictReader(file)]


def _row(folder: Path, row: Mapping[str, str]) -> tuple[Ask, bytes, str]:
    path = folder / row["file"]
    return _ask(row["role"], row["url"], row["body"]), path.read_bytes(), _TYPES[path.suffix]


def _ask(role: str, url: str, body: str) -> Ask:
    if role == DOCUMENT:
        return document_ask(url)
    return form_ask(url, body) if body else Ask(url=url, role=role)


def _led_to(discover: Callable[[Page], Found], ask: Ask, raw: bytes) -> tuple[Ask, ...]:
    if ask.role == DOCUMENT:
        return ()
    return discover(Page(ask=ask, url=ask.url, status=200, headers={}, body=raw, retrieved_at=_NEVER)).asks
