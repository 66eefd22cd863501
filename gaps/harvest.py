"""The harvest gate: only where all law of a place and area is declared to be held may one speak of a gap.

Declarations are data (``corpora/harvest.yaml``, and ``declarations.yaml`` of a data directory), made by people who
compared a harvest with the official counts. Facts of the harvest can contradict one, and never make one.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from gaps.records import Completeness, Harvest
from law.jurisdiction import JURISDICTIONS

_REASONS: Final = 5
DECLARED: Final = Path(__file__).parent.parent / "corpora" / "harvest.yaml"
OWN: Final = "declarations.yaml"
"""In a data directory: what those who run it vouch for."""


class BadDeclaration(ValueError):
    """The file of declarations is wrong. The message names the field and says what is expected."""


class Declaration(BaseModel):
    """What somebody vouches for. No ``areas`` means every area; it holds for law up to ``as_of``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    jurisdiction: str
    areas: tuple[str, ...] = ()
    state: Completeness
    as_of: date
    basis: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    declared: tuple[Declaration, ...] = Field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A fact that speaks against a declaration of completeness, in the ``areas`` named; none means in every area."""

    reason: str
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The declarations of a file, and by place what contradicts them (None before ``gaps.contradictions.checked``).

    ``fingerprint`` is the hash of the file's text, and of the facts where it was checked against any.
    """

    declared: tuple[Declaration, ...]
    fingerprint: str
    contradictions: Mapping[str, tuple[Contradiction, ...]] | None = None

    def harvest(self, places: Sequence[str], area: str, on: date) -> Harvest:
        """What is declared for an area of places judged as one: complete only where each of them is."""
        said = [self._for(place, area, on) for place in places]
        for state in (Completeness.INCOMPLETE, Completeness.UNKNOWN):
            for harvest in said:
                if harvest.state is state:
                    return harvest
        return Harvest(state=Completeness.COMPLETE, basis="; ".join(dict.fromkeys(h.basis for h in said)))

    def _for(self, place: str, area: str, on: date) -> Harvest:
        """The last declaration that reaches the day wins."""
        for entry in reversed(self.declared):
            if entry.jurisdiction == place and (not entry.areas or area in entry.areas) and on <= entry.as_of:
                return self._held_against(entry, area)
        return Harvest()

    def _held_against(self, entry: Declaration, area: str) -> Harvest:
        """People declare; facts can only take it back."""
        against = (self.contradictions or {}).get(entry.jurisdiction, ())
        reasons = [found.reason for found in against if not found.areas or area in found.areas]
        if entry.state is not Completeness.COMPLETE or not reasons:
            return Harvest(state=entry.state, basis=entry.basis)
        more = f" and {len(reasons) - _REASONS} more reasons" if len(reasons) > _REASONS else ""
        basis = f"declared complete ({entry.basis}), but {'; '.join(reasons[:_REASONS])}{more}"
        return Harvest(state=Completeness.INCOMPLETE, basis=basis)


def read_gate(file: Path = DECLARED, *, home: Path | None = None) -> Gate:
    """The declarations of a file, then those of a data directory, which win. Raises `BadDeclaration`."""
    files = [file, *([home / OWN] if home is not None and (home / OWN).exists() else [])]
    texts = [_text(each) for each in files]
    declared = [entry for each, text in zip(files, texts, strict=True) for entry in _entries(each, text)]
    return Gate(declared=tuple(declared), fingerprint=hashlib.sha256("\0".join(texts).encode()).hexdigest())


def declared_mark(home: Path) -> str:
    """Changes with the declarations of a data directory, also with such as cannot be read."""
    file = home / OWN
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else ""


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadDeclaration(f"{file}: cannot be read ({error}); save it as UTF-8 YAML") from error


def _entries(file: Path, text: str) -> tuple[Declaration, ...]:
    try:
        declared = _File.model_validate(yaml.safe_load(text)).declared
    except yaml.YAMLError as error:
        raise BadDeclaration(f"{file}: cannot be read ({error}); save it as UTF-8 YAML") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = " > ".join(str(step) for step in first["loc"])
        raise BadDeclaration(f"{file}: {where}: {first['msg']}; correct this field") from error
    for entry in declared:
        if entry.jurisdiction not in JURISDICTIONS:
            raise BadDeclaration(
                f"{file}: jurisdiction {entry.jurisdiction} is not in the table; use a code such as cn"
            )
    return declared
