"""What reviewers send."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from gaps.records import Result
from search_api.parameters import Words

_DAY = "The day of the law; today by default."
_WHY = "Why; it stands in the journal, and no decision is taken without it."


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CommentSent(_Sent):
    """Something to say about a cell."""

    words: Annotated[Words, Field(min_length=1, max_length=4_000, description="What to say.")]


class AssessmentSent(_Sent):
    """A judgement on the quotes as they are."""

    result: Annotated[Result, Field(description="The result.")]
    why: Annotated[Words, Field(min_length=1, max_length=4_000, description=_WHY)]
    on: Annotated[date | None, Field(description=_DAY)] = None


class EvidenceSent(_Sent):
    """A quote to add: words that stand in a provision that is held."""

    instrument: Annotated[
        Words, Field(min_length=1, max_length=300, description="An instrument: its identifier, title or number.")
    ]
    provision: Annotated[
        Words, Field(min_length=1, max_length=200, description="A provision by its id, `art_13`, or label, `第十三条`.")
    ]
    quote: Annotated[
        Words | None, Field(min_length=1, max_length=20_000, description="The words; by default the whole provision.")
    ] = None
    why: Annotated[Words, Field(min_length=1, max_length=4_000, description=_WHY)]
    on: Annotated[date | None, Field(description=_DAY)] = None


class ChangesRequested(_Sent):
    """What to send an assessment back with."""

    why: Annotated[Words, Field(min_length=1, max_length=4_000, description=_WHY)]


class PlanSent(_Sent):
    """Who closes an open cell until when."""

    owner: Annotated[Words, Field(max_length=200, description="Who takes it on; empty takes it back.")]
    due: Annotated[date | None, Field(description="Until when.")] = None
    note: Annotated[Words, Field(max_length=4_000, description="What to add.")] = ""


class SignatureSent(_Sent):
    """What to add to a signature."""

    comment: Annotated[Words, Field(max_length=4_000, description="What to add.")] = ""
