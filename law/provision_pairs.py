"""Which provision of an older text became which of a newer one: by number and by words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from law.provision import Provision, Unit
from law.script import fold_text

_GRAM: Final = 3
_ALIKE: Final = 0.5
_ALIKE_BY_NUMBER: Final = 0.25
_TELLING: Final = 15
"""Letters of an opening; fewer may open lists of quite different things."""
_COMMON: Final = 40
"""A run of letters that more provisions than these have tells nothing about which one is meant."""


def pair_provisions(old: Sequence[Provision], new: Sequence[Provision]) -> dict[int, int]:
    """From places in the newer text to places in the older; what has no entry is new, or was removed.

    The same number with the same words comes first, then the same words under another number, then the words that
    open a list, of which the items were changed, then the most alike; a number alone pairs two texts only where they
    share at least some of their words.
    """
    mine, theirs = [_letters(p) for p in old], [_letters(p) for p in new]
    came_from: dict[int, int] = {}
    taken: set[int] = set()
    first = (_same_number(old, new, mine, theirs), _same_words(mine, theirs), _same_opening(old, new))
    for candidates in (*first, _alike(old, new, mine, theirs)):
        for place, origin in candidates:
            if place not in came_from and origin not in taken and _same_unit(old[origin], new[place]):
                came_from[place] = origin
                taken.add(origin)
    return came_from


def _letters(provision: Provision) -> str:
    return "".join(filter(str.isalnum, fold_text(f"{provision.heading} {provision.text}")))


def _same_unit(old: Provision, new: Provision) -> bool:
    return (old.unit is Unit.HEADING) == (new.unit is Unit.HEADING)


def _same_number(
    old: Sequence[Provision], new: Sequence[Provision], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int]]:
    places = {p.id: place for place, p in enumerate(old)}
    for place, provision in enumerate(new):
        origin = places.get(provision.id)
        if origin is not None and mine[origin] == theirs[place]:
            yield place, origin


def _same_words(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    places = defaultdict(list)
    for origin, letters in enumerate(mine):
        places[letters].append(origin)
    for place, letters in enumerate(theirs):
        if letters:
            yield from ((place, origin) for origin in places.get(letters, ()))


def _same_opening(old: Sequence[Provision], new: Sequence[Provision]) -> Iterator[tuple[int, int]]:
    places = _openings(old)
    for opening, theirs in _openings(new).items():
        mine = places.get(opening, ())
        if len(mine) == len(theirs) == 1:
            yield theirs[0], mine[0]


def _openings(provisions: Sequence[Provision]) -> Mapping[str, list[int]]:
    """The places of each first line that opens a list and is long enough to tell what the list is of."""
    places = defaultdict(list)
    for place, provision in enumerate(provisions):
        first, _, rest = provision.text.partition("\n")
        letters = "".join(filter(str.isalnum, fold_text(first)))
        if rest and len(letters) >= _TELLING:
            places[letters].append(place)
    return places


def _alike(
    old: Sequence[Provision], new: Sequence[Provision], mine: Sequence[str], theirs: Sequence[str]
) -> list[tuple[int, int]]:
    """Pairs by how much they share, the most alike first; the same number is worth a little."""
    grams = [_grams(letters) for letters in mine]
    holders = _holders(grams)
    places = {p.id: origin for origin, p in enumerate(old)}
    scored = []
    for place, letters in enumerate(theirs):
        wanted = _grams(letters)
        shared = Counter(origin for gram in wanted for origin in holders.get(gram, ()))
        same_number = places.get(new[place].id)
        for origin, number in shared.items():
            score = 2 * number / (len(wanted) + len(grams[origin]))
            if score >= (_ALIKE_BY_NUMBER if origin == same_number else _ALIKE):
                scored.append((-score - 0.1 * (origin == same_number), place, origin))
    return [(place, origin) for _, place, origin in sorted(scored)]


def _holders(grams: Sequence[frozenset[str]]) -> Mapping[str, list[int]]:
    holders = defaultdict(list)
    for origin, each in enumerate(grams):
        for gram in each:
            holders[gram].append(origin)
    return {gram: origins for gram, origins in holders.items() if len(origins) <= _COMMON}


def _grams(letters: str) -> frozenset[str]:
    return frozenset(letters[i : i + _GRAM] for i in range(max(len(letters) - _GRAM + 1, 1)) if letters)
