"""A request that brought no page, and whether the same request may succeed in a moment."""

from crawlers.harvest.desk import Failure, FailureKind


class Unanswered(Exception):
    """A request without an answer that can be read.

    ``again``: worth another attempt in this run. ``wait``: seconds that the server asked for before the next one.
    """

    def __init__(self, failure: Failure, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(failure.reason)
        self.failure = failure
        self.again = again
        self.wait = wait


def refused(reason: str, status: int | None = None) -> Unanswered:
    """What must not be asked, or what the server will not give."""
    return Unanswered(Failure(kind=FailureKind.REFUSED, reason=reason, status=status))


def faulty(reason: str, status: int | None = None, *, again: bool = False) -> Unanswered:
    """An answer that cannot be trusted."""
    return Unanswered(Failure(kind=FailureKind.FAULTY, reason=reason, status=status), again=again)


def temporary(reason: str, status: int | None = None, *, again: bool = False, wait: float | None = None) -> Unanswered:
    """No answer now; says nothing about whether the source still has the document."""
    return Unanswered(Failure(kind=FailureKind.TEMPORARY, reason=reason, status=status), again=again, wait=wait)


def missing(status: int) -> Unanswered:
    """The source says that there is none."""
    return Unanswered(Failure(kind=FailureKind.MISSING, reason=f"the source answers {status}", status=status))
