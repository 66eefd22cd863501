"""Everything that is done with accounts: made on the command line, signed in with on the pages."""

import re
import sqlite3
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from search_api.accounts.attempts import check_attempts, check_place, count_attempt, forgive_attempts
from search_api.accounts.database import opened
from search_api.accounts.passwords import fits, hashed, is_dated
from search_api.accounts.records import Account, AccountRefused, Role, Session, SignInRefused
from search_api.accounts.sessions import begin_session, end_session, end_sessions_of, find_session

_NAME: Final = re.compile(r"[\w][\w.@-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDesk:
    """The accounts of a data directory. ``clock`` gives the moment with its time zone."""

    home: Path
    clock: Callable[[], datetime]

    def accounts(self) -> tuple[Account, ...]:
        """Every account, by name."""
        if not self.file.exists():
            return ()
        with opened(self.file) as db:
            return tuple(map(read_account, db.execute("SELECT * FROM account ORDER BY name")))

    def account(self, name: str) -> Account:
        """One account. Raises AccountRefused for a name that none has."""
        found = next((one for one in self.accounts() if one.name == _plain(name)), None)
        if found is None:
            raise AccountRefused(f"there is no account {name!r}: `lexgap accounts list` shows them")
        return found

    def add(self, name: str, role: Role, *, password: str | None = None, subject: str | None = None) -> Account:
        """Make an account that signs in with a password, through an OpenID provider, or both. Raises AccountRefused."""
        name = _plain(name)
        if not _NAME.fullmatch(name):
            raise AccountRefused(f"{name!r} is no name for an account: letters, digits, . @ _ - and at most 64 of them")
        if password is None and subject is None:
            raise AccountRefused("an account needs a password or a subject at the OpenID provider")
        kept = hashed(password, name=name) if password is not None else None
        row = (name, role.value, kept, subject, self.clock().isoformat())
        try:
            with opened(self.file) as db:
                db.execute("INSERT INTO account (name, role, hash, subject, made_at) VALUES (?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            raise AccountRefused(f"the name {name!r} or the subject is taken") from None
        return self.account(name)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password and end its sessions. Raises AccountRefused."""
        account = self.account(name)
        kept = hashed(password, name=account.name)
        with opened(self.file) as db:
            db.execute("UPDATE account SET hash = ? WHERE name = ?", (kept, account.name))
            end_sessions_of(db, account.name)

    def disable(self, name: str, *, disabled: bool = True) -> Account:
        """Close an account and end its sessions, or open it again. Raises AccountRefused."""
        account, at = self.account(name), self.clock().isoformat() if disabled else None
        with opened(self.file) as db:
            db.execute("UPDATE account SET disabled_at = ? WHERE name = ?", (at, account.name))
            end_sessions_of(db, account.name)
        return self.account(name)

    def sign_in(self, name: str, password: str, *, address: str) -> Session:
        """A new session. ``address`` is the caller's, for the limits. Raises SignInRefused, TooManyAttempts."""
        name, now = _plain(name), self.clock()
        with opened(self.file) as db:
            check_attempts(db, name=name, address=address, now=now.timestamp())
            # Counted before the slow comparison, so that many at once do not all slip through.
            count_attempt(db, name=name, address=address, now=now.timestamp())
            row = db.execute("SELECT * FROM account WHERE name = ?", (name,)).fetchone()
        kept = row["hash"] if row is not None and row["disabled_at"] is None else None
        right = fits(password, kept)
        if kept is None or not right:
            raise SignInRefused("the name and the password do not belong together")
        with opened(self.file) as db:
            forgive_attempts(db, name=name, address=address, now=now.timestamp())
            if is_dated(kept):
                db.execute("UPDATE account SET hash = ? WHERE name = ?", (hashed(password, name=name), name))
            return begin_session(db, read_account(row), now)

    def check_place(self, address: str) -> None:
        """Count an attempt to sign in through a provider from a place. Raises TooManyAttempts."""
        with opened(self.file) as db:
            check_place(db, address=address, now=self.clock().timestamp())

    def link(self, name: str, subject: str | None) -> Account:
        """Let an identity at the OpenID provider sign in as an account, or (None) no longer. Raises AccountRefused."""
        account = self.account(name)
        if subject is None and not account.has_password:
            raise AccountRefused(f"nothing would be left to sign in with: give {account.name!r} a password first")
        try:
            with opened(self.file) as db:
                db.execute("UPDATE account SET subject = ? WHERE name = ?", (subject, account.name))
                end_sessions_of(db, account.name)
        except sqlite3.IntegrityError:
            raise AccountRefused("another account has this identity: `lexgap accounts list` shows which") from None
        return self.account(name)

    def sign_in_as(self, subject: str) -> Session:
        """A new session for whom an OpenID provider has named (``issuer subject``). Raises SignInRefused."""
        if not self.file.exists():
            raise SignInRefused("nobody here has this identity")
        with opened(self.file) as db:
            row = db.execute("SELECT * FROM account WHERE subject = ? AND disabled_at IS NULL", (subject,)).fetchone()
            if row is None:
                raise SignInRefused("nobody here has this identity")
            return begin_session(db, read_account(row), self.clock())

    def session(self, token: str) -> Session | None:
        """The session of a cookie, if it has not ended and its account is open."""
        if not self.file.exists():
            return None
        with opened(self.file) as db:
            return find_session(db, token, self.clock(), read_account)

    def sign_out(self, session: Session) -> None:
        """End a session."""
        with opened(self.file) as db:
            end_session(db, session.token)

    @property
    def file(self) -> Path:
        """Where the accounts are, and what is kept in them."""
        return self.home / "accounts" / "accounts.sqlite"


def read_account(row: sqlite3.Row) -> Account:
    """An account from its row."""
    return Account(
        name=row["name"],
        role=Role(row["role"]),
        made_at=datetime.fromisoformat(row["made_at"]),
        disabled_at=_moment(row["disabled_at"]),
        signed_in_at=_moment(row["signed_in_at"]),
        subject=row["subject"],
        has_password=row["hash"] is not None,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip())
