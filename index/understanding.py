"""What a query says beside its subject: a day (2019年时, as of 1 May 2021) and places (上海的…, in Canada).

Both become filters that the answer names, so that a reader sees them and can take them away. What becomes of the words
says ``rewording``: a place named in Chinese stays, and adds to the score of provisions that have it. A year or a month
alone means its last day, which the note says. A title or a citation is never read this way, and a filter that the
caller set is not overruled.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Protocol

from index.places_asked import places_asked
from index.records import BadQuery, SearchRequest, Understood
from law.dates import find_dates
from law.jurisdiction import JURISDICTIONS, ancestors, within
from law.numerals import parse_numeral
from law.script import has_cjk

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_YEAR_AND_MONTH: Final = (
    r"(?P<year>(?:19|20)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3})\s?年"
    r"(?:\s?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月)?"
)
_MOMENT: Final = r"(?:时(?!间|限|效)|時(?!間|限|效)|的时候|的時候|那时|那時|当时|當時|年?底|末|为止|為止)"
_NOT_MADE: Final = r"(?!\s?[0-9一二三四五六七八九十]|起|以[后後来來]|修|颁|頒|发|發|制|通过|通過|公布|施行)"
_ENGLISH_MONTH: Final = rf"(?:(?P<month>{_MONTH_NAME})\.?,?\s)?(?P<year>(?:19|20)[0-9]{{2}})\b(?![-/年.]?[0-9])"
_YEAR: Final = (
    re.compile(_YEAR_AND_MONTH + _MOMENT),
    re.compile(rf"(?:截至|截止到?|截止至|(?:^|(?<=\s))[在于於]){_YEAR_AND_MONTH}{_NOT_MADE}"),
    re.compile(
        rf"\b(?:in|during|back in|(?:as of|as at|as on|at|by|until)(?: the end of)?)\s{_ENGLISH_MONTH}", re.IGNORECASE
    ),
)
_MADE_THEN: Final = re.compile(
    r"\b(?:adopted|amended|promulgated|passed|enacted|made|revised|issued|published|repealed|introduced)\s$",
    re.IGNORECASE,
)
"""Amended in 2019: the year of an act, not the day on which the law is asked for."""
_AS_OF: Final = re.compile(r"(?:截至|截止到?|截止至|\bas (?:of|at|on)\b|\bin force on\b)\s?", re.IGNORECASE)


class NamedLaws(Protocol):
    """Knows the names of the laws held."""

    def named_plainly(self, text: str) -> Mapping[str, str]:
        """The places whose laws a text names where nothing else can be meant, each with the words that name one."""


def understood(request: SearchRequest, laws: NamedLaws | None = None) -> Understood:
    """The day and the places that a query names and its filters do not; nothing where several places share a name.

    In English a law that is named (PIPL consent) names its place too, for else texts in English stand before it. Who
    asks in Chinese finds the law by its words, and is not kept from what other places say of it. Raises BadQuery for a
    day that no calendar has.
    """
    if request.literal:
        return Understood()
    on, said = _day(request.query) if request.on is None else (None, "")
    places, named = places_asked(request.query) if not request.jurisdictions else ((), "")
    if not (places or request.jurisdictions or laws is None or has_cjk(request.query)):
        places, named = _of_law(laws.named_plainly(request.query))
    return Understood(on=on, jurisdictions=places, words=tuple(filter(None, (said, named))))


def _of_law(named: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    return next(((place,), words) for place, words in named.items()) if len(named) == 1 else ((), "")


def of_held_places(found: Understood, held: Iterable[str]) -> tuple[Understood, tuple[str, ...]]:
    """Without places of which no law at all is held: narrowing to them would hide what others say. And a note."""
    unheld = _unheld(found.jurisdictions, held)
    if not unheld:
        return found, ()
    kept = tuple(place for place in found.jurisdictions if place not in unheld)
    words = found.words if kept else found.words[: found.on is not None]
    told = f"no law of {_named(unheld)} is held: the search is not narrowed to it"
    return replace(found, jurisdictions=kept, words=words), (told,)


def nothing_held_of(places: Sequence[str], held: Iterable[str]) -> tuple[str, ...]:
    """A sentence where a filter asks for places of which no law at all is held."""
    unheld = _unheld(places, held)
    return (f"no law of {_named(unheld)} is held, so none of it can be found",) if unheld else ()


def _unheld(places: Sequence[str], held: Iterable[str]) -> tuple[str, ...]:
    codes = tuple(held)
    return tuple(place for place in places if not any(within(code, place) for code in codes))


def with_understood(request: SearchRequest, found: Understood) -> tuple[SearchRequest, tuple[str, ...]]:
    """The request under filters read from its words, where it sets none itself; and sentences that say so."""
    notes: list[str] = []
    if found.on is not None:
        request = replace(request, on=found.on)
        notes.append(f"read from your words: law that may be in force on {found.on.isoformat()}")
    if found.jurisdictions:
        request = replace(request, jurisdictions=found.jurisdictions, with_parents=True)
        them = "them" if len(found.jurisdictions) > 1 else "it"
        above = f" and of the places above {them}" if any(map(ancestors, request.jurisdictions)) else ""
        notes.append(f"read from your words: law of {_named(found.jurisdictions)}{above}")
    return request, tuple(notes)


def _named(codes: Sequence[str]) -> str:
    names = [JURISDICTIONS[code].names["en"] for code in codes]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _day(text: str) -> tuple[date | None, str]:
    asked = _AS_OF.search(text)
    if asked:
        found = next((d for d in find_dates(text[asked.end() :]) if d.start == 0), None)
        if found is not None and not found.possible:
            raise BadQuery(f"{text[asked.end() :][: found.end]} is no day of the calendar: correct it, or leave it out")
        if found is not None and found.day is not None:
            return found.day, text[asked.start() : asked.end() + found.end]
    for pattern in _YEAR:
        match = pattern.search(text)
        if match and not _MADE_THEN.search(text[: match.start()]):
            return _last_day(_number(match["year"]), _number(match["month"] or "12")), match[0]
    return None, ""


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _number(written: str) -> int:
    """A year or a month in digits, Chinese numerals or an English name."""
    named = written[:3].casefold()
    return _MONTHS.index(named) + 1 if named in _MONTHS else int(parse_numeral(written))
