"""API keys: random secrets of an account, shown once and kept as hashes, with which programs write in its name."""

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from search_api.accounts.attempts import check_place
from search_api.accounts.database import opened
from search_api.accounts.desk import read_account
from search_api.accounts.records import Account, AccountRefused, ApiKey, KeyRefused

START: Final = "lexgap_"
"""Every key begins with it: whoever finds one, also a program that looks for leaked secrets, knows what it is."""
_NAMED_BYTES: Final = 4
_SECRET_BYTES: Final = 32
_LONGEST: Final = 200
_LONGEST_NAME: Final = 60
_MOST: Final = 50
_NOTED_EVERY: Final = timedelta(minutes=1)
_WITH_ACCOUNT: Final = """
SELECT account.*, prefix, sha256, expires_at, used_at, revoked_at
FROM api_key JOIN account ON account.name = api_key.account WHERE prefix = ?
"""
_MAKE: Final = "make one with `lexgap accounts key add ACCOUNT --name JOB`"
_UNKNOWN: Final = f"this API key is not known: look whether it is whole, or {_MAKE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeys:
    """The keys of all accounts, in the file of the accounts. ``clock`` gives the moment with its time zone."""

    file: Path
    clock: Callable[[], datetime]

    def add(self, account: Account, name: str, *, expires_at: datetime | None = None) -> tuple[ApiKey, str]:
        """A new key of an account, and its secret, which nobody can read again. Raises AccountRefused."""
        name, now = " ".join(name.split()), self.clock()
        self._refuse(account, name, expires_at, now)
        prefix = f"{START}{secrets.token_hex(_NAMED_BYTES)}"
        key = f"{prefix}_{secrets.token_hex(_SECRET_BYTES)}"
        ends = expires_at.isoformat() if expires_at else None
        row = (prefix, account.name, name, _hash(key), now.isoformat(), ends)
        with opened(self.file) as db:
            db.execute("INSERT INTO api_key VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)", row)
        return next(each for each in self.of(account.name) if each.prefix == prefix), key

    def of(self, account: str | None = None) -> tuple[ApiKey, ...]:
        """The keys of an account, or of all, oldest first; those that have ended too."""
        if not self.file.exists():
            return ()
        with opened(self.file) as db:
            found = db.execute("SELECT * FROM api_key WHERE ? IS NULL OR account = ? ORDER BY made_at", (account,) * 2)
            return tuple(map(_read, found))

    def revoke(self, prefix: str) -> ApiKey:
        """End a key at once, by its prefix; one that has been revoked stays so. Raises AccountRefused."""
        with opened(self.file) as db:
            now = self.clock().isoformat()
            db.execute("UPDATE api_key SET revoked_at = ? WHERE prefix = ? AND revoked_at IS NULL", (now, prefix))
        found = next((each for each in self.of() if each.prefix == prefix), None)
        if found is None:
            raise AccountRefused(f"no API key begins with {prefix[:20]!r}: `lexgap accounts key list` shows them")
        return found

    def account_of(self, key: str, *, address: str) -> Account:
        """Whose key it is, if it is good now. ``address`` is the caller's. Raises KeyRefused, TooManyAttempts.

        Failures are limited by place as those of signing in are. A good key goes on: 256 random bits cannot be
        guessed, and a forgotten job with an old key must not shut out its neighbours.
        """
        if not self.file.exists():
            raise KeyRefused(_UNKNOWN)
        now = self.clock()
        with opened(self.file) as db:
            row = _find(db, key)
            why = _UNKNOWN if row is None else _why_ended(row, now)
            if row is not None and why is None:
                _note(db, row, now)
                return read_account(row)
            # Counted apart from sign-ins: a job with an old key must not keep its neighbours from signing in either.
            check_place(db, address=f"{START}{address}", now=now.timestamp())
        raise KeyRefused(why or _UNKNOWN)

    def _refuse(self, account: Account, name: str, expires_at: datetime | None, now: datetime) -> None:
        if not 1 <= len(name) <= _LONGEST_NAME or not name.isprintable():
            raise AccountRefused(f"a key needs a name of 1 to {_LONGEST_NAME} characters: what it is used for")
        if account.disabled_at is not None:
            raise AccountRefused(
                f"{account.name!r} is closed: `lexgap accounts disable {account.name} --undo` opens it"
            )
        if expires_at is not None and expires_at <= now:
            raise AccountRefused(f"{expires_at.date().isoformat()} is past: a key expires on a later day")
        if sum(each.revoked_at is None for each in self.of(account.name)) >= _MOST:
            raise AccountRefused(f"{account.name!r} has {_MOST} keys already: revoke one first")


def _find(db: sqlite3.Connection, key: str) -> sqlite3.Row | None:
    """The row of a key with that of its account.

    A hash that is made slowly protects what people choose, which can be guessed. A key is 256 random bits: SHA-256
    suffices, and every request needs it. It is looked up by its prefix, and its hash compared in constant time.
    """
    prefix, _, _ = key[:_LONGEST].rpartition("_")
    row: sqlite3.Row | None = db.execute(_WITH_ACCOUNT, (prefix,)).fetchone()
    return row if row is not None and hmac.compare_digest(row["sha256"], _hash(key)) else None


def _why_ended(row: sqlite3.Row, now: datetime) -> str | None:
    """Why a key is no longer good, which is told only to whoever has the whole of it."""
    if row["revoked_at"] is not None:
        return f"this API key was revoked on {row['revoked_at'][:10]}: {_MAKE}"
    if row["expires_at"] is not None and now >= datetime.fromisoformat(row["expires_at"]):
        return f"this API key expired on {row['expires_at'][:10]}: {_MAKE}"
    if row["disabled_at"] is not None:
        return "the account of this API key is closed: ask whoever runs this service"
    return None


def _note(db: sqlite3.Connection, row: sqlite3.Row, now: datetime) -> None:
    used = datetime.fromisoformat(row["used_at"]) if row["used_at"] else None
    if used is None or now >= used + _NOTED_EVERY:
        db.execute("UPDATE api_key SET used_at = ? WHERE prefix = ?", (now.isoformat(), row["prefix"]))


def _read(row: sqlite3.Row) -> ApiKey:
    moments = {name: row[name] for name in ("made_at", "expires_at", "used_at", "revoked_at")}
    read = {name: datetime.fromisoformat(text) if text else None for name, text in moments.items()}
    return ApiKey(prefix=row["prefix"], account=row["account"], name=row["name"], **read)  # type: ignore[arg-type]  # made_at is never null


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
