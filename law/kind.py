"""Kinds of instruments and their rank, from ``kinds.csv``.

Rank 1 is the highest and orders the instruments of one legal system only. For the PRC it follows the Legislation Law
(立法法, 2023) articles 98 to 102: the Constitution; laws, to which interpretations by the Standing Committee are equal
(art. 53); administrative regulations; local regulations; rules, where those of departments and of local governments
are equal (art. 102). The law ranks neither supervisory and military regulations (arts. 117, 118) nor judicial
interpretations (art. 119): they stand beside administrative regulations. Separate, special zone, Pudong and free trade
port regulations may depart from higher law within their territory (arts. 84, 101), which no rank expresses.
Elsewhere: 2 is made by the legislature, 3 by the government or under an act, 4 and 5 below it.
"""

import csv
import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from law.jurisdiction import JURISDICTIONS, Level, ancestors
from law.kind_abroad import kind_abroad
from law.kind_prc import local_kind, national_kind

_TABLE_FILE: Final = Path(__file__).with_name("kinds.csv")
_NAME_COLUMNS: Final = {"en": "en", "zh-Hans": "zh_hans", "zh-Hant": "zh_hant"}
_NATIONS: Final = frozenset({Level.NATIONAL, Level.SPECIAL, Level.SUPRANATIONAL})
_DRAFTED_AS_IN_THE_PRC: Final = frozenset({"cn", "xs"})
"""The invented country of the sample texts drafts its Chinese instruments in the manner of the mainland."""


class MadeAt(StrEnum):
    """The level of the bodies that make a kind of instrument."""

    SUPRANATIONAL = "supranational"
    NATIONAL = "national"
    LOCAL = "local"
    EITHER = "either"


class UnknownKind(KeyError):
    """A code that is not in the table; the message names the closest codes."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of instrument. ``rank`` 1 is the highest; ``names`` by language tag (en, zh-Hans, zh-Hant)."""

    code: str
    rank: int
    made_at: MadeAt
    names: Mapping[str, str]


class KindTable(Mapping[str, Kind]):
    """Code to kind, in the order of the table. Reading an unknown code raises `UnknownKind`."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._by_code = {kind.code: kind for kind in kinds}

    def __getitem__(self, code: str) -> Kind:
        if code not in self._by_code:
            close = difflib.get_close_matches(code, self._by_code, n=3, cutoff=0.5) or list(self._by_code)
            raise UnknownKind(f"unknown kind {code!r}: use one of {', '.join(close)}, or None where it is not known")
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        # The mapping's own test reads the entry, and a missing entry looks for the closest names.
        return code in self._by_code

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)


def read_kinds(path: Path = _TABLE_FILE) -> KindTable:
    """Read the table. Raises `ValueError` for a rank that is no number or an unknown level."""
    with path.open(encoding="utf-8", newline="") as file:
        return KindTable([_from_row(row) for row in csv.DictReader(file)])


def _from_row(row: Mapping[str, str]) -> Kind:
    return Kind(
        code=row["code"],
        rank=int(row["rank"]),
        made_at=MadeAt(row["made_at"]),
        names=MappingProxyType({language: row[column] for language, column in _NAME_COLUMNS.items()}),
    )


KINDS: Final = read_kinds()


def kind_of(
    title: str,
    *,
    jurisdiction: str,
    folder_category: str | None = None,
    issuing_body: str | None = None,
    history: Iterable[str] = (),
) -> str | None:
    """The kind's code, or None where title, category and body do not settle it.

    ``folder_category`` is the category under which a collection files the text (行政法规, 部门规章/公安部,
    DLC/…/地方性法规/…); ``issuing_body`` and ``history`` (the lines under the title) overrule it: collections misfile.
    Raises `UnknownJurisdiction`.
    """
    nation = nation_of(jurisdiction)
    categories = frozenset((folder_category or "").split("/")) - {""}
    bodies = "。".join(filter(None, (issuing_body, *history)))
    if nation not in _DRAFTED_AS_IN_THE_PRC:
        return kind_abroad(title, nation=nation, local=jurisdiction != nation)
    if jurisdiction == nation:
        drafted = national_kind(title, categories, bodies)
    else:
        drafted = local_kind(title, JURISDICTIONS[jurisdiction].names["zh-Hans"], categories, bodies)
    # The invented nation has laws in English beside those drafted as in the PRC.
    return drafted or (kind_abroad(title, nation=nation) if nation == "xs" else None)


def nation_of(jurisdiction: str) -> str:
    """The legal system that a place belongs to: cn for cn-gd-shenzhen, de for de, eu for eu."""
    return next(code for code in (jurisdiction, *ancestors(jurisdiction)) if JURISDICTIONS[code].level in _NATIONS)
