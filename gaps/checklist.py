"""The checklist: what a law on disclosure and privacy must say, as data that a judgement reads.

The content lies in ``corpora/checklists/<name>/``: ``index.yaml`` (version, vocabulary, demands, order of the areas)
and one file an area. `gaps.checklist_schema` validates it. Every pattern is a regular expression for text folded by
`law.script.fold_text` (Simplified, lower case), in the small dialect of `gaps.dialect`: linear in the length of a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from gaps.requirement import (
    Aspect,
    ConceptGroup,
    Element,
    Language,
    Level,
    Modality,
    Requirement,
    Sample,
    Signal,
    Tests,
    Tier,
    Wording,
)

__all__ = [
    "Area",
    "Aspect",
    "BadChecklist",
    "Checklist",
    "ConceptGroup",
    "Demand",
    "Element",
    "Language",
    "Level",
    "Modality",
    "NoSuchEntry",
    "Requirement",
    "Sample",
    "Signal",
    "Tests",
    "Tier",
    "Vocabulary",
    "Wording",
    "load_checklist",
]

PACKAGED: Final = Path(__file__).parent.parent / "corpora" / "checklists" / "disclosure-and-privacy"


class BadChecklist(ValueError):
    """The checklist's files are wrong. The message names file, requirement and field, and says what to do."""


class NoSuchEntry(KeyError):
    """A requirement, area or demand that the checklist does not have. The message names the closest ones."""

    def __str__(self) -> str:
        """The message itself, where `KeyError` would show it in quotes."""
        return str(self.args[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A group of requirements: its code is the first part of their ids."""

    code: str
    names: Wording
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What the seed essay asks of the legislator, and the requirements that answer it."""

    id: str
    names: Wording
    key_words: tuple[str, ...]
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Patterns that hold for every requirement.

    ``modality``: verbs that show each modality; ``topics``: what an instrument about the field speaks of; ``weak``:
    verbs that promise without binding; ``zone``, ``sector``: words in a title or heading that limit its reach;
    ``public_body``: actors that are public bodies; ``private_body``: actors that are not; ``purpose``: the purpose
    clause of a law, which binds nobody; ``reference``: leaves the matter to another law; ``general_liability``:
    neglect of duty without naming which; ``chapter``: words in the headings above a provision that limit its reach;
    ``amending`` and ``exception``: words in the headings of provisions that change other acts, and of those that
    make exceptions from the rules of their own.
    """

    modality: Mapping[Language, Mapping[Modality, str]]
    topics: Mapping[Language, Mapping[str, str]]
    weak: Mapping[Language, str]
    zone: Mapping[Language, str]
    sector: Mapping[Language, str]
    public_body: Mapping[Language, str]
    private_body: Mapping[Language, str]
    purpose: Mapping[Language, str]
    reference: Mapping[Language, str]
    general_liability: Mapping[Language, str]
    chapter: Mapping[Language, str]
    amending: Mapping[Language, str]
    exception: Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A whole checklist. ``fingerprint`` is the SHA-256 of its files: a report carries it with ``version``."""

    name: str
    version: str
    fingerprint: str
    names: Wording
    areas: tuple[Area, ...]
    requirements: tuple[Requirement, ...]
    demands: tuple[Demand, ...]
    vocabulary: Vocabulary

    def requirement(self, requirement_id: str) -> Requirement:
        """The requirement with this id (case as written). Raises `NoSuchEntry`."""
        return _named({r.id: r for r in self.requirements}, requirement_id, "requirement")

    def area(self, code: str) -> Area:
        """The area with this code. Raises `NoSuchEntry`."""
        return _named({a.code: a for a in self.areas}, code, "area")

    def demand(self, demand_id: str) -> Demand:
        """The demand with this id. Raises `NoSuchEntry`."""
        return _named({d.id: d for d in self.demands}, demand_id, "demand")


def load_checklist(path: Path | None = None) -> Checklist:
    """Read and validate the checklist in a folder (default: the packaged one). Raises `BadChecklist`."""
    from gaps.checklist_reading import read_folder

    return _packaged() if path is None else read_folder(path)


@cache
def _packaged() -> Checklist:
    """Read once a process: its files change with the program only, and reading them takes a second."""
    from gaps.checklist_reading import read_folder

    return read_folder(PACKAGED)


_Entry = TypeVar("_Entry")


def _named(entries: Mapping[str, _Entry], key: str, what: str) -> _Entry:
    if key in entries:
        return entries[key]
    near = get_close_matches(key.upper(), entries, n=3, cutoff=0.4) or list(entries)[:3]
    raise NoSuchEntry(f"no {what} {key!r} in the checklist; the closest are {', '.join(near)}")
