"""What a reader may be about to type: titles, short titles, places and terms that begin with or hold what is typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest
from typing import Self

from index.glossary import each_concept
from index.title_catalogue import read_catalogue
from law.identifier import title_key
from law.jurisdiction import JURISDICTIONS
from search_api.catalogue import Catalogue


class Of(StrEnum):
    """What a suggestion is."""

    TITLE = "title"
    SHORT_TITLE = "short_title"
    PLACE = "place"
    TERM = "term"


_ORDER = {of: number for number, of in enumerate(Of)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Words to go on with. ``id`` is the instrument's identifier or the place's code; None for a term."""

    of: Of
    text: str
    id: str | None = None
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeahead:
    """Every name with its folded form, for one revision of the corpus."""

    names: tuple[tuple[str, Suggestion], ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Self:
        """Collect the names of what is held, of the places, and the terms of the glossary."""
        every = (*_titles(catalogue), *_known_as(catalogue), *_places(), *_terms())
        once: dict[tuple[str, str], Suggestion] = {}
        for each in every:
            once.setdefault((title_key(each.text), each.id or each.text), each)
        return cls(names=tuple((key, each) for (key, _), each in once.items()))

    def suggest(self, typed: str, *, limit: int, kinds: Iterable[Of] = ()) -> tuple[Suggestion, ...]:
        """The nearest: what begins with the words typed first, then what holds them; shorter ones first."""
        key, wanted = title_key(typed), frozenset(kinds) or frozenset(Of)
        if not key:
            return ()
        found = ((name, each) for name, each in self.names if key in name and each.of in wanted)
        best = nsmallest(limit * 2, found, key=lambda pair: _rank(key, *pair))
        once = {(each.of, each.text, each.id): each for _, each in best}
        return tuple(once.values())[:limit]


def _rank(key: str, name: str, each: Suggestion) -> tuple[object, ...]:
    depth = (each.jurisdiction or "").count("-")
    return (name != key, not name.startswith(key), _ORDER[each.of], depth, len(name), name, each.id or "")


def _titles(catalogue: Catalogue) -> Iterator[Suggestion]:
    for work in catalogue.instruments.values():
        for title in work.titles.values():
            yield Suggestion(of=Of.TITLE, text=title, id=work.id, jurisdiction=work.jurisdiction)
        for name in work.short_titles:
            yield Suggestion(of=Of.SHORT_TITLE, text=name, id=work.id, jurisdiction=work.jurisdiction)


def _known_as(catalogue: Catalogue) -> Iterator[Suggestion]:
    """What people call the instruments held: 个保法, PIPL."""
    for entry in read_catalogue():
        same = catalogue.names.exact.get(title_key(entry.title), ())
        held = (catalogue.instruments[id_] for id_ in same)
        work = next((each for each in held if each.jurisdiction == entry.jurisdiction), None)
        if work is not None:
            for name in entry.names:
                yield Suggestion(of=Of.SHORT_TITLE, text=name, id=work.id, jurisdiction=work.jurisdiction)


def _places() -> Iterator[Suggestion]:
    for place in JURISDICTIONS.values():
        for name in dict.fromkeys(place.names.values()):
            yield Suggestion(of=Of.PLACE, text=name, id=place.code, jurisdiction=place.code)


def _terms() -> Iterator[Suggestion]:
    terms = (term for concept in each_concept() for term in (*concept.chinese, *concept.english))
    return (Suggestion(of=Of.TERM, text=term) for term in dict.fromkeys(terms))
