"""Sessions: random secrets, kept as hashes; they end after twelve hours, and after two hours without use."""

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from search_api.accounts.records import Account, Session

LONGEST: Final = timedelta(hours=12)
IDLE: Final = timedelta(hours=2)
_NOTED_EVERY: Final = timedelta(minutes=1)
_TOKEN_BYTES: Final = 32


def begin_session(db: sqlite3.Connection, account: Account, now: datetime) -> Session:
    """A session with a new secret, whatever the browser had before; sessions that are over are cleared away."""
    token, expires = secrets.token_urlsafe(_TOKEN_BYTES), now + LONGEST
    db.execute("DELETE FROM session WHERE expires_at <= ?", (now.isoformat(),))
    row = (_hash(token), account.name, now.isoformat(), expires.isoformat())
    db.execute("INSERT INTO session VALUES (?, ?, ?, ?)", row)
    db.execute("UPDATE account SET signed_in_at = ? WHERE name = ?", (now.isoformat(), account.name))
    return _session(account, token, expires)


def find_session(
    db: sqlite3.Connection, token: str, now: datetime, read: Callable[[sqlite3.Row], Account]
) -> Session | None:
    """The session of a secret, if it is neither over nor idle and its account is open."""
    joined = "SELECT * FROM session JOIN account USING (name) WHERE token_sha256 = ? AND disabled_at IS NULL"
    row = db.execute(joined, (_hash(token),)).fetchone()
    if row is None:
        return None
    seen, expires = datetime.fromisoformat(row["seen_at"]), datetime.fromisoformat(row["expires_at"])
    if now >= expires or now >= seen + IDLE:
        return None
    if now >= seen + _NOTED_EVERY:
        db.execute("UPDATE session SET seen_at = ? WHERE token_sha256 = ?", (now.isoformat(), _hash(token)))
    return _session(read(row), token, expires)


def end_session(db: sqlite3.Connection, token: str) -> None:
    """End one session."""
    db.execute("DELETE FROM session WHERE token_sha256 = ?", (_hash(token),))


def end_sessions_of(db: sqlite3.Connection, name: str) -> None:
    """End every session of an account."""
    db.execute("DELETE FROM session WHERE name = ?", (name,))


def form_token_of(token: str) -> str:
    """What the forms of a session carry: it follows from the secret, and the secret does not follow from it."""
    return hmac.new(token.encode(), b"lexgap form", "sha256").hexdigest()


def _session(account: Account, token: str, expires: datetime) -> Session:
    return Session(account=account, token=token, form_token=form_token_of(token), expires_at=expires)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
