"""What the EU's SPARQL endpoint says of an act: rows that are a cross product of its titles, days and authors.

The two days of ``entryForce`` are not labelled, and one of them may be wrong: the text itself tells which is which.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawlers.readable import Unreadable
from crawlers.unknown import UnknownField, names, require_known
from law.dates import parse_date
from law.instrument import Status

STATUS_MAPPING: Final = "eu_cellar/1"
STATUSES: Final = {"1": Status.IN_FORCE, "true": Status.IN_FORCE, "0": Status.REPEALED, "false": Status.REPEALED}
"""resource_legal_in-force. The source does not tell expired acts from repealed ones: both are "no longer in force"."""
_FIELDS: Final = names("celex eli title date entryForce endValidity force rtype author")
_AUTHORS: Final = {
    "EP": "European Parliament", "CONSIL": "Council of the European Union", "COM": "European Commission",
    "ECB": "European Central Bank", "EDPS": "European Data Protection Supervisor",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """``effects`` are the days of entry into force or application, ``end`` is None for 9999-12-31."""

    celex: str
    eli: str
    title: str
    made_on: date | None
    effects: tuple[date, ...]
    end: date | None
    force: str
    authors: tuple[str, ...]
    problems: tuple[str, ...]


def read_metadata(raw: bytes) -> Metadata:
    """The act that a SPARQL result in JSON describes. Raises Unreadable, UnknownField."""
    try:
        rows = json.loads(raw)["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"the metadata is no SPARQL result in JSON ({error!r}): fetch it again") from error
    if not rows:
        raise Unreadable("the SPARQL result has no rows: the endpoint knows no such act, or the query is wrong")
    values: dict[str, list[str]] = {name: [] for name in _FIELDS}
    for row in rows:
        require_known(row, read=_FIELDS)
        for name, cell in row.items():
            values[name] += [cell["value"]] if cell["value"] not in values[name] else []
    return _metadata({name: sorted(found) for name, found in values.items()})


def _metadata(values: dict[str, list[str]]) -> Metadata:
    if len(values["celex"]) != 1 or len(values["force"]) > 1:
        raise UnknownField(
            f"the rows are of several acts or contradict each other: {values['celex']}, {values['force']}"
        )
    made = parse_date(values["date"][0]) if len(values["date"]) == 1 else None
    days = [day for each in values["entryForce"] if (day := parse_date(each))]
    wrong = [day for day in days if made and day < made]
    ends = [day for each in values["endValidity"] if (day := parse_date(each))]
    codes = [each.rpartition("/")[2] for each in values["author"]]
    problems = [f"the metadata gives {day} as effect, before the act was made: left out" for day in wrong]
    problems += [f"the author {code} is not known by name" for code in codes if code not in _AUTHORS]
    return Metadata(
        celex=values["celex"][0],
        eli=next(iter(values["eli"]), ""),
        title=" ".join(next(iter(values["title"]), "").split()),
        made_on=made,
        effects=tuple(day for day in days if day not in wrong),
        end=ends[0] if len(ends) == 1 else None,
        force=next(iter(values["force"]), ""),
        authors=tuple(_AUTHORS[code] for code in reversed(codes) if code in _AUTHORS),
        problems=tuple(problems),
    )
