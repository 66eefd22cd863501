"""Names of instruments that stand in running text: 个保法 自动化决策, 劳动合同法里的试用期, gdpr consent."""

import re
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from law.chinese_title import TITLE_ENDINGS
from law.identifier import title_key

ENDINGS: Final = tuple(sorted({title_key(ending) for ending in TITLE_ENDINGS}))
SHORTEST_NAME: Final = 2
_ENDED: Final = re.compile(f"(?:{'|'.join(sorted(ENDINGS, key=len, reverse=True))})(?![院律官定人庭])")
_LONGEST_NAME: Final = 60
_RUN: Final = re.compile(r"[\u3007\u3400-\u9fff（）()]+")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z'’&-]*|[0-9]{4}")
_MOST_WORDS: Final = 8
_UNMISTAKABLE: Final = 3
_SHORTEST_ACRONYM: Final = 4
_SMALL: Final = frozenset({"of", "the", "on", "and", "for", "in", "to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name by its ``key``. ``written`` is how it stands in the text, empty where that cannot be told.

    ``plain``: nothing else than the instrument can be meant, as it can by the words criminal law.
    """

    key: str
    written: str
    plain: bool = True


def acronyms(names: Collection[str]) -> frozenset[str]:
    """The keys of the names that are acronyms long enough to be known in small letters too: GDPR, PIPL."""
    long = (name for name in names if len(name) >= _SHORTEST_ACRONYM and name.isascii())
    return frozenset(title_key(name) for name in long if name.isupper() and name.isalpha())


def mentions(text: str, known: Container[str], acronyms_known: Container[str]) -> Iterator[Mention]:
    """The names in a text, each the longest that begins there; in Chinese they end as titles do.

    A name of two characters is no name here, nor is a word of English that is not an acronym.
    """
    yield from _in_chinese(text, known)
    yield from _in_english(text, known, acronyms_known)


def _in_chinese(text: str, known: Container[str]) -> Iterator[Mention]:
    for written in _RUN.findall(text):
        run = title_key(written)
        kept = written if len(written) == len(run) else ""
        for end in (place.end() for place in _ENDED.finditer(run)):
            starts = range(max(0, end - _LONGEST_NAME), end - SHORTEST_NAME)
            found = (at for at in starts if run[at:end] in known)
            yield from (Mention(key=run[at:end], written=kept[at:end]) for at in islice(found, 1))


def _in_english(text: str, known: Container[str], acronyms_known: Container[str]) -> Iterator[Mention]:
    places = list(_LATIN.finditer(text))
    keys = [title_key(place[0]) for place in places]
    at = 0
    while at < len(places):
        most = min(_MOST_WORDS, len(places) - at)
        size = next((n for n in range(most, 0, -1) if "".join(keys[at : at + n]) in known), 0)
        words, key = [place[0] for place in places[at : at + size]], "".join(keys[at : at + size])
        if len(words) > 1 or (words and (words[0].isupper() or key in acronyms_known)):
            yield Mention(key=key, written=text[places[at].start() : places[at + size - 1].end()], plain=_plain(words))
        else:
            size = 0
        at += size or 1


def _plain(words: Collection[str]) -> bool:
    """Many words, an acronym, or a title in capitals: Civil Code is one, criminal law may be the subject."""
    return len(words) in (1, *range(_UNMISTAKABLE, _MOST_WORDS + 1)) or all(
        word[0].isupper() or word in _SMALL for word in words
    )
