"""Passwords: which are taken (NIST SP 800-63B: length, no rules of composition) and how they are kept (argon2id)."""

import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from search_api.accounts.records import AccountRefused

SHORTEST: Final = 12
LONGEST: Final = 256
_FEWEST_DIFFERENT: Final = 5


def hashed(password: str, *, name: str) -> str:
    """The argon2id hash, with its salt and costs in it (RFC 9106). Raises AccountRefused for a weak password."""
    written = _written(password)
    if not SHORTEST <= len(written) <= LONGEST:
        raise AccountRefused(f"a password has {SHORTEST} to {LONGEST} characters: take a sentence")
    if len(set(written)) < _FEWEST_DIFFERENT or name.casefold() in written.casefold():
        raise AccountRefused("the password repeats few characters or holds the name: choose another")
    return _hasher().hash(written)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password belongs to a hash. Without one as much work is done, so that the time tells nothing."""
    if len(password) > LONGEST:
        return False
    try:
        return _hasher().verify(kept or _nobodys(), _written(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_dated(kept: str) -> bool:
    """Whether a hash was made with lower costs than today's."""
    return _hasher().check_needs_rehash(kept)


def _written(password: str) -> str:
    """The same characters whatever the keyboard composed (RFC 8265)."""
    return unicodedata.normalize("NFC", password)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of nobody at all")
