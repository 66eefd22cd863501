"""A pasted text, checked."""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from law.instrument import Status
from law.text_diff import Op
from search_api.citation_check import Verdict
from search_api.models.base import Model, Name
from search_api.resolving import Outcome

MOST_CHARACTERS = 20_000


class PastedText(BaseModel):
    """What `citations:resolve` is asked."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=MOST_CHARACTERS, description="The text with citations in it.")
    on: date | None = Field(default=None, description="The day for which it is said whether a law is in force; today.")


class Part(Model):
    """A part of the way from the published words to the quoted ones."""

    op: Op
    """`delete` was left out in the quotation, `insert` is not in the law."""
    text: str
    """Its words."""


class Quote(Model):
    """Words in quotation marks beside a citation."""

    words: str
    """The words quoted."""
    start: int
    """Where they begin in the text, in characters from 0."""
    end: int
    """The character after them."""
    verdict: Verdict
    """`verbatim`; `misquoted`; `elsewhere`: in another provision of the same text; `outdated`: in an older text of the
    provision; `not_found`: nothing like it in the provision; `unchecked`: the citation was not resolved."""
    label: str | None
    """The provision that has the words, or the most alike ones; null where none has."""
    version: str | None
    """The key of the text that has them."""
    published: str | None
    """What the law says instead, of misquoted words."""
    pieces: list[Part]
    """From the published words to the quoted ones, of misquoted words."""


class CheckedCitation(Model):
    """One citation of the text."""

    raw: str
    """The citation as written."""
    start: int
    """Where it begins in the text, in characters from 0."""
    end: int
    """The character after it."""
    outcome: Outcome
    """`no_instrument` names none (本法第十条): only its own text says which."""
    instrument: str | None
    """The identifier of the instrument."""
    title: str | None
    """Its title."""
    version: str | None
    """The key of the text."""
    status: Status | None
    """Whether that text is law on the day: `repealed` and `superseded` ones are not."""
    status_basis: str | None
    """The fact that the status rests on."""
    provision_id: str | None
    """The identifier of the article."""
    label: str | None
    """Its number as published."""
    citation: str | None
    """How it is cited in full."""
    href: str | None
    """Where the article, or else the instrument, is answered."""
    message: str
    """Why it was not resolved, or what of it was not found; empty where nothing is wrong."""
    others: list[Name]
    """The candidates of an ambiguous one, or the closest of one that is not held."""
    quotes: list[Quote]
    """The quotations beside it, compared with the article."""


class CitationsAnswer(Model):
    """Every citation found in the text, in order. A citation that was not recognised is not listed."""

    records: ClassVar[str] = "citations"

    on: date
    """The day for which statuses are said."""
    total: int
    """Citations found."""
    counts: dict[str, int]
    """Citations by outcome."""
    quoted: dict[str, int]
    """Quotations by verdict."""
    citations: list[CheckedCitation]
    """The citations."""
