"""What a query says beside its subject: a day (2019年时, as of 1 May 2021) and a place (上海的…, in Canada).

Both become filters that the answer names, so that a reader sees them and can take them away. What becomes of the words
says ``rewording``: a place named in Chinese stays, and adds to the score of provisions that have it. A year or a month
alone means its last day, which the note says; of places that lie in one another (广东省深圳市的…) the innermost is
meant. A title or a citation is never read this way, and a filter that the caller set is not overruled.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, Protocol

from index.records import SearchRequest, Understood
from law.dates import find_dates
from law.jurisdiction import JURISDICTIONS, ancestors, find_places, within
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
_IN: Final = re.compile(r"\b(?:in|of|for|from|under|within|across)\s(?:the\s)?(?:mainland\s)?$", re.IGNORECASE)
_NOT_IN: Final = re.compile(
    r"\b(?:to|into|with|by|against|and|or|outside|beyond|between|versus|vs|than|leaving)\.?\s(?:the\s)?$", re.IGNORECASE
)
"""A transfer to China, a treaty with China: not what China has laid down."""
_ITS_LAW: Final = re.compile(
    r"(?:'s)?\s(?:(?:national|federal|data|privacy|criminal|civil|administrative|case)\s)?"
    r"(?:laws?|legislation|statutes?|acts?|regulations?|rules?|constitution|legal|courts?|authorities)\b",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r"\s?(?:,|and|or|&|vs\.?|versus)\s", re.IGNORECASE)


class NamedLaws(Protocol):
    """Knows the names of the laws held."""

    def named_plainly(self, text: str) -> Mapping[str, str]:
        """The places whose laws a text names where nothing else can be meant, each with the words that name one."""


def understood(request: SearchRequest, laws: NamedLaws | None = None) -> Understood:
    """The day and the place that a query names and its filters do not; nothing where several places share a name.

    In English a law that is named (PIPL consent) names its place too, for else texts in English stand before it. Who
    asks in Chinese finds the law by its words, and is not kept from what other places say of it.
    """
    if request.literal:
        return Understood()
    on, said = _day(request.query) if request.on is None else (None, "")
    place, named = _place(request.query) if not request.jurisdictions else (None, "")
    if not (place or request.jurisdictions or laws is None or has_cjk(request.query)):
        place, named = _of_law(laws.named_plainly(request.query))
    return Understood(on=on, jurisdictions=(place,) if place else (), words=tuple(filter(None, (said, named))))


def _of_law(named: Mapping[str, str]) -> tuple[str | None, str]:
    return next(iter(named.items())) if len(named) == 1 else (None, "")


def of_held_places(found: Understood, held: Iterable[str]) -> tuple[Understood, tuple[str, ...]]:
    """Without a place of which no law at all is held: narrowing to it would hide what other places say. And a note."""
    if not found.jurisdictions or any(within(code, place) for code in held for place in found.jurisdictions):
        return found, ()
    names = ", ".join(JURISDICTIONS[code].names["en"] for code in found.jurisdictions)
    kept = replace(found, jurisdictions=(), words=found.words[:1] if found.on else ())
    return kept, (f"no law of {names} is held: the search is not narrowed to it",)


def with_understood(request: SearchRequest, found: Understood) -> tuple[SearchRequest, tuple[str, ...]]:
    """The request under filters read from its words, where it sets none itself; and sentences that say so."""
    notes: list[str] = []
    if found.on is not None:
        request = replace(request, on=found.on)
        notes.append(f"read from your words: law that may be in force on {found.on.isoformat()}")
    if found.jurisdictions:
        request = replace(request, jurisdictions=found.jurisdictions, with_parents=True)
        names = ", ".join(JURISDICTIONS[code].names["en"] for code in found.jurisdictions)
        above = " and of the places above it" if any(map(ancestors, request.jurisdictions)) else ""
        notes.append(f"read from your words: law of {names}{above}")
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
            return _last_day(_number(match["year"]), _number(match["month"] or "12")), match[0]
    return None, ""


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _number(written: str) -> int:
    """A year or a month in digits, Chinese numerals or an English name."""
    named = written[:3].casefold()
    return _MONTHS.index(named) + 1 if named in _MONTHS else int(parse_numeral(written))


def _place(text: str) -> tuple[str | None, str]:
    """One place that is asked for, not only mentioned: where it begins the query, or by what stands beside it."""
    mentions = [m for m in find_places(text) if len(m.codes) == 1]
    inner = [m for m in mentions if all(within(m.codes[0], other.codes[0]) for other in mentions)]
    if not inner:
        return None, ""
    mention, first = inner[0], mentions[0]
    joined = not text[first.end : mention.start].strip("省市的, ") and first.start < mention.start
    before, after = text[: first.start if joined else mention.start], text[mention.end :]
    asked_for = (_in_english if text[mention.start].isascii() else _in_chinese)(before, after)
    return (mention.codes[0], text[mention.start : mention.end]) if asked_for else (None, "")


def _in_chinese(before: str, after: str) -> bool:
    return not before.strip() or before.endswith(("在", "于", "於")) or after.startswith("的")


def _in_english(before: str, after: str) -> bool:
    """In Canada, under Chinese law, UK rules on …, China data localization, government information China."""
    if _IN.search(before):
        return True
    alone = not before.strip() or not after.strip(" ?.!")
    return bool(alone or _ITS_LAW.match(after)) and not (_NOT_IN.search(before) or _JOINED.match(after))
