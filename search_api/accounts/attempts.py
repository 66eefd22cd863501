"""Limits on failed sign-ins: for a name from one place, for a place, and for a name from anywhere."""

import hashlib
import sqlite3
from typing import Final

from search_api.accounts.records import TooManyAttempts

WINDOW_S: Final = 15 * 60
FOR_A_NAME_FROM_A_PLACE: Final = 5
FROM_A_PLACE: Final = 30
FOR_A_NAME: Final = 50
"""High enough that a stranger who fails on purpose does not lock the owner out at once."""


def check_attempts(db: sqlite3.Connection, *, name: str, address: str, now: float) -> None:
    """Raises TooManyAttempts. ``now`` is in seconds since 1970."""
    for key, most in _limits(name, address):
        _check(db, key, most, now)


def check_place(db: sqlite3.Connection, *, address: str, now: float) -> None:
    """The same where no name was given, and the attempt is counted. Raises TooManyAttempts."""
    key = _key("place", address)
    _check(db, key, FROM_A_PLACE, now)
    _forget_old(db, now)
    db.execute("INSERT INTO attempt VALUES (?, ?)", (key, now))


def count_attempt(db: sqlite3.Connection, *, name: str, address: str, now: float) -> None:
    """Remember an attempt; what is older than the window is forgotten."""
    _forget_old(db, now)
    db.executemany("INSERT INTO attempt VALUES (?, ?)", [(key, now) for key, _ in _limits(name, address)])


def forgive_attempts(db: sqlite3.Connection, *, name: str, address: str, now: float) -> None:
    """Forget the failures of somebody who then signed in from the same place, and that the attempt at ``now`` was one.

    The other failures of the place and of the name stay: whoever has an account could else guess on for ever.
    """
    own, *others = (key for key, _ in _limits(name, address))
    db.execute("DELETE FROM attempt WHERE key = ?", (own,))
    this = "DELETE FROM attempt WHERE rowid = (SELECT rowid FROM attempt WHERE key = ? AND at = ? LIMIT 1)"
    db.executemany(this, [(key, now) for key in others])


def _forget_old(db: sqlite3.Connection, now: float) -> None:
    db.execute("DELETE FROM attempt WHERE at <= ?", (now - WINDOW_S,))


def _check(db: sqlite3.Connection, key: str, most: int, now: float) -> None:
    times = [row[0] for row in db.execute("SELECT at FROM attempt WHERE key = ? AND at > ?", (key, now - WINDOW_S))]
    if len(times) >= most:
        raise TooManyAttempts(max(1, int(sorted(times)[-most] + WINDOW_S - now) + 1))


def _limits(name: str, address: str) -> tuple[tuple[str, int], ...]:
    """Keys with their limits. Only hashes are kept: addresses are nobody's business for longer than it takes."""
    return (
        (_key("both", name, address), FOR_A_NAME_FROM_A_PLACE),
        (_key("place", address), FROM_A_PLACE),
        (_key("name", name), FOR_A_NAME),
    )


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
