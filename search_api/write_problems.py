"""What each refusal to write tells a caller: who needs a key, may not, comes too late, or has to do something first."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from gaps.review_records import MayNot, OutOfStep, ReviewRefused
from search_api.accounts.records import AccountRefused, KeyRefused, NoSuchSearch, TooManyAttempts
from search_api.alerts.records import BadAlert, NoSuchAlert
from search_api.problem import Problem


class Taken(Exception):
    """The name is taken by something else; the message says what to do."""


class ChangedSince(Exception):
    """Somebody has acted since the state that If-Match names."""


def _no_key(error: KeyRefused) -> Problem:
    """RFC 6750, 3: who sent no key is told the scheme alone, who sent one what is wrong with it."""
    fault = f', error="invalid_token", error_description="{error}"' if error.given else ""
    headers = {"WWW-Authenticate": f'Bearer realm="lexgap"{fault}', "Cache-Control": "no-store"}
    return Problem(status=401, detail=f"{error}.", kind="no-key", headers=headers)


def _too_many_attempts(error: TooManyAttempts) -> Problem:
    detail = f"Too many requests with API keys that are no good came from your address: wait {error.retry_after} s."
    headers = {"Retry-After": str(error.retry_after)}
    return Problem(status=429, detail=detail, kind="too-many-attempts", headers=headers)


def _refused(status: int, kind: str) -> Callable[[Exception], Problem]:
    return lambda error: Problem(status=status, detail=f"{error}.", kind=kind)


WRITE_READERS: Final[Mapping[type[Exception], Callable[[Any], Problem]]] = {
    KeyRefused: _no_key,
    TooManyAttempts: _too_many_attempts,
    Taken: _refused(409, "taken"),
    ChangedSince: _refused(412, "changed-since"),
    MayNot: _refused(403, "not-allowed"),
    OutOfStep: _refused(409, "review-conflict"),
    # After the two above, which are refusals too.
    ReviewRefused: _refused(422, "review-refused"),
    NoSuchAlert: _refused(404, "no-such-alert"),
    NoSuchSearch: _refused(404, "no-such-search"),
    BadAlert: _refused(422, "bad-alert"),
    AccountRefused: _refused(422, "account-refused"),
}
