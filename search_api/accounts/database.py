"""The file of accounts: one SQLite database in ``accounts/`` of the data directory, readable by its owner alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS account (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT, subject TEXT UNIQUE, made_at TEXT NOT NULL, disabled_at TEXT,
  signed_in_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS session (
  token_sha256 TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE, seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS saved_search (
  account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE, name TEXT NOT NULL, query TEXT NOT NULL,
  saved_at TEXT NOT NULL, PRIMARY KEY (account, name)
) STRICT;
CREATE TABLE IF NOT EXISTS api_key (
  prefix TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE, name TEXT NOT NULL,
  sha256 TEXT NOT NULL, made_at TEXT NOT NULL, expires_at TEXT, used_at TEXT, revoked_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS attempt (key TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS attempt_of_key ON attempt (key, at);
"""
_WAIT_S: Final = 10.0


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A transaction on the file, which is made where it is missing; all of it is kept, or nothing."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
    with closing(sqlite3.connect(file, timeout=_WAIT_S, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys=ON")
        db.executescript(_TABLES)
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.rollback()
            raise
        db.commit()
