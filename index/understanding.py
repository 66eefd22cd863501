"""What a query says beside its subject: a day (2019年时, as of 1 May 2021) and a place (上海的…, in Canada).

Both become filters that the answer names, so that a reader sees them and can take them away. The words stay in the
query: they add to the score of provisions that have them. A year alone means its last day, which the note says. A
title or a citation is never read this way, and a filter that the caller set is not overruled.
"""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from index.records import SearchRequest, Understood
from law.dates import find_dates
from law.jurisdiction import JURISDICTIONS, find_places

_YEAR: Final = (
    re.compile(r"(?P<year>(?:19|20)[0-9]{2})\s?年(?:时|時|的时候|的時候|那时|那時|当时|當時)"),
    re.compile(r"\b(?:in|during|back in)\s(?P<year>(?:19|20)[0-9]{2})\b(?![-/年.]?[0-9])", re.IGNORECASE),
)
_MADE_THEN: Final = re.compile(
    r"\b(?:adopted|amended|promulgated|passed|enacted|made|revised|issued|published|repealed|introduced)\s$",
    re.IGNORECASE,
)
"""Amended in 2019: the year of an act, not the day on which the law is asked for."""
_AS_OF: Final = re.compile(r"(?:截至|截止到?|截止至|\bas (?:of|at|on)\b|\bin force on\b)\s?", re.IGNORECASE)
_IN: Final = re.compile(r"\b(?:in|of|for|from)\s(?:the\s)?$", re.IGNORECASE)


def understood(request: SearchRequest) -> Understood:
    """The day and the place that a query names and its filters do not; nothing where several places share a name."""
    if request.literal:
        return Understood()
    on, said = _day(request.query) if request.on is None else (None, "")
    place, named = _place(request.query) if not request.jurisdictions else (None, "")
    return Understood(on=on, jurisdictions=(place,) if place else (), words=tuple(filter(None, (said, named))))


def with_understood(request: SearchRequest, found: Understood) -> tuple[SearchRequest, tuple[str, ...]]:
    """The request under filters read from its words, where it sets none itself; and sentences that say so."""
    notes: list[str] = []
    if found.on is not None:
        request = replace(request, on=found.on)
        notes.append(f"read from your words: law that may be in force on {found.on.isoformat()}")
    if found.jurisdictions:
        request = replace(request, jurisdictions=found.jurisdictions, with_parents=True)
        names = ", ".join(JURISDICTIONS[code].names["en"] for code in found.jurisdictions)
        notes.append(f"read from your words: law of {names} and of the places above it")
    return request, tuple(notes)


def _day(text: str) -> tuple[date | None, str]:
    asked = _AS_OF.search(text)
    if asked:
        found = next((d for d in find_dates(text[asked.end() :]) if d.start == 0), None)
        if found is not None:
            return found.day, text[asked.start() : asked.end() + found.end]
    for pattern in _YEAR:
        match = pattern.search(text)
        if match and not _MADE_THEN.search(text[: match.start()]):
            return date(int(match["year"]), 12, 31), match[0]
    return None, ""


def _place(text: str) -> tuple[str | None, str]:
    """One place, where it begins the query, is followed by 的, or in English comes after a preposition."""
    mentions = [m for m in find_places(text) if len(m.codes) == 1]
    if len({m.codes for m in mentions}) != 1:
        return None, ""
    mention = mentions[0]
    before, after = text[: mention.start], text[mention.end :]
    chinese = not before.strip() or before.endswith(("在", "于", "於")) or after.startswith("的")
    english = text[mention.start].isascii()
    asked_for = _IN.search(before) is not None if english else chinese
    return (mention.codes[0], text[mention.start : mention.end]) if asked_for else (None, "")
