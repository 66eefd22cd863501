"""The journal of a source's harvests: what is still to be asked, what is under way, and what each answer was.

One SQLite file a source. The snapshots are the record; the journal only has to know what not to ask again, so losing it
costs conditional requests and an interrupted run, no text.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from crawlers.crawl import Ask
from crawlers.harvest.asks import ask_json, read_ask
from crawlers.harvest.desk import Failure, FailureKind
from crawlers.harvest.snapshots import Position, RunFacts, position_json

MOST_ASKS: Final = 500_000
"""No source has so many pages: what comes after is a calendar or a trap, and is not queued."""
FETCHING, FETCHED, READ = "fetching", "fetched", "read"
_WAITING, _IN_FLIGHT, _ANSWERED, _FAILED, _BEYOND = "waiting", "in_flight", "answered", "failed", "beyond"
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS run (id INTEGER PRIMARY KEY CHECK (id = 1), source TEXT NOT NULL, began_at TEXT NOT NULL,
    most INTEGER, since TEXT, replay INTEGER NOT NULL, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS ask (seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, ref TEXT, ask TEXT NOT NULL,
    state TEXT NOT NULL, kind TEXT, reason TEXT, later INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS ask_state ON ask (state, later, seq);
CREATE INDEX IF NOT EXISTS ask_ref ON ask (ref);
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, answer TEXT NOT NULL, position TEXT NOT NULL,
    whole_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS payload (sha256 TEXT PRIMARY KEY, position TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many requests of the run are in each state; ``beyond`` were left aside because of a limit."""

    waiting: int = 0
    in_flight: int = 0
    answered: int = 0
    failed: int = 0
    beyond: int = 0

    @property
    def done(self) -> int:
        """How many need no more asking."""
        return self.answered + self.failed

    @property
    def known(self) -> int:
        """How many are known of by now."""
        return self.done + self.waiting + self.in_flight


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The last answer to a request in any harvest; ``whole_at`` is when its payload last came whole."""

    answer: dict[str, Any]
    position: Position
    whole_at: datetime


class Frontier:
    """The journal of one source. Every change is one transaction; used from one thread."""

    def __init__(self, home: Path, source: str) -> None:
        folder = home / "harvest"
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / f"{source}.sqlite", timeout=30)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def run(self) -> tuple[RunFacts, str] | None:
        """The last run and its state: fetching, fetched or read."""
        row = self._db.execute("SELECT source, began_at, most, since, replay, state FROM run").fetchone()
        if row is None:
            return None
        source, began_at, most, since, replay, state = row
        began, day = datetime.fromisoformat(began_at), date.fromisoformat(since) if since else None
        return RunFacts(source=source, began_at=began, limit=most, since=day, replay=bool(replay)), state

    def begin(self, run: RunFacts, asks: Iterable[Ask]) -> None:
        """Begin a run with its first requests; what an earlier run had still to ask is forgotten."""
        facts = (run.source, run.began_at.isoformat(), run.limit, run.since and run.since.isoformat(), run.replay)
        with self._db:
            self._db.execute("DELETE FROM ask")
            self._db.execute("REPLACE INTO run VALUES (1, ?, ?, ?, ?, ?, ?)", (*facts, FETCHING))
            self._queue(asks, run.limit)

    def resume(self) -> None:
        """Go on: what was in flight, and what failed for the time being, is asked again."""
        with self._db:
            again = "UPDATE ask SET state = ?, kind = NULL, reason = NULL WHERE state = ? OR (state = ? AND kind = ?)"
            self._db.execute("UPDATE run SET state = ?", (FETCHING,))
            self._db.execute(again, (_WAITING, _IN_FLIGHT, _FAILED, FailureKind.TEMPORARY))

    def has_temporary_failures(self) -> bool:
        """Whether some requests could be asked again with another outcome."""
        query = "SELECT 1 FROM ask WHERE state = ? AND kind = ?"
        return self._db.execute(query, (_FAILED, FailureKind.TEMPORARY)).fetchone() is not None

    def mark(self, state: str) -> None:
        """Set the run's state."""
        with self._db:
            self._db.execute("UPDATE run SET state = ?", (state,))

    def queue(self, asks: Iterable[Ask], limit: int | None = None) -> None:
        """Add requests that are not known yet."""
        with self._db:
            self._queue(asks, limit)

    def take(self, most: int, limit: int | None = None) -> tuple[Ask, ...]:
        """The oldest requests that wait, which are then in flight; those whose address ends soon come before them.

        With a limit reached, only those for documents are given.
        """
        full = limit is not None and self._documents() >= limit
        only = " AND ref IS NOT NULL" if full else ""
        query = f"SELECT seq, ask FROM ask WHERE state = ?{only} ORDER BY later, seq LIMIT ?"
        rows = self._db.execute(query, (_WAITING, most)).fetchall()
        with self._db:
            update = "UPDATE ask SET state = ? WHERE seq = ?"
            self._db.executemany(update, [(_IN_FLIGHT, seq) for seq, _ in rows])
        return tuple(read_ask(json.loads(ask)) for _, ask in rows)

    def answered(self, key: str, kept: Kept, found: Iterable[Ask], limit: int | None = None) -> None:
        """An answer is kept, and leads to these; both or neither is noted."""
        position = json.dumps(position_json(kept.position))
        with self._db:
            self._db.execute("UPDATE ask SET state = ? WHERE key = ?", (_ANSWERED, key))
            row = (key, json.dumps(kept.answer), position, kept.whole_at.isoformat())
            self._db.execute("REPLACE INTO kept VALUES (?, ?, ?, ?)", row)
            self._db.execute("INSERT OR IGNORE INTO payload VALUES (?, ?)", (kept.position.sha256, position))
            self._queue(found, limit)

    def failed(self, key: str, failure: Failure) -> None:
        """A request has no answer."""
        with self._db:
            update = "UPDATE ask SET state = ?, kind = ?, reason = ? WHERE key = ?"
            self._db.execute(update, (_FAILED, failure.kind, failure.reason, key))

    def kept(self, key: str) -> Kept | None:
        """The last answer to a request, of this or an earlier harvest."""
        row = self._db.execute("SELECT answer, position, whole_at FROM kept WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        position = Position(**json.loads(row[1]))
        return Kept(answer=json.loads(row[0]), position=position, whole_at=datetime.fromisoformat(row[2]))

    def place_of(self, sha256: str) -> Position | None:
        """Where a payload is kept already."""
        row = self._db.execute("SELECT position FROM payload WHERE sha256 = ?", (sha256,)).fetchone()
        return Position(**json.loads(row[0])) if row else None

    def counts(self) -> Counts:
        """How far the run is."""
        return Counts(**dict(self._db.execute("SELECT state, count(*) FROM ask GROUP BY state").fetchall()))

    def _documents(self) -> int:
        query = "SELECT count(DISTINCT ref) FROM ask WHERE state != ?"
        return int(self._db.execute(query, (_BEYOND,)).fetchone()[0])

    def _queue(self, asks: Iterable[Ask], limit: int | None) -> None:
        for ask in asks:
            room = self._db.execute("SELECT coalesce(max(seq), 0) FROM ask").fetchone()[0] < MOST_ASKS
            state = _WAITING if room and self._wanted(ask, limit) else _BEYOND
            row = (ask.key, ask.ref, json.dumps(ask_json(ask)), state, not ask.soon)
            self._db.execute("INSERT OR IGNORE INTO ask (key, ref, ask, state, later) VALUES (?, ?, ?, ?, ?)", row)

    def _wanted(self, ask: Ask, limit: int | None) -> bool:
        if limit is None or ask.ref is None:
            return True
        known = self._db.execute("SELECT 1 FROM ask WHERE ref = ? AND state != ?", (ask.ref, _BEYOND)).fetchone()
        return known is not None or self._documents() < limit
