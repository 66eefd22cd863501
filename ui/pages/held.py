"""What is held, for choosers and for the sentences that bound an absence."""

from collections import Counter
from dataclasses import dataclass

from law.jurisdiction import JURISDICTIONS, ancestors
from law.kind import KINDS
from search_api.catalogue import Catalogue
from ui.pages.labels import Labels

_NAMED_IN_A_SENTENCE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHeld:
    """A place in a chooser. ``count`` is of its own instruments, ``below`` of those of the places in it."""

    code: str
    name: str
    count: int
    below: int
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How much is held, the places it is of, and the kinds of instruments.

    ``most`` are the places of which most is held, ``others`` how many more there are.
    """

    instruments: int
    places: tuple[PlaceHeld, ...]
    kinds: tuple[tuple[str, str], ...]
    most: tuple[PlaceHeld, ...]
    others: int


def held_in(catalogue: Catalogue, labels: Labels) -> Held:
    """Count what the catalogue holds; places in the order of the table, where a place follows what contains it."""
    own = Counter(i.jurisdiction for i in catalogue.instruments.values())
    below: Counter[str] = Counter()
    for code, count in own.items():
        below.update(dict.fromkeys(ancestors(code), count))
    shown = [code for code in JURISDICTIONS if own[code] or below[code]]
    places = tuple(_place(code, own, below, labels) for code in shown)
    kinds = {i.kind for i in catalogue.instruments.values()}
    most = sorted(places, key=lambda p: (-p.count, p.code))[:_NAMED_IN_A_SENTENCE]
    return Held(
        instruments=len(catalogue.instruments),
        places=places,
        kinds=tuple((kind, labels.kind(kind)) for kind in KINDS if kind in kinds),
        most=tuple(place for place in most if place.count),
        others=max(0, len(own) - _NAMED_IN_A_SENTENCE),
    )


def _place(code: str, own: Counter[str], below: Counter[str], labels: Labels) -> PlaceHeld:
    return PlaceHeld(code=code, name=labels.place(code), count=own[code], below=below[code], depth=len(ancestors(code)))
