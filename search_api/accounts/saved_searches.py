"""Searches that people keep in their accounts: a name and the query of the search page."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from search_api.accounts.database import opened
from search_api.accounts.records import AccountRefused

_LONGEST_NAME: Final = 60
_LONGEST_QUERY: Final = 4_000
_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """One search. ``query`` is that of the page's address, without its language and the stretch shown."""

    name: str
    query: str
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearches:
    """The saved searches of all accounts, in the file of the accounts."""

    file: Path
    clock: Callable[[], datetime]

    def of(self, account: str) -> tuple[SavedSearch, ...]:
        """Those of one account, by name."""
        with opened(self.file) as db:
            rows = db.execute("SELECT * FROM saved_search WHERE account = ? ORDER BY name", (account,)).fetchall()
        return tuple(
            SavedSearch(name=row["name"], query=row["query"], saved_at=datetime.fromisoformat(row["saved_at"]))
            for row in rows
        )

    def save(self, account: str, name: str, query: str) -> None:
        """Keep a search under a name; one that has it is replaced. Raises AccountRefused."""
        name = " ".join(name.split())
        if not 1 <= len(name) <= _LONGEST_NAME or "/" in name:
            raise AccountRefused(f"a saved search needs a name of 1 to {_LONGEST_NAME} characters without a slash")
        if not 1 <= len(query) <= _LONGEST_QUERY:
            raise AccountRefused("there is no search to save, or it is too long")
        held = {saved.name for saved in self.of(account)}
        if len(held) >= _MOST and name not in held:
            raise AccountRefused(f"{_MOST} searches are saved already: remove one first")
        row = (account, name, query, self.clock().isoformat())
        try:
            with opened(self.file) as db:
                db.execute("INSERT OR REPLACE INTO saved_search VALUES (?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            raise AccountRefused("the account is gone") from None

    def remove(self, account: str, name: str) -> None:
        """Forget a search; one that is not there is no error."""
        with opened(self.file) as db:
            db.execute("DELETE FROM saved_search WHERE account = ? AND name = ?", (account, name))
