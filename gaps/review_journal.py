"""The journal of reviews: append-only, each entry chained to the one before by its hash, so that no change goes unseen.

One SQLite file in ``reviews/`` of the data directory, apart from the corpus: it outlives every import and rebuild.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from gaps.review_records import Act, Action, Entry, OutOfStep, ReviewRefused

_TABLE: Final = """
CREATE TABLE IF NOT EXISTS entry (
  seq INTEGER PRIMARY KEY, requirement TEXT NOT NULL, jurisdiction TEXT NOT NULL, record TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX IF NOT EXISTS entry_of_case ON entry (requirement, jurisdiction);
CREATE TRIGGER IF NOT EXISTS entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries stay'); END;
CREATE TRIGGER IF NOT EXISTS entry_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries stay'); END;
"""
_FIRST: Final = "0" * 64
_WAIT_S: Final = 10.0


class DamagedJournal(Exception):
    """The journal is not what was written; the message names the first entry that does not fit."""


class Journal:
    """Entries in the order in which they were made. Safe to use from several threads and processes."""

    def __init__(self, home: Path) -> None:
        self._file = home / "reviews" / "journal.sqlite"

    def entries(self) -> tuple[Entry, ...]:
        """Every entry, oldest first; none where nobody has ever reviewed."""
        if not self._file.exists():
            return ()
        with closing(self._open()) as db:
            return tuple(read_entry(json.loads(row[0])) for row in db.execute("SELECT record FROM entry ORDER BY seq"))

    def mark(self) -> str:
        """Changes with every entry: the hash of the last one, shortened."""
        if not self._file.exists():
            return "0"
        with closing(self._open()) as db:
            return _head(db)[1][:12]

    def append(self, act: Act, *, at: datetime, seen: int) -> Entry:
        """Add an entry. ``seen`` is the number of the last entry that the actor knew of.

        Raises OutOfStep where somebody else has acted on the same cell since.
        """
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open()) as db:
            db.execute("BEGIN IMMEDIATE")
            newer = "SELECT 1 FROM entry WHERE requirement = ? AND jurisdiction = ? AND seq > ?"
            if act.requirement and db.execute(newer, (act.requirement, act.jurisdiction, seen)).fetchone():
                db.rollback()
                raise OutOfStep("somebody else has just acted on this cell: look at it again, then decide")
            seq, previous = _head(db)
            entry = chained(act, at=at, seq=seq + 1, previous=previous)
            _insert(db, entry)
            db.commit()
        return entry

    def take_in(self, entries: Iterable[Entry]) -> int:
        """Add the entries of an export that go on where this journal ends; returns how many were new.

        Raises DamagedJournal for a broken chain, ReviewRefused where the two journals have parted.
        """
        given = tuple(entries)
        check_chain(given)
        held = self.entries()
        for own, other in zip(held, given, strict=False):
            if own.sha256 != other.sha256:
                raise ReviewRefused(f"entry {own.seq} differs from the one given: the two journals have parted")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open()) as db:
            db.execute("BEGIN IMMEDIATE")
            for entry in given[len(held) :]:
                _insert(db, entry)
            db.commit()
        return max(0, len(given) - len(held))

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._file, timeout=_WAIT_S, isolation_level=None)
        db.execute("PRAGMA synchronous=FULL")
        # Also for reading: whoever writes the very first entry has made the file, and perhaps not yet the table.
        db.executescript(_TABLE)
        return db


def check_chain(entries: Iterable[Entry]) -> None:
    """Raises DamagedJournal where an entry is not the one that was written, or not in its place."""
    previous = _FIRST
    for seq, entry in enumerate(entries, 1):
        if entry != chained(entry.act, at=entry.at, seq=seq, previous=previous):
            raise DamagedJournal(f"entry {entry.seq} of the review journal was changed, moved or left out")
        previous = entry.sha256


def chained(act: Act, *, at: datetime, seq: int, previous: str) -> Entry:
    """An act as an entry, with its hash over everything in it and the hash before."""
    plain = _plain(act, at, seq, previous)
    written = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Entry(seq=seq, at=at, act=act, previous=previous, sha256=hashlib.sha256(written.encode()).hexdigest())


def entry_record(entry: Entry) -> dict[str, Any]:
    """The JSON form of an entry; ``read_entry`` reads it back."""
    return {**_plain(entry.act, entry.at, entry.seq, entry.previous), "sha256": entry.sha256}


def read_entry(record: Mapping[str, Any]) -> Entry:
    """An entry from its JSON form. Raises KeyError, ValueError for what is none."""
    names = ("who", "requirement", "jurisdiction", "comment", "content")
    act = Act(action=Action(record["action"]), **{name: record[name] for name in names})
    at = datetime.fromisoformat(record["at"])
    return Entry(seq=record["seq"], at=at, act=act, previous=record["previous"], sha256=record["sha256"])


def _plain(act: Act, at: datetime, seq: int, previous: str) -> dict[str, Any]:
    return {
        "seq": seq,
        "at": at.isoformat(),
        "who": act.who,
        "action": act.action.value,
        "requirement": act.requirement,
        "jurisdiction": act.jurisdiction,
        "comment": act.comment,
        "content": dict(act.content),
        "previous": previous,
    }


def _head(db: sqlite3.Connection) -> tuple[int, str]:
    row = db.execute("SELECT seq, sha256 FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, _FIRST)


def _insert(db: sqlite3.Connection, entry: Entry) -> None:
    record = json.dumps(entry_record(entry), ensure_ascii=False, sort_keys=True)
    row = (entry.seq, entry.act.requirement, entry.act.jurisdiction, record, entry.sha256)
    db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", row)
