"""What people decide about cells: roles, states, and the entries of a journal to which things are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from gaps.records import Evidence, Result


class Role(StrEnum):
    """An assessor judges, a signer also confirms what somebody else judged, a viewer only reads."""

    ASSESSOR = "assessor"
    SIGNER = "signer"
    VIEWER = "viewer"


class State(StrEnum):
    """Where the review of a cell stands. ``STALE`` is never written down: it follows from what is held now."""

    SUGGESTED = "suggested"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    CONFIRMED = "confirmed"
    STALE = "stale"


class Action(StrEnum):
    """What an entry of the journal records."""

    REVIEWER = "reviewer"
    ASSESS = "assess"
    ADD_EVIDENCE = "add_evidence"
    REMOVE_EVIDENCE = "remove_evidence"
    COMMENT = "comment"
    REQUEST_CHANGES = "request_changes"
    SIGN = "sign"
    PLAN = "plan"


class ReviewRefused(Exception):
    """An action that the rules of review do not allow; the message names the rule and what to do."""


class MayNot(ReviewRefused):
    """Who wants to do it has no such part in reviews."""


class OutOfStep(ReviewRefused):
    """What the cell and its quotes are now does not allow it; after what the message says, it can be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody does, before it is in the journal. ``content`` holds JSON values; ``comment`` says why."""

    who: str
    action: Action
    requirement: str = ""
    jurisdiction: str = ""
    comment: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An act in the journal. ``sha256`` is of this entry with ``previous``, the hash of the entry before."""

    seq: int
    at: datetime
    act: Act
    previous: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """Who does it until when, as a person has entered it; empty where nobody has."""

    owner: str = ""
    due: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A result that a person has judged for a day, with all that it rested on then."""

    by: str
    at: datetime
    why: str
    result: Result
    on: date
    evidence: tuple[Evidence, ...]
    suggested: Result
    requirement_sha256: str
    corpus_revision: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A cell's review as the journal tells it. ``evidence`` is None until somebody has touched the suggested quotes.

    ``state`` is what was decided; whether a decision is stale depends on what is held now. ``entries`` are every act on
    the cell, ``plan`` the last word on who closes it.
    """

    requirement: str
    jurisdiction: str
    state: State = State.SUGGESTED
    assessment: Assessment | None = None
    signed_by: str | None = None
    signed_at: datetime | None = None
    evidence: tuple[Evidence, ...] | None = None
    entries: tuple[Entry, ...] = ()
    plan: PlanLine | None = None

    @property
    def acts(self) -> tuple[Entry, ...]:
        """What was done to review it: who is to close it is no part of that."""
        return tuple(entry for entry in self.entries if entry.act.action is not Action.PLAN)

    @property
    def version(self) -> int:
        """The number of the last act on the cell, 0 where nobody has acted."""
        return self.entries[-1].seq if self.entries else 0
