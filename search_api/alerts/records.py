"""What is saved, what is found to be new, and what became of sending it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from gaps.changes import CellChange
    from gaps.requirement import Wording
    from index.records import Hit

BETWEEN: Final = ": "
"""Behind an account's name, which cannot hold it. Together with what the account calls an alert it is the full name."""
ALERTS_FILE: Final = Path("alerts") / "alerts.sqlite"
"""In the data directory."""


class Watch(StrEnum):
    """What is watched."""

    SEARCH = "search"
    GAPS = "gaps"


class Every(StrEnum):
    """When it is looked for: at every run after something came in, or at the first run of a day."""

    HARVEST = "harvest"
    DAILY = "daily"


class State(StrEnum):
    """What became of a delivery."""

    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A saved search or choice of gap cells.

    ``asks`` are parameters as the API takes them, ``to`` is ``mailto:…`` or a web address. What came in after corpus
    revision ``revision`` is new. ``secret`` signs what is sent to a web address. ``language`` is that of e-mails,
    ``account`` whose it is; empty for what was saved on the command line. ``entries`` is how many entries the review
    journal had when gap cells were looked at last; None where that is not known.
    """

    name: str
    watch: Watch
    asks: Mapping[str, Any]
    to: str
    every: Every
    revision: int
    secret: str = ""
    looked_at: datetime | None = None
    language: str = "en"
    account: str = ""
    entries: int | None = None

    @property
    def short_name(self) -> str:
        """What whoever saved it calls it: the name without the account, with which no two are the same."""
        return self.name.removeprefix(f"{self.account}{BETWEEN}") if self.account else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCell:
    """A gap cell with another result; ``names`` is what the requirement is called, where the checklist still has it."""

    change: "CellChange"
    names: "Wording | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An alert in the words of an e-mail."""

    subject: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is new: a provision, or a gap cell with another result. ``href`` is without the host.

    ``found`` is what the words are about, for those who say them in another language.
    """

    key: str
    title: str
    href: str
    summary: str
    quote: str = ""
    found: "Hit | ChangedCell | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What is new for a saved search between two corpus revisions. The same one has the same ``id`` whenever sent.

    ``complete`` is False where more matches than are ever read through.
    """

    id: str
    saved: Saved
    since: int
    revision: int
    items: tuple[Item, ...]
    complete: bool = True
    entries: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One attempt to send an alert."""

    name: str
    """The alert's name; the alert itself may be gone."""
    alert: str
    """The same for the same news, however often sent: the header `Lexgap-Alert`, and in an e-mail's Message-ID."""
    at: datetime
    """When."""
    attempt: int
    """The how manieth of its run."""
    state: State
    """What became of it."""
    items: int
    """How many provisions or cells were told of."""
    said: str
    """Why it failed; empty where it did not."""


class NoSuchAlert(LookupError):
    """No saved search has this name."""


class BadAlert(ValueError):
    """What is to be saved cannot be; the message says what to change."""


class AlertsBusy(Exception):
    """Another process is sending alerts of this data directory."""
