"""What is searched for instead of the words as typed: laws by their full titles, and no words that became a filter.

A short title (个保法, PIPL) says to no model what it stands for, and its characters stand in other laws (担保法).
The words of a day (截至2021年5月1日) stand in the last article of every law that began on it.
"""

import re
from dataclasses import replace
from typing import Final

from index.mentions import Mention
from index.names import Names
from index.query import Query
from index.records import Understood
from law.identifier import title_key
from law.jurisdiction import find_places
from law.script import has_cjk

_STATE: Final = "中华人民共和国"
_LONGEST: Final = 20
"""A longer title would drown the other words of a query."""
_EDGES: Final = " ,，、。;；:："
_BEFORE_PLACE: Final = (
    r"(?:\b(?:in|of|under|within|across|according to)\s)?(?:\b(?:both|either)\s)?(?:\bthe\s)?(?:\bmainland\s)?\b"
)
_AFTER_PLACE: Final = r"(?:'s)?\b(?:\s(?:laws?|legislation|statutes?|rules?|regulations?)\b)?"
_ASKING: Final = re.compile(
    r"^(?:(?:what|how)\s(?:does|do|is|are)\s(?:the\s)?(?:laws?\s|rules?\s)?(?:say|provide|state|stipulate|regulate)?s?\s?)?"
    r"(?:about|on|for|regarding|concerning)\s",
    re.IGNORECASE,
)


def reworded(query: Query, read: Understood, names: Names) -> Query:
    """The query with other words where there is something to say otherwise."""
    words = _spelt_out(_without_the_place(_without_the_day(query.words, read), read), names)
    return query if words == query.words else replace(query, words=words)


def _without_the_day(words: str, read: Understood) -> str:
    """Without the words that named the day, unless nothing else is asked for."""
    if read.on is None:
        return words
    rest = re.sub(r"\s+", " ", words.replace(read.words[0], " ", 1)).strip(_EDGES)
    return rest if any(map(str.isalnum, rest)) else words


def _without_the_place(words: str, read: Understood) -> str:
    """In English without the words that named the place, and without those that only ask what its law says.

    A model sets Chinese law, what does it say, near whatever speaks of law and of China. In Chinese a place names its
    law's titles too, and stays.
    """
    place = read.words[-1] if read.jurisdictions else ""
    if has_cjk(words) or not any(mention.start == 0 for mention in find_places(place)):
        return words
    rest = re.sub(_BEFORE_PLACE + re.escape(place) + _AFTER_PLACE, " ", words, count=1, flags=re.IGNORECASE)
    rest = re.sub(r"\s+", " ", _ASKING.sub("", re.sub(r"\s+", " ", rest).strip(_EDGES))).strip(_EDGES)
    return rest if any(map(str.isalnum, rest)) else words


def _spelt_out(words: str, names: Names) -> str:
    for mention in names.mentions(words):
        full = _full_title(mention, names, chinese=has_cjk(words))
        if full and mention.written:
            words = words.replace(mention.written, full, 1)
    return words


def _full_title(mention: Mention, names: Names, *, chinese: bool) -> str | None:
    """The title of the one law that a short title stands for; None where it is a part of that title.

    In an English query only laws in another language are put so: a text in English has its own short title in it.
    """
    ids = names.exact[mention.key]
    title = names.titles[ids[0]].removeprefix(_STATE) if len(ids) == 1 else ""
    if not has_cjk(title) or mention.key in title_key(title):
        return None
    full = title if chinese else names.english.get(ids[0], "")
    return full if 0 < len(full) <= (_LONGEST if chinese else 3 * _LONGEST) else None
