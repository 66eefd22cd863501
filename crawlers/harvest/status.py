"""What an HTTP status means for a harvest."""

from collections.abc import Mapping
from datetime import datetime

from crawlers.harvest.politeness import retry_after
from crawlers.harvest.transfer import Answer
from crawlers.harvest.unanswered import Unanswered, faulty, missing, refused, temporary

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_GOOD = frozenset({200, 203, 304})
# 202: the answer is being prepared, or a challenge is shown in its place; 408, 425, 429: later.
_LATER = frozenset({202, 408, 425, 429})


def refuse_status(answer: Answer, now: datetime, asked_with: Mapping[str, str]) -> None:
    """Raise Unanswered unless the status promises a page or leads on (RFC 9110, 15)."""
    status = answer.status
    if status == 304 and not any(name.lower().startswith("if-") for name in asked_with):
        raise faulty("the server says 'not modified', though no earlier version was named", status)
    if status in _GOOD or status in REDIRECTS:
        return
    raise _unanswered(answer, now)


def _unanswered(answer: Answer, now: datetime) -> Unanswered:
    status = answer.status
    if status in _GONE:
        return missing(status)
    if status in _LATER or status >= 500:
        wait = retry_after(answer.headers.get("retry-after"), now)
        return temporary(f"the server answers {status}", status, again=True, wait=wait)
    if status >= 400:
        return refused(f"the server answers {status}", status)
    return faulty(f"the server answers {status}, which promises no page", status)
