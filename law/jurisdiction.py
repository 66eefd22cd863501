"""The places whose law is held, from ``jurisdictions.csv``, and the names by which texts and queries mean them.

Codes are ISO 3166-1 and 3166-2 in lower case; below them a slug in the official romanisation is added
(``cn-gd-shenzhen``). ``xs`` is of the range that ISO 3166 leaves to users: an invented country for sample texts.
A parent is the place whose law also applies in the child. Hong Kong, Macao and Taiwan have legal systems of their own
and therefore no parent here (Basic Law of Hong Kong art. 18, of Macao art. 18); nothing else is meant by it.
"""

import csv
import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

from law.place_names import PlaceMention, PlaceName, PlaceNameIndex

_TABLE_FILE: Final = Path(__file__).with_name("jurisdictions.csv")
_NAME_COLUMNS: Final = {"en": "en", "zh-Hans": "zh_hans", "zh-Hant": "zh_hant"}


class Level(StrEnum):
    """The level at which a place makes law.

    ``SPECIAL`` has a legal system of its own beside a nation's (Hong Kong, Macao, Taiwan): its statutes answer every
    requirement, as a nation's do.
    """

    SUPRANATIONAL = "supranational"
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    CITY = "city"
    COUNTY = "county"
    SPECIAL = "special"


class UnknownJurisdiction(KeyError):
    """A code that is not in the table; the message names the closest codes and the way to a right one."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """A place that makes law. ``names`` by language tag (en, zh-Hans, zh-Hant); ``aliases`` in any language."""

    code: str
    parent: str | None
    level: Level
    names: Mapping[str, str]
    aliases: tuple[str, ...] = ()


class JurisdictionTable(Mapping[str, Jurisdiction]):
    """Code to jurisdiction, in the order of the table. Reading an unknown code raises `UnknownJurisdiction`."""

    def __init__(self, places: Iterable[Jurisdiction]) -> None:
        self._by_code = {place.code: place for place in places}

    def __getitem__(self, code: str) -> Jurisdiction:
        if code not in self._by_code:
            raise UnknownJurisdiction(_unknown_message(code, self))
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        # The mapping's own test reads the entry, and a missing entry looks for the closest names.
        return code in self._by_code

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)


def read_table(path: Path = _TABLE_FILE) -> JurisdictionTable:
    """Read the table. Raises `ValueError` for an unknown level, `UnknownJurisdiction` for a parent that is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        table = JurisdictionTable([_from_row(row) for row in csv.DictReader(file)])
    for place in table.values():
        if place.parent is not None:
            table[place.parent]
    return table


def _from_row(row: Mapping[str, str]) -> Jurisdiction:
    return Jurisdiction(
        code=row["code"],
        parent=row["parent"] or None,
        level=Level(row["level"]),
        names=MappingProxyType({language: row[column] for language, column in _NAME_COLUMNS.items()}),
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
    )


def _unknown_message(code: str, table: Mapping[str, Jurisdiction]) -> str:
    meant = {code: code for code in table}
    for place in reversed(list(table.values())):
        for name in (*_all_names(place), place.code.rpartition("-")[2]):
            meant.setdefault(name.casefold(), place.code)
    matches = difflib.get_close_matches(code.strip().casefold(), meant, n=5, cutoff=0.7)
    closest = list(dict.fromkeys(meant[match] for match in matches))[:3]
    hint = ", ".join(f"{match} ({table[match].names['en']})" for match in closest)
    close = f"the closest are {hint}" if hint else "nothing in the table is close to it"
    return f"unknown jurisdiction {code!r}: {close}. Give a code such as cn, cn-sh, cn-gd-shenzhen, hk, eu or gb"


def _all_names(place: Jurisdiction) -> Iterator[str]:
    return chain(place.names.values(), place.aliases)


JURISDICTIONS: Final = read_table()


def ancestors(code: str) -> tuple[str, ...]:
    """The places that contain this one, nearest first: (cn-gd, cn) for cn-gd-shenzhen. Raises `UnknownJurisdiction`."""
    parent = JURISDICTIONS[code].parent
    return () if parent is None else (parent, *ancestors(parent))


def within(code: str, container: str) -> bool:
    """Whether a place is the container or lies in it. Raises `UnknownJurisdiction` for either."""
    return JURISDICTIONS[container].code in (code, *ancestors(code))


@cache
def _index() -> PlaceNameIndex:
    names = []
    for place in JURISDICTIONS.values():
        official = set(place.names.values())
        names += [PlaceName(text=name, code=place.code, in_full=name in official) for name in _all_names(place)]
    return PlaceNameIndex(names)


def find_places(query: str) -> tuple[PlaceMention, ...]:
    """The places that the words of a query name (上海的, 深圳, Taiwan, UK), in order. Raises nothing.

    A name that is also an everyday word (大同, 来宾) counts only in full (大同市).
    """
    return _index().mentions(query)


def place_of_title(title: str, *, within: str) -> str | None:
    """The place in `within` that a local regulation's title, or the name of its issuing body, names first; or None.

    A child that follows at once under its full name is meant instead: 上海市浦东新区… is Pudong, but
    山东省青岛西海岸新区条例 is a regulation of the province. Nothing is inferred from the subject of the title.
    For local instruments only: a national law may well name a place (海南自由贸易港法).
    """
    mention = _place_named_first(title, container=within)
    return mention[0] if mention else None


def place_of_instrument(title: str, *, history: Iterable[str], within: str) -> str | None:
    """The place whose organ made a local instrument: its title in full, else the body that adopted it, else the title.

    ``history`` are the lines under the title. 郑州航空港经济综合实验区条例 was adopted by the province's congress and
    is the province's; a line that only approves (批准) names the organ above and does not count.
    """
    named = _place_named_first(title, container=within)
    if named and named[1]:
        return named[0]
    adopted = (line for line in history if "批准" not in line or "通过" in line)
    bodies = filter(None, (_place_named_first(line, container=within) for line in adopted))
    place = next(bodies, named)
    return place[0] if place else None


def _place_named_first(text: str, *, container: str) -> tuple[str, bool] | None:
    """Code and whether its full name stands there."""
    place: str | None = None
    in_full, end = False, 0
    for mention in find_places(text):
        codes = [code for code in mention.codes if within(code, place or container)]
        if place is not None and (mention.start != end or not mention.in_full or not codes):
            break
        if codes:
            place, in_full, end = codes[0], mention.in_full, mention.end
    return (place, in_full) if place else None
