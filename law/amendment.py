"""Changes to the law as data: which act changed which provision of which other, how, and since when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Commencement:
    """A day on which a change takes effect, and for what; ``day`` is None for one that is prospective."""

    day: date | None
    """The day; null for one that is prospective."""
    qualification: str = ""
    """For what, as the source says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One change. ``affected`` and ``affecting`` are instruments' ids, provisions as the source cites them.

    ``affected`` is a title in 《》 where the instrument is not held. In a change that a decision of the PRC words,
    ``affecting_provisions`` is the id of the decision's provision and the offsets of the quote: ``item_2:0-24``.

    ``affecting`` is None where it is not known which instrument made the change, or none of what is held is it;
    ``affecting_title`` is its title as the source writes it, or who made the change where no title is given.
    ``action`` is the source's word (omitted, words inserted, modified); ``applied`` says whether the publisher has
    worked the change into its text yet, None where it does not say. ``quote`` holds the words that say so, as
    published; ``source`` is filled in by the corpus.
    """

    source_id: str
    affected: str
    affected_provisions: str
    affecting: str | None
    affecting_title: str
    affecting_provisions: str
    action: str
    applied: bool | None = None
    commencements: tuple[Commencement, ...] = ()
    made_on: date | None = None
    quote: str = ""
    source: str = ""
