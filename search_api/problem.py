"""One error as problem+json (RFC 9457): what is wrong, and in ``detail`` what to do next. Never a trace."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

FAILURE: Final = "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One error. ``extra`` are members of its own: errors, closest, candidates, held."""

    status: int
    detail: str
    kind: str
    headers: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def record(self, instance: str) -> dict[str, Any]:
        """The members of RFC 9457 and our own."""
        known = {"type": f"urn:lexgap:problem:{self.kind}", "title": self.title, "status": self.status}
        return {**known, "detail": self.detail, "instance": instance, **self.extra}


def failure() -> Problem:
    """What a caller is told of a fault of ours."""
    detail = "Something failed on our side; it has been logged. Try again, and report it if it happens twice."
    return Problem(status=500, detail=detail, kind=FAILURE)
