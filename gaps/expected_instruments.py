"""The instruments that a collection of disclosure and privacy law should hold, so that what is missing has a name.

``corpora/catalogue/instruments.csv`` holds facts: titles, places, kinds, days, identifiers, addresses. Its column
``verification`` says where a row was checked; ``from memory`` marks what was only remembered. Unknown is left blank.
"""

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError, model_validator

from law.identifier import title_key
from law.instrument import Instrument
from law.jurisdiction import JURISDICTIONS
from law.kind import KINDS

CATALOGUE: Final = Path(__file__).parent.parent / "corpora" / "catalogue" / "instruments.csv"
_IDENTIFYING: Final = frozenset(
    {"bbbs", "cap", "celex", "cfr", "chapter", "egov", "legislation.gov.uk", "pcode", "pl", "sor", "sso"}
)
"""Schemes whose numbers sources give too and that mean one instrument each; document numbers may be reused."""


class BadCatalogue(ValueError):
    """The file of expected instruments is wrong. The message names the line and says what is expected."""


def _split(value: object) -> object:
    return tuple(part for part in value.split("|") if part) if isinstance(value, str) else value


Parts = Annotated[tuple[str, ...], BeforeValidator(_split)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Day = Annotated[str, StringConstraints(pattern=r"^(?:\d{4}(?:-[01]\d-[0-3]\d)?)?$")]
"""A day, a year, or blank where it is not known."""


class ExpectedInstrument(BaseModel):
    """A row. ``identifiers`` are ``scheme:number``, ``areas`` codes of the checklist, both separated by ``|``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    jurisdiction: str
    title: Words
    title_en: Words
    kind: str
    issuer: str
    promulgated: Day
    effective: Day
    identifiers: Parts
    url: Annotated[str, StringConstraints(pattern=r"^(?:https://\S+)?$")]
    areas: Annotated[Parts, BeforeValidator(_split)]
    verification: Words
    remarks: str

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.jurisdiction not in JURISDICTIONS:
            raise ValueError(f"jurisdiction {self.jurisdiction} is not in the table")
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind} is not in the table")
        if not self.areas or any(":" not in identifier for identifier in self.identifiers):
            raise ValueError("an area is missing, or an identifier is not written scheme:number")
        if self.effective and self.effective[: len(self.promulgated)] < self.promulgated:
            raise ValueError("it takes effect before it is promulgated: the days belong to different texts")
        return self

    @property
    def remembered(self) -> bool:
        """Whether nothing of the row was checked."""
        return self.verification.startswith("from memory")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The rows of a catalogue. ``fingerprint`` is the hash of its text."""

    entries: tuple[ExpectedInstrument, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class HeldNames:
    """What is held, by place and folded title and by the numbers of publishers."""

    titles: dict[tuple[str, str], str]
    numbers: dict[str, str]

    @classmethod
    def of(cls, instruments: Iterable[Instrument]) -> Self:
        """Index the titles in every language and the identifiers."""
        titles: dict[tuple[str, str], str] = {}
        numbers: dict[str, str] = {}
        for instrument in instruments:
            for title in (*instrument.titles.values(), *instrument.short_titles):
                titles.setdefault((instrument.jurisdiction, title_key(title)), instrument.id)
            numbers |= {f"{scheme}:{number}": instrument.id for scheme, number in instrument.alternates.items()}
        return cls(titles, numbers)

    def find(self, entry: ExpectedInstrument) -> str | None:
        """The id of the held instrument that a row means: by a publisher's number, else by its title in its place."""
        identifying = (i for i in entry.identifiers if i.partition(":")[0] in _IDENTIFYING)
        by_number = next((self.numbers[i] for i in identifying if i in self.numbers), None)
        return by_number or self.titles.get((entry.jurisdiction, title_key(entry.title)))


def read_expected(file: Path = CATALOGUE) -> Expected:
    """The rows of a catalogue. Raises `BadCatalogue`."""
    try:
        text = file.read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadCatalogue(f"{file}: cannot be read ({error}); save it as UTF-8 CSV") from error
    entries = tuple(_entry(row, file, line) for line, row in enumerate(rows, 2))
    return Expected(entries=entries, fingerprint=hashlib.sha256(text.encode()).hexdigest())


def _entry(row: dict[str, str], file: Path, line: int) -> ExpectedInstrument:
    try:
        return ExpectedInstrument.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = " > ".join(str(step) for step in first["loc"]) or row.get("title", "")
        raise BadCatalogue(f"{file}, row {line}: {where}: {first['msg']}; correct this field") from error
