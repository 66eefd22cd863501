"""The names of all that is held, in memory: from an id, a title, a short title or a number to an instrument."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from index.names import Names, Resolved
from index.title_catalogue import read_catalogue
from law.identifier import title_key
from law.instrument import Instrument
from law.withdrawn_instruments import WithdrawnInstrument
from search_api.views import Ambiguous, Named, NotHeld, Withdrawn

_LONGEST_NAME = 300
_CLOSEST = 5
_MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Every instrument of one corpus revision, without provisions. ``title_keys`` are its titles folded, one a line."""

    revision: int
    instruments: dict[str, Instrument]
    names: Names
    title_keys: dict[str, str]
    withdrawn: dict[str, WithdrawnInstrument] = field(default_factory=dict)

    @classmethod
    def of(
        cls, instruments: Iterable[Instrument], *, revision: int, withdrawn: Iterable[WithdrawnInstrument] = ()
    ) -> Self:
        """Index the names of the instruments; one without any text answers nothing and is left out."""
        held = {instrument.id: instrument for instrument in instruments if instrument.versions}
        keys = {i.id: "\n".join(title_key(title) for title in i.titles.values()) for i in held.values()}
        return cls(
            revision=revision,
            instruments=held,
            names=Names.of(held.values(), read_catalogue()),
            title_keys=keys,
            withdrawn={gone.instrument.id: gone for gone in withdrawn},
        )

    def find(self, name: str) -> Instrument:
        """The instrument with this id or name. Raises NotHeld with the closest, Ambiguous with the candidates.

        Raises Withdrawn where it is known but none of its texts may be shown.
        """
        if name in self.instruments:
            return self.instruments[name]
        resolved = Resolved() if name.startswith("/akn/") else self.names.resolve(name[:_LONGEST_NAME])
        if not resolved.ids:
            self._raise_withdrawn(name[:_LONGEST_NAME])
            raise self._not_held(name[:_LONGEST_NAME], resolved)
        if len(resolved.ids) > 1:
            candidates = tuple(self.named(i) for i in resolved.ids)
            number = len(resolved.ids) + resolved.others
            raise Ambiguous(f"{name!r} names {number} instruments that we hold: choose one by its id", candidates)
        return self.instruments[resolved.ids[0]]

    def titled(self, name: str) -> Instrument:
        """As ``find``, for an address that stays: the last words of several titles held name none of them alone."""
        found = self.find(name)
        if not name.startswith("/akn/") and self.names.resolve(name[:_LONGEST_NAME]).by_ending:
            key = title_key(name[:_LONGEST_NAME])
            ids = sorted({i for known, of in self.names.exact.items() if known.endswith(key) for i in of})
            if len(ids) > 1:
                message = f"{name!r} may mean {len(ids)} instruments that we hold: choose one by its id"
                raise Ambiguous(message, tuple(self.named(i) for i in ids[:_MOST_CANDIDATES]))
        return found

    def closest(self, name: str) -> tuple[Named, ...]:
        """The instruments whose titles share the most pairs of characters with the name, best first."""
        key = title_key(name.rsplit("/", 1)[-1] if name.startswith("/") else name)
        wanted = {key[i : i + 2] for i in range(len(key) - 1)}
        shared = ((2 * len(wanted & g) / (len(wanted) + len(g)), i) for i, g in self.names.grams.items() if wanted & g)
        best = sorted(shared, key=lambda pair: (-pair[0], pair[1]))[:_CLOSEST]
        return tuple(self.named(i) for _, i in best)

    def named(self, instrument_id: str) -> Named:
        """The name of a held instrument."""
        instrument = self.instruments[instrument_id]
        return Named(id=instrument.id, title=instrument.title, jurisdiction=instrument.jurisdiction)

    def main_place(self) -> str:
        """The place of which most instruments are held, the first by code among equals. Raises NotHeld."""
        if places := self.places():
            return places[0]
        raise NotHeld("there is no place to judge", held=self.summary())

    def places(self) -> tuple[str, ...]:
        """The places that something is held of, those of most first, equals by code."""
        counts = Counter(i.jurisdiction for i in self.instruments.values())
        return tuple(sorted(counts, key=lambda place: (-counts[place], place)))

    def summary(self) -> str:
        """What is held, in one sentence."""
        if not self.instruments:
            return "We hold no instruments yet: run `lexgap import`."
        places = Counter(i.jurisdiction for i in self.instruments.values())
        most = ", ".join(f"{place} {count}" for place, count in places.most_common(_CLOSEST))
        more = f" and {len(places) - _CLOSEST} more places" if len(places) > _CLOSEST else ""
        return f"We hold {len(self.instruments)} instruments: {most}{more}."

    def _raise_withdrawn(self, name: str) -> None:
        key = title_key(name)
        for gone in self.withdrawn.values():
            if name == gone.instrument.id or key in map(title_key, gone.instrument.titles.values()):
                raise Withdrawn(gone)

    def _not_held(self, name: str, resolved: Resolved) -> NotHeld:
        known = f" (it means {resolved.known_as})" if resolved.known_as and resolved.known_as != name else ""
        message = f"{name!r}{known} is not among the instruments that we hold; this does not say that it does not exist"
        return NotHeld(message, closest=self.closest(resolved.known_as or name), held=self.summary())
