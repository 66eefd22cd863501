"""The day that names a version, and its other dates, from a file's name, its history and its last articles."""

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from crawlers.commencement import Commencement
from crawlers.history import History
from crawlers.version_dates import VersionDates, dates_of
from law.instrument import DatedFact

NAME: Final = re.compile(r"(?P<title>.+?)(?:[(（](?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[)）])?")
"""A file's name without its ending: 计量法实施细则(2018-03-19)."""
MAKING: Final = ("adopted", "approved", "promulgated", "amended", "revised")
"""Events that make a text what it is."""
_UNTOLD_AMENDMENT: Final = 400


def promulgation(ref: str, history: History) -> tuple[DatedFact | None, tuple[str, ...]]:
    """The version's day: from the file's name, else the latest event that made the text what it is."""
    match = NAME.fullmatch(PurePosixPath(ref).stem)
    latest = history.last(*MAKING)
    if match is None or match["day"] is None:
        return latest, () if latest else ("neither the file's name nor its history states a day",)
    try:
        named = DatedFact(day=date.fromisoformat(match["day"]), provenance="the day in the file's name")
    except ValueError:
        return latest, (f"the file's name has a day that no calendar has: {match['day']}",)
    changed = history.last("amended", "revised", "adopted")
    if changed and changed.day > named.day:
        return changed, (f"the history tells of a later text than the file's name, which gives {named.day}",)
    return named, ()


def was_amended(history: History, promulgated: DatedFact | None) -> bool | None:
    """None where the text is much younger than the last event that is told: an amendment may be missing."""
    amended, latest = history.amended(), history.last(*MAKING)
    if amended is False and promulgated and latest and (promulgated.day - latest.day).days > _UNTOLD_AMENDMENT:
        return None
    return amended


def dates_told(
    history: History, promulgated: DatedFact | None, clause: Commencement | None, *, amended: bool | None
) -> VersionDates:
    """The dates that the clause of commencement and the history state between them."""
    return dates_of(
        promulgated_on=promulgated,
        clause=clause,
        amended=amended,
        first_published=history.first("promulgated"),
        history_in_force=history.last("in_force"),
    )
