"""The answer to a question in plain words."""

from datetime import date

from gaps.answer_records import Generated, Held
from gaps.norm_records import Duration
from search_api.models.base import Model


class Quote(Model):
    """A sentence of a provision, pinned to its text."""

    n: int
    """Its number in this answer, from 1."""
    kind: str | None
    """What it says: must_publish, on_request, may_withhold, must_keep_secret, time_limit, body, channel or remedy; null
    where it speaks of the matter without being one of these."""
    instrument: str
    """The instrument."""
    title: str
    """Its title."""
    jurisdiction: str
    """The code of its place."""
    version: str
    """The text quoted, by its day."""
    language: str
    """The language of the text."""
    provision_id: str
    """The provision."""
    label: str
    """Its number as published."""
    citation: str
    """The citation of the provision."""
    quote: str
    """The words as published."""
    start: int
    """Where they begin in the provision, in characters."""
    end: int
    """Where they end."""
    sha256: str
    """The hash of the provision."""
    status: str
    """Whether the text was law on the day."""
    text_state: str
    """Whether the held text is whole; `truncated` where it is cut off."""
    source: str
    """Where the text is from."""
    source_url: str | None
    """Its address there."""
    items: list[str]
    """The list that the sentence opens."""
    actor: str | None
    """Who is bound or entitled, as the words name them."""
    grounds: list[str]
    """Why it is secret, where it is."""
    tests: list[str]
    """What must be weighed before it is withheld."""
    action: str | None
    """What must be done within a time limit."""
    duration: Duration | None
    """The length of a time limit; null where the words name a date."""
    relevance: float
    """The share of the question's words that the provision has, from 0 to 1."""
    href: str
    """The provision in this API."""


class Group(Model):
    """Quotes of one kind, best first."""

    kind: str
    """The kind."""
    label: str
    """Its name in the language of the answer."""
    quotes: list[Quote]
    """The quotes."""


class AskAnswer(Model):
    """The answer: quotes, or a refusal with what is held."""

    question: str
    """The question as understood."""
    language: str
    """The language of the labels and the letter."""
    jurisdiction: str
    """The place answered for."""
    inferred: bool
    """True where no place was named and that of most of what was found was taken."""
    on: date
    """The day of the law."""
    answered: bool
    """False where nothing held fits."""
    reason: str
    """Why it is answered or not."""
    groups: list[Group]
    """What must be published, is given on request, may be withheld, must be kept secret; then time limits, bodies,
    channels and remedies."""
    related: list[Quote]
    """Provisions that speak of the matter otherwise."""
    nearest: list[Quote]
    """Where nothing fits: what came closest."""
    held: Held
    """What is held, and what is not."""
    letter: str | None
    """A letter of request, filled in as far as the quotes allow."""
    generated: Generated | None
    """A generated wording, where the service has a generator; every sentence is tied to quotes."""
    searched: list[str]
    """The searches that were made."""
    advice: str
    """That this is not legal advice."""
