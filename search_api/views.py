"""What the library answers: plain records made of the law's own records, for the API and the pages alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from crawlers.rights import Source
from index.records import SemanticState
from law.instrument import Instrument, Version
from law.provision import Provision
from law.timeline import StatusOn, Validity
from law.withdrawal import Withdrawal
from law.withdrawn_instruments import WithdrawnInstrument

if TYPE_CHECKING:
    from gaps.checklist import Requirement
    from gaps.records import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An instrument by its name only, for lists of what is closest or what was meant."""

    id: str
    title: str
    jurisdiction: str


class NotHeld(Exception):
    """Nothing held answers to an address. ``closest`` are the nearest names, ``held`` says what we do hold."""

    def __init__(self, message: str, *, closest: tuple[Named, ...] = (), held: str = "") -> None:
        super().__init__(message)
        self.closest = closest
        self.held = held


class Withdrawn(Exception):
    """Every text of what is asked for is withdrawn: that it exists is said, and why nothing of it is shown."""

    def __init__(self, gone: WithdrawnInstrument) -> None:
        reasons = "; ".join(f"{w.source}, since {w.at.date().isoformat()}: {w.reason}" for w in gone.withdrawals)
        super().__init__(f"the texts of {gone.instrument.title} are withdrawn ({reasons})")
        self.gone = gone


class Ambiguous(Exception):
    """Several instruments answer to a name; the caller chooses among ``candidates``."""

    def __init__(self, message: str, candidates: tuple[Named, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class BadFilter(ValueError):
    """A value that no filter knows. ``closest`` are the nearest known values, ``parameter`` the filter's name."""

    def __init__(self, message: str, *, parameter: str, closest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.closest = closest


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One text held of an instrument, without its provisions, and whether it was law on the day asked."""

    version: Version
    status: StatusOn
    validity: Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentView:
    """An instrument with one of its texts. ``on`` is the day that every status speaks for.

    ``version`` carries its provisions; ``versions`` holds every primary text, oldest first, without theirs.
    """

    instrument: Instrument
    version: Version
    status: StatusOn
    validity: Validity
    on: date
    versions: tuple[VersionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionView:
    """One provision in its text. ``previous`` and ``following`` are the articles beside it, None at the ends."""

    instrument: Instrument
    version: Version
    status: StatusOn
    on: date
    provision: Provision
    citation: str
    previous: Provision | None
    following: Provision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An instrument in a list: ``current`` is the text that may be law on the day, else the newest held."""

    instrument: Instrument
    current: Version
    status: StatusOn


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list of instruments, with the exact total."""

    items: tuple[Listed, ...]
    total: int
    offset: int
    limit: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What is held from one source. ``last_import`` is the newest retrieval, None where nothing was taken in."""

    source: str
    instruments: int
    versions: int
    provisions: int
    truncated: int
    last_import: datetime | None
    refused: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source, its entry in the rights register (None for one that is not in it), and what is held from it.

    ``withdrawn`` is None for a source whose texts may be shown.
    """

    rights: Source | None
    held: Holding
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether each part works, with the figures that show it. ``problems`` say what to do, each a sentence."""

    corpus_revision: int
    index_revision: int | None
    semantic: SemanticState
    model: str | None
    instruments: int
    disk_free_bytes: int
    problems: tuple[str, ...]

    @property
    def drift(self) -> bool:
        """Whether the index was built from another revision than the corpus now has."""
        return self.index_revision != self.corpus_revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Requirements by places on one day; ``cells`` in the order of ``requirements``, then of ``jurisdictions``."""

    requirements: tuple["Requirement", ...]
    jurisdictions: tuple[str, ...]
    on: date
    cells: tuple["Cell", ...]

    def cell(self, requirement: str, jurisdiction: str) -> "Cell":
        """One cell; KeyError outside of the matrix."""
        for cell in self.cells:
            if cell.requirement == requirement and cell.jurisdiction == jurisdiction:
                return cell
        raise KeyError((requirement, jurisdiction))
