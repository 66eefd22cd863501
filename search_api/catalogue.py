"""The names of all that is held, in memory: from an id, a title, a short title or a number to an instrument."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from law.identifier import title_key
from law.instrument import Instrument
from search_api.views import Ambiguous, Named, NotHeld

_LONGEST_NAME = 300
_CLOSEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Every instrument of one corpus revision, without provisions."""

    revision: int
    instruments: dict[str, Instrument]
    by_name: dict[str, tuple[str, ...]]
    grams: dict[str, frozenset[str]]

    @classmethod
    def of(cls, instruments: Iterable[Instrument], *, revision: int) -> Self:
        """Index the names of the instruments."""
        held = {instrument.id: instrument for instrument in instruments if instrument.versions}
        names: dict[str, list[str]] = defaultdict(list)
        for instrument in held.values():
            for key in _keys(instrument):
                names[key].append(instrument.id)
        return cls(
            revision=revision,
            instruments=held,
            by_name={key: tuple(ids) for key, ids in names.items()},
            grams={i.id: _grams(title_key(i.title)) for i in held.values()},
        )

    def find(self, name: str) -> Instrument:
        """The instrument with this id or name. Raises NotHeld with the closest, Ambiguous with the candidates."""
        if name in self.instruments:
            return self.instruments[name]
        key = title_key(_bare(name))
        ids = () if name.startswith("/akn/") else self.by_name.get(key, ())
        if not ids:
            raise NotHeld(
                f"{name[:_LONGEST_NAME]!r} is not among the instruments that we hold; this does not say that it "
                "does not exist",
                closest=self.closest(name),
                held=self.summary(),
            )
        if len(ids) > 1:
            candidates = tuple(self.named(i) for i in ids)
            raise Ambiguous(f"{name!r} names {len(ids)} instruments that we hold: choose one by its id", candidates)
        return self.instruments[ids[0]]

    def closest(self, name: str) -> tuple[Named, ...]:
        """The instruments whose titles share the most pairs of characters with the name, best first."""
        wanted = _grams(title_key(_bare(name))[:_LONGEST_NAME])
        if not wanted:
            return ()
        scores = ((2 * len(wanted & g) / (len(wanted) + len(g)), i) for i, g in self.grams.items() if wanted & g)
        best = sorted(scores, key=lambda pair: (-pair[0], pair[1]))[:_CLOSEST]
        return tuple(self.named(i) for _, i in best)

    def named(self, instrument_id: str) -> Named:
        """The name of a held instrument."""
        instrument = self.instruments[instrument_id]
        return Named(id=instrument.id, title=instrument.title, jurisdiction=instrument.jurisdiction)

    def main_place(self) -> str:
        """The place of which most instruments are held, the first by code among equals. Raises NotHeld."""
        places = Counter(i.jurisdiction for i in self.instruments.values())
        if not places:
            raise NotHeld("there is no place to judge", held=self.summary())
        return min(places, key=lambda place: (-places[place], place))

    def summary(self) -> str:
        """What is held, in one sentence."""
        if not self.instruments:
            return "We hold no instruments yet: run `lexgap import`."
        places = Counter(i.jurisdiction for i in self.instruments.values())
        most = ", ".join(f"{place} {count}" for place, count in places.most_common(_CLOSEST))
        more = f" and {len(places) - _CLOSEST} more places" if len(places) > _CLOSEST else ""
        return f"We hold {len(self.instruments)} instruments: {most}{more}."


def _keys(instrument: Instrument) -> set[str]:
    names = (*instrument.titles.values(), *instrument.short_titles, *instrument.alternates.values())
    return {title_key(name) for name in (*names, instrument.number or "")} - {""}


def _bare(name: str) -> str:
    return name.rsplit("/", 1)[-1] if name.startswith("/") else name


def _grams(key: str) -> frozenset[str]:
    return frozenset(key[i : i + 2] for i in range(max(len(key) - 1, 1)) if key)
