"""Reviews: where each stands, and the journal behind it."""

from datetime import date, datetime
from typing import Any, ClassVar

from gaps.records import Result
from gaps.review_records import Action, Role, State
from search_api.models.base import Model
from search_api.models.gaps import Evidence


class Reviewer(Model):
    """Somebody who may review."""

    name: str
    """The name that stands in the journal."""
    role: Role
    """What they may do."""


class Assessment(Model):
    """What a person judged, and on what it rested."""

    by: str
    """Who judged."""
    at: datetime
    """When."""
    why: str
    """Why."""
    result: Result
    """The result."""
    on: date
    """The day of the law that it speaks for."""
    suggested: Result
    """What the program suggested then."""
    evidence: list[Evidence]
    """The quotes that it rests on."""
    corpus_revision: int
    """The corpus revision that was judged."""


class JournalEntry(Model):
    """One act. Entries are never changed; each carries the hash of the one before."""

    seq: int
    """Its number."""
    at: datetime
    """When."""
    who: str
    """Who."""
    action: Action
    """What was done."""
    requirement: str
    """The requirement, empty for acts that are about no cell."""
    jurisdiction: str
    """The place, or several judged as one (`A+B`)."""
    comment: str
    """Why."""
    content: dict[str, Any]
    """What the act holds: the result, the quotes, the role."""
    previous: str
    """The hash of the entry before."""
    sha256: str
    """The hash of this entry."""


class ReviewCase(Model):
    """The review of one cell. `stale` is said where what the decision rested on has changed."""

    requirement: str
    """The requirement."""
    jurisdiction: str
    """The place."""
    state: State
    """Where the review stands on the day asked."""
    version: int
    """The number of the last act on this cell in the journal, 0 where nobody has acted: what `If-Match` takes."""
    assessment: Assessment | None
    """The assessment, if there is one since the evidence was last touched."""
    signed_by: str | None
    """Who signed; never the one who assessed."""
    signed_at: datetime | None
    """When it was signed."""
    changed: list[str]
    """Why the decision is stale."""


class PlanLine(Model):
    """Who closes an open cell until when, as it stands in the plan of action of every report."""

    owner: str
    """Who has taken it on; empty where that was taken back."""
    due: date | None
    """Until when; null where no day was set."""
    note: str
    """What was added."""


class ReviewAnswer(ReviewCase):
    """The review of one cell with every act."""

    plan: PlanLine | None
    """Who closes it until when; null where nobody has said so."""

    journal: list[JournalEntry]
    """What was done, oldest first."""


class ReviewsAnswer(Model):
    """The cells that people have acted on."""

    records: ClassVar[str] = "items"

    total: int
    """How many."""
    reviewers: list[Reviewer]
    """Who may review."""
    items: list[ReviewCase]
    """The cells, by requirement and place."""


class JournalAnswer(Model):
    """A part of the journal."""

    records: ClassVar[str] = "items"

    total: int
    """How many entries there are in all."""
    items: list[JournalEntry]
    """Entries, oldest first."""
