"""The file of saved searches and of what was sent: one SQLite database, readable by its owner alone."""

import json
import re
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from search_api.alerts.records import BadAlert, Delivery, Every, NoSuchAlert, Saved, State, Watch
from search_api.secure_address import is_secure

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS saved (
  name TEXT PRIMARY KEY, watch TEXT NOT NULL, asks TEXT NOT NULL, target TEXT NOT NULL, every TEXT NOT NULL,
  revision INTEGER NOT NULL, secret TEXT NOT NULL, looked_at TEXT, language TEXT NOT NULL DEFAULT 'en',
  account TEXT NOT NULL DEFAULT '', entries INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS delivery (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, alert TEXT NOT NULL, at TEXT NOT NULL, attempt INTEGER NOT NULL,
  state TEXT NOT NULL, items INTEGER NOT NULL, said TEXT NOT NULL
) STRICT;
"""
_COLUMNS: Final = "name, watch, asks, target, every, revision, secret, language, account, entries"
_ADDED: Final = {
    "language": ("ALTER TABLE saved ADD COLUMN language TEXT NOT NULL DEFAULT 'en'",),
    "entries": ("ALTER TABLE saved ADD COLUMN entries INTEGER",),
    "account": (
        "ALTER TABLE saved ADD COLUMN account TEXT NOT NULL DEFAULT ''",
        # What the pages had saved till then was told apart by its name alone.
        """UPDATE saved SET account = substr(name, 1, instr(name, ': ') - 1)
        WHERE instr(name, ': ') > 0 AND target LIKE 'mailto:%'""",
    ),
}
"""Columns that older files do not have, with what adds them."""
_LONGEST_NAME: Final = 160
_NAME: Final = re.compile(rf"[^\s/][^\n/]{{0,{_LONGEST_NAME - 1}}}")
_MAIL: Final = re.compile(r"mailto:[^\s@,;:<>()\[\]\\\"\x00-\x1f\x7f]{1,64}@[^\s@,;:<>()\\\"\x00-\x1f\x7f]{1,190}")
_WEB: Final = re.compile(r"https?://[0-9A-Za-z.\[\]:-]{1,255}(?:[/?][!-~]*)?")
_WAIT_S: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDesk:
    """Keeps saved searches and the log of deliveries in ``file``."""

    file: Path

    def add(
        self,
        name: str,
        watch: Watch,
        asks: Mapping[str, Any],
        *,
        to: str,
        every: Every,
        revision: int,
        language: str = "en",
        account: str = "",
        entries: int | None = None,
    ) -> Saved:
        """Save a search; what comes in after ``revision`` is new. Raises BadAlert."""
        if not _NAME.fullmatch(name):
            raise BadAlert(f"{name!r} is no name for a saved search: 1 to {_LONGEST_NAME} characters, no slash")
        secret = secrets.token_hex(32) if is_web(to) else ""
        row = (
            name,
            watch.value,
            json.dumps(dict(asks), ensure_ascii=False),
            to,
            every.value,
            revision,
            secret,
            language,
            account,
            entries,
        )
        with self._opened() as db:
            try:
                # By name: older files have their columns in another order.
                db.execute(f"INSERT INTO saved ({_COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)
            except sqlite3.IntegrityError:
                raise BadAlert(f"{name!r} is saved already: remove it first, or choose another name") from None
        return self.get(name)

    def get(self, name: str) -> Saved:
        """The saved search of this name. Raises NoSuchAlert."""
        for saved in self.all():
            if saved.name == name:
                return saved
        known = ", ".join(saved.name for saved in self.all()) or "none"
        raise NoSuchAlert(f"no search is saved as {name!r}; saved: {known}")

    def all(self) -> tuple[Saved, ...]:
        """Everything saved, by name."""
        with self._opened() as db:
            return tuple(_saved(row) for row in db.execute("SELECT * FROM saved ORDER BY name"))

    def remove(self, name: str) -> None:
        """Forget a saved search; the log of what was sent stays. Raises NoSuchAlert."""
        self.get(name)
        with self._opened() as db:
            db.execute("DELETE FROM saved WHERE name = ?", (name,))

    def looked(self, name: str, *, revision: int, at: datetime, entries: int | None = None) -> None:
        """What came in up to ``revision``, and what reviewers did up to ``entries``, is no longer new."""
        row = (revision, at.isoformat(), entries, name)
        with self._opened() as db:
            db.execute("UPDATE saved SET revision = ?, looked_at = ?, entries = ? WHERE name = ?", row)

    def write_down(self, delivery: Delivery) -> None:
        """Add an attempt to the log."""
        d = delivery
        row = (d.name, d.alert, d.at.isoformat(), d.attempt, d.state.value, d.items, d.said)
        with self._opened() as db:
            db.execute(
                "INSERT INTO delivery (name, alert, at, attempt, state, items, said) VALUES (?, ?, ?, ?, ?, ?, ?)", row
            )

    def log(self, name: str | None = None) -> tuple[Delivery, ...]:
        """Every attempt, oldest first."""
        with self._opened() as db:
            rows = db.execute("SELECT * FROM delivery WHERE ? IS NULL OR name = ? ORDER BY number", (name, name))
            return tuple(_delivery(row) for row in rows)

    def failed_at(self, name: str) -> datetime | None:
        """When the last attempt for a saved search failed; None where it did not, or there was none."""
        last = next(reversed(self.log(name)), None)
        return last.at if last is not None and last.state is State.FAILED else None

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if not self.file.exists():
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.file.touch(mode=0o600)
        with closing(sqlite3.connect(self.file, timeout=_WAIT_S)) as db, db:
            db.row_factory = sqlite3.Row
            db.executescript(_TABLES)
            _add_columns(db)
            yield db


def _add_columns(db: sqlite3.Connection) -> None:
    held = {row["name"] for row in db.execute("PRAGMA table_info(saved)")}
    for statement in (each for name, steps in _ADDED.items() if name not in held for each in steps):
        db.execute(statement)


def is_web(to: str) -> bool:
    """Whether a target is a web address; False for one of e-mail. Raises BadAlert for anything else.

    What is sent tells what somebody watches, so it goes over TLS, or stays on this machine.
    """
    if _MAIL.fullmatch(to):
        return False
    if _WEB.fullmatch(to) and is_secure(to):
        return True
    how = "write mailto:NAME@HOST, or an https:// address in ASCII (%E5…, xn--…) without a user name"
    raise BadAlert(f"{to!r} is no target: {how}")


def _saved(row: sqlite3.Row) -> Saved:
    return Saved(
        name=row["name"],
        watch=Watch(row["watch"]),
        asks=json.loads(row["asks"]),
        to=row["target"],
        every=Every(row["every"]),
        revision=row["revision"],
        secret=row["secret"],
        language=row["language"],
        account=row["account"],
        entries=row["entries"],
        looked_at=datetime.fromisoformat(row["looked_at"]) if row["looked_at"] else None,
    )


def _delivery(row: sqlite3.Row) -> Delivery:
    names = ("name", "alert", "attempt", "items", "said")
    return Delivery(
        at=datetime.fromisoformat(row["at"]), state=State(row["state"]), **{name: row[name] for name in names}
    )
