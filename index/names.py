"""From a name as people write it to the instruments held: full and short titles, acronyms, document numbers.

Names come from what is held and from the catalogue of titles, which also knows instruments that are not held.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Self

from index.mentions import ENDINGS, SHORTEST_NAME, Mention, acronyms, mentions
from index.title_catalogue import CatalogueEntry
from law.identifier import title_key
from law.instrument import Instrument

_MOST: Final = 5
_LOCAL: Final = re.compile(r"(?P<place>[\u3400-\u9fff]{2,3})[省市](?P<rest>[\u3400-\u9fff]{4,})")
_SHORTEST_ENDING: Final = 4
_SHORT_TITLES: Final = ("刑法", "宪法")
"""Laws that are cited by two characters."""
_OF_ANOTHER: Final = re.compile(
    r"(?:(?<![我中本])国|民国|日本|香港|澳门|台湾|苏俄|联邦|各州|[年旧原前新]|国际|军事|经济|行政|环境|附属|单行|比较|成文|部门)$"
)
"""Of another state, of another day, or of a branch of learning: 德国刑法, 旧刑法, 比较宪法."""
_CLOSE_ENOUGH: Final = 0.3
_OF_THE_UNION: Final = re.compile(
    r"(?:Council |Commission )?(?:(?:Implementing |Delegated )?(?:Regulation|Directive|Decision) "
    r"\((?:EU|EC|EEC)(?:, Euratom)?\) (?:No )?[0-9]{1,4}/[0-9]{1,4}|Directive [0-9]{2,4}/[0-9]{1,4}/E[CU])"
)
_IN_BRACKETS: Final = re.compile(r"\(([A-Z][^()]{3,80})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a name means: the instruments held, national ones first; ``others`` more are held under such a name.

    ``known_as`` is the full title of an instrument that the catalogue knows and that is not held.
    """

    ids: tuple[str, ...] = ()
    others: int = 0
    by_ending: bool = False
    known_as: str | None = None


@dataclass(frozen=True, kw_only=True)
class Names:
    """All names of one index generation. ``english`` are titles in English by the ids of instruments."""

    exact: Mapping[str, tuple[str, ...]]
    not_held: Mapping[str, str]
    titles: Mapping[str, str]
    english: Mapping[str, str]
    acronyms: frozenset[str]

    @classmethod
    def of(cls, instruments: Iterable[Instrument], catalogue: Iterable[CatalogueEntry]) -> Self:
        """Collect the names of the instruments held, and of those that the catalogue knows."""
        held, entries = tuple(instruments), tuple(catalogue)
        # A title is a name too, and is asked for again below.
        key_of = cache(title_key)
        exact: dict[str, dict[str, None]] = {}
        by_title: dict[tuple[str, str], str] = {}
        for instrument in held:
            for name in _own_names(instrument):
                exact.setdefault(key_of(name), {})[instrument.id] = None
                by_title.setdefault((instrument.jurisdiction, key_of(name)), instrument.id)
        not_held: dict[str, str] = {}
        english: dict[str, str] = {}
        for entry in entries:
            found = by_title.get((entry.jurisdiction, key_of(entry.title)))
            if found is not None and entry.english:
                english[found] = entry.english
            for name in (entry.title, *entry.names, *said_shorter(entry.title)):
                if found is not None:
                    exact.setdefault(key_of(name), {})[found] = None
                else:
                    not_held.setdefault(key_of(name), entry.title)
        return cls(
            exact={key: tuple(sorted(ids, key=_national_first)) for key, ids in exact.items() if key},
            not_held={key: title for key, title in not_held.items() if key not in exact},
            titles={i.id: i.title for i in held},
            english=english,
            acronyms=acronyms([name for entry in entries for name in entry.names]),
        )

    @cached_property
    def grams(self) -> Mapping[str, frozenset[str]]:
        """The pairs of characters of every title, which only a name that means nothing is compared with."""
        return {id_: _grams(title_key(title)) for id_, title in self.titles.items()}

    def resolve(self, name: str) -> Resolved:
        """The instruments that the name means; nothing where it means none that is held."""
        key = title_key(name.strip().removeprefix("the ").removeprefix("The "))
        ids = self.exact.get(key, ())
        if ids:
            return Resolved(ids=ids[:_MOST], others=len(ids[_MOST:]))
        if key in self.not_held:
            return Resolved(known_as=self.not_held[key])
        return self._by_ending(key)

    def by_end(self, name: str) -> str | None:
        """The longest end of a name that is held: a bare title in running text may carry words before it.

        An end of two characters (触犯刑法, 我国宪法) is taken only where nothing before it makes another law of it.
        """
        key = title_key(name)
        if self.resolve(name).ids:
            return None
        ends = (key[at:] for at in range(1, len(key) - SHORTEST_NAME + 1))
        found = next((end for end in ends if end in self.exact and len(end) > SHORTEST_NAME), None)
        if found is not None or _OF_ANOTHER.search(key[:-SHORTEST_NAME]):
            return found
        return next((end for end in _SHORT_TITLES if key.endswith(end) and end in self.exact), None)

    def within(self, text: str) -> frozenset[str]:
        """The instruments named somewhere in a text. Of several of one name all are meant, up to five."""
        return frozenset(id_ for mention in self.mentions(text) for id_ in self.exact[mention.key])

    def mentions(self, text: str) -> Iterator[Mention]:
        """The names in a text that at most five instruments bear."""
        return (each for each in mentions(text, self.exact, self.acronyms) if len(self.exact[each.key]) <= _MOST)

    def closest(self, name: str) -> tuple[str, ...]:
        """Titles held that share the most pairs of characters with the name, best first; at most three."""
        wanted = _grams(title_key(name))
        scored = [(2 * len(wanted & g) / (len(wanted) + len(g)), i) for i, g in self.grams.items() if wanted & g]
        best = sorted((pair for pair in scored if pair[0] >= _CLOSE_ENOUGH), key=lambda pair: (-pair[0], pair[1]))
        return tuple(self.titles[i] for _, i in best[:3])

    def _by_ending(self, key: str) -> Resolved:
        """信息公开条例 means 政府信息公开条例: a title's last words; national ones alone, if any."""
        if len(key) < _SHORTEST_ENDING or not key.endswith(ENDINGS):
            return Resolved()
        found = sorted({i for k, ids in self.exact.items() if k.endswith(key) for i in ids}, key=_national_first)
        national = [i for i in found if "-" not in _place(i)]
        chosen = national or found
        if len(chosen) > _MOST:
            return Resolved()
        return Resolved(ids=tuple(chosen), others=len(found) - len(chosen), by_ending=bool(chosen))


def _own_names(instrument: Instrument) -> Iterable[str]:
    number = (instrument.number,) if instrument.number else ()
    titles = instrument.titles.values()
    named = (short for title in titles for short in short_names(title))
    shorter = (short for name in (*titles, *number) for short in said_shorter(name))
    return (*titles, *named, *instrument.short_titles, *number, *instrument.alternates.values(), *shorter)


def short_names(title: str) -> list[str]:
    """Of the title of an act of the Union its number and what its brackets call it: both are how people name it."""
    number = _OF_THE_UNION.match(title)
    if number is None:
        return []
    bracketed = (name for name in _IN_BRACKETS.findall(title[number.end() :]) if not name.startswith("Text with"))
    return [number[0], *bracketed]


def said_shorter(name: str) -> list[str]:
    """How people leave out what goes without saying: 北京政府信息公开规定, 国令第711号."""
    local, order = _LOCAL.match(name), name.removeprefix("国务院令")
    return ([local["place"] + local["rest"]] if local else []) + ([f"国令{order}"] if order != name else [])


def _national_first(instrument_id: str) -> tuple[int, str]:
    return _place(instrument_id).count("-"), instrument_id


def _place(instrument_id: str) -> str:
    return instrument_id.split("/")[2]


def _grams(key: str) -> frozenset[str]:
    return frozenset(key[i : i + 2] for i in range(max(len(key) - 1, 1)) if key)
