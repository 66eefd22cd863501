"""Two texts beside each other."""

from datetime import date
from typing import ClassVar

from law.text_diff import Change, Piece
from search_api.models.base import Model
from search_api.models.instruments import InstrumentFacts, Provision
from search_api.models.versions import VersionSummary


class ProvisionChange(Model):
    """What became of one provision."""

    change: Change
    """`renumbered` has the same words under another number; `reworded` may have another number too."""
    old: Provision | None
    """The provision in the older text; null for an added one."""
    new: Provision | None
    """The provision in the newer text; null for a removed one."""
    pieces: list[Piece]
    """The text; those kept and inserted, joined, are the newer text."""
    heading: list[Piece]
    """The same of the heading."""


class DiffAnswer(Model):
    """What one text of an instrument changes in another. Punctuation, script and width are no change."""

    records: ClassVar[str] = "changes"

    instrument: InstrumentFacts
    """The work."""
    on: date
    """The day for which statuses are said."""
    old: VersionSummary
    """The older text."""
    new: VersionSummary
    """The newer text."""
    counts: dict[Change, int]
    """Provisions by what became of them, headings counted too."""
    total: int
    """Provisions given here."""
    changes: list[ProvisionChange]
    """In the order of the newer text; removed ones stand where they were."""


class AlignedProvision(Model):
    """One number in every language."""

    id: str
    """The identifier of the provision."""
    provisions: list[Provision | None]
    """As published in each language, in the order of `texts`; null where that text has no such number."""


class BilingualAnswer(Model):
    """The same law in several languages, aligned by the numbers of the provisions, not by their words."""

    records: ClassVar[str] = "provisions"

    instrument: InstrumentFacts
    """The work."""
    on: date
    """The day for which statuses are said."""
    texts: list[VersionSummary]
    """The texts, each with its language, day and source: a translation may be of another day."""
    total: int
    """Numbers in any of the texts."""
    provisions: list[AlignedProvision]
    """The provisions, in the order of the first text."""
