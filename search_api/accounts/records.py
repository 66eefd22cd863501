"""Who may sign in, and what a signed-in browser carries."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """An admin sees and switches accounts; a reviewer does what the review journal lets that name do."""

    REVIEWER = "reviewer"
    ADMIN = "admin"


class AccountRefused(ValueError):
    """An account cannot be made or changed like this; the message says why."""


class NoSuchSearch(LookupError):
    """No search of the account has this name."""


class SignInRefused(Exception):
    """The name and the password do not belong together, or the account is disabled: which of them is not said."""


class KeyRefused(Exception):
    """A request that needs an API key came with none that is good; the message says what to do.

    ``given`` is False where it came with none at all.
    """

    def __init__(self, message: str, *, given: bool = True) -> None:
        super().__init__(message)
        self.given = given


class TooManyAttempts(Exception):
    """Too many failures from one place or for one name; ``retry_after`` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"too many failed attempts: try again in {retry_after} s")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account. ``subject`` is the identity at an OpenID provider (``issuer subject``) that may sign in as it."""

    name: str
    role: Role
    made_at: datetime
    disabled_at: datetime | None = None
    signed_in_at: datetime | None = None
    subject: str | None = None
    has_password: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in browser. ``token`` is its cookie's secret; ``form_token`` is what every form of it must carry."""

    account: Account
    token: str
    form_token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """An API key as it is listed: what it is called, and how it begins. The key itself is nowhere kept."""

    prefix: str
    account: str
    name: str
    made_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None
