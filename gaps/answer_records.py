"""An answer to a question: quotes grouped by what they say, what was read for it, and what is not held."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gaps.norm_records import Duration, NormKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A sentence of a provision, pinned: ``quote`` is the published text from ``start`` to ``end``.

    ``kind`` is None where the sentence speaks of the matter without being a norm of any kind. ``items`` is the list
    that the sentence opens. ``relevance`` is from 0 to 1, the share of the question's words that the provision has.
    """

    kind: NormKind | None
    instrument: str
    title: str
    jurisdiction: str
    version: str
    language: str
    provision_id: str
    label: str
    citation: str
    quote: str
    start: int
    end: int
    sha256: str
    status: str
    text_state: str
    source: str
    source_url: str | None
    items: tuple[str, ...] = ()
    actor: str | None = None
    grounds: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    action: str | None = None
    duration: Duration | None = None
    relevance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What an answer could rest on, and what it could not: ``not_held`` are titles that the catalogue has."""

    revision: int
    """The corpus revision."""
    jurisdiction: str
    """The place; those above it are counted with it."""
    instruments: int
    """Instruments held."""
    truncated: int
    """Texts among them that are cut off."""
    not_held: tuple[str, ...]
    """Titles that the catalogue has and that are not held, at most 12."""
    not_held_count: int
    """How many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a generated answer, with the numbers of the quotes that it rests on."""

    text: str
    """The sentence."""
    quotes: tuple[int, ...]
    """The numbers of the quotes that it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """What a language model made of the quotes. ``sentences`` is empty where the answer was withheld, and why."""

    model: str
    """Its name."""
    sentences: tuple[Sentence, ...] = ()
    """Its sentences; none where the answer was withheld."""
    withheld: str | None = None
    """Why it was withheld; null where it was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question.

    ``answered`` is False where nothing held fits: then ``reason`` says so, ``quotes`` is empty and ``nearest`` names
    what came closest. ``inferred`` says that the place was read from what was found, since none was named.
    """

    question: str
    language: str
    jurisdiction: str
    inferred: bool
    on: date
    answered: bool
    reason: str
    quotes: Mapping[NormKind, tuple[Quoted, ...]]
    related: tuple[Quoted, ...]
    nearest: tuple[Quoted, ...]
    held: Held
    letter: str | None = None
    generated: Generated | None = None
    searched: tuple[str, ...] = field(default_factory=tuple)

    @property
    def every_quote(self) -> tuple[Quoted, ...]:
        """All quotes in the order in which they are shown."""
        return (*(quote for group in self.quotes.values() for quote in group), *self.related)
