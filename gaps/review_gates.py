"""What the rules of review allow: who may act, and what no decision may say. Each refusal names its rule."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from gaps.records import Cell, Evidence, Result
from gaps.review_freshness import Standing
from gaps.review_records import Case, MayNot, OutOfStep, ReviewRefused, Role, State
from law.instrument import Status

_MAY_ASSESS: Final = frozenset({Role.ASSESSOR, Role.SIGNER})
_FOUND: Final = frozenset({Result.COVERED, Result.PARTIAL})
_NOT_LAW: Final = frozenset({Status.REPEALED.value, Status.SUPERSEDED.value, Status.NOT_YET_IN_FORCE.value})


def may_assess(who: str, reviewers: Mapping[str, Role]) -> None:
    """Assessors and signers judge, and touch the evidence."""
    if _role(who, reviewers) not in _MAY_ASSESS:
        raise MayNot(f"{who} is a viewer and may only read: an assessor or a signer may do this")


def may_sign(who: str, reviewers: Mapping[str, Role], case: Case) -> None:
    """A signer confirms or sends back what somebody else has judged and what still waits for it."""
    if _role(who, reviewers) is not Role.SIGNER:
        raise MayNot(f"{who} is no signer: only a signer may confirm a decision or ask for changes")
    if case.assessment is None:
        raise OutOfStep("nothing has been assessed since the evidence was last touched: assess it first")
    if case.state is not State.IN_REVIEW:
        raise OutOfStep(f"this cell is {case.state.value}, not in_review: it must be assessed again first")
    if case.assessment.by == who:
        raise OutOfStep(f"{who} assessed this cell: one assesses, another signs")


def a_reason(text: str) -> str:
    """Every decision says why."""
    if not text.strip():
        raise ReviewRefused("say why: a decision without a reason cannot be reviewed")
    return text.strip()


def good_decision(result: Result, standings: Sequence[Standing], cell: Cell, on: date) -> None:
    """Covered and partial stand on a quote in force, not found on a log of searches; drafts never count."""
    for one in standings:
        _may_be_quoted(one, on)
    if result in _FOUND and not any(one.evidence.status == Status.IN_FORCE.value for one in standings):
        raise OutOfStep(
            f"{result.value} without a quote in force on {on.isoformat()} is impossible: add one, or decide otherwise"
        )
    if result is Result.NOT_FOUND:
        _searched(cell)
        if standings:
            raise OutOfStep("not found with quotes is a contradiction: remove the evidence first, each with why")


def _searched(cell: Cell) -> None:
    if not cell.searched.queries or not cell.searched.instruments:
        raise OutOfStep("not found without a log of searches in held instruments is impossible: decide cannot_say")


def _may_be_quoted(one: Standing, on: date) -> None:
    if one.changed is not None:
        raise OutOfStep(f"{one.changed}: remove this quote or quote the text of {on.isoformat()}")
    quotable(one.evidence, on)


def quotable(item: Evidence, on: date) -> None:
    """A draft, or a text that is known not to be law on the day, is no evidence."""
    if item.status in _NOT_LAW:
        raise ReviewRefused(
            f"《{item.title}》{item.label} was not law on {on.isoformat()} ({item.status_basis}): it is no evidence"
        )


def _role(who: str, reviewers: Mapping[str, Role]) -> Role:
    if who not in reviewers:
        raise MayNot(
            f"{who or 'nobody'} is not among the reviewers: add them with "
            "`lexgap review reviewer set NAME ROLE --by WHO`"
        )
    return reviewers[who]
