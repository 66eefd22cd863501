"""What an index holds, version by version: the instruments as they stood when it was built, and counting by filters.

An index carries these facts itself, so that its answers agree with themselves while the corpus moves on.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from index.engine import VersionFacts
from index.plan import UNKNOWN, Keep
from law.instrument import Instrument, Version
from law.timeline import validity

NEVER_BEGAN: Final = 0
NEVER_ENDS: Final = date.max.toordinal() + 1
FACETS: Final = ("jurisdiction", "kind", "language", "year")
_JSON: Final = TypeAdapter(tuple[Instrument, ...])

Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Instruments with their primary versions, which are numbered in order, and the facts that filters look at."""

    instruments: tuple[Instrument, ...]
    numbered: tuple[tuple[Instrument, Version], ...]
    facts: tuple[VersionFacts, ...]
    columns: Mapping[str, NDArray[np.int64]]
    values: Mapping[str, tuple[str, ...]]
    days: Mapping[str, NDArray[np.int64]]
    by_id: Mapping[str, Instrument] = field(default_factory=dict)

    @classmethod
    def of(cls, instruments: Iterable[Instrument], numbers: NDArray[np.int64] | None = None) -> Self:
        """Number the versions of the instruments: in their order, or as ``numbers`` says, which has all from 0 on."""
        held = tuple(instruments)
        in_order = [(i, v) for i in held for v in i.versions]
        numbered = tuple(in_order if numbers is None else [in_order[at] for at in np.argsort(numbers).tolist()])
        facts = tuple(facts_of(n, i, v) for n, (i, v) in enumerate(numbered))
        coded = {name: _coded([_value(f, name) for f in facts]) for name in FACETS}
        return cls(
            instruments=held,
            numbered=numbered,
            facts=facts,
            columns={name: codes for name, (codes, _) in coded.items()},
            values={name: values for name, (_, values) in coded.items()},
            days={name: np.array([_day(f, name) for f in facts], dtype=np.int64) for name in _DAYS},
            by_id={i.id: i for i in held},
        )

    @classmethod
    def read(cls, json: bytes, numbers: NDArray[np.int64] | None = None) -> Self:
        """From ``to_json``. Raises ``ValueError`` for anything else."""
        return cls.of(_JSON.validate_json(json), numbers)

    def to_json(self) -> bytes:
        """The instruments without what no answer needs: provisions, histories, problems."""
        return _JSON.dump_json(tuple(_slim(i) for i in self.instruments))

    def passing(self, keep: Keep) -> Mask:
        """Which versions pass the filters."""
        return self._together(self._masks(keep))

    def _together(self, masks: Mapping[str, Mask], *, without: str | None = None) -> Mask:
        """Which versions pass all of some filters; ``without`` leaves out the one that belongs to a facet."""
        passing = np.ones(len(self.facts), dtype=np.bool_)
        for name, mask in masks.items():
            if name != without:
                passing &= mask
        return passing

    def _masks(self, keep: Keep) -> dict[str, Mask]:
        """For every filter that is set, by the name of its facet if it has one, which versions pass it."""
        masks = {name: self._having(name, values) for name, values in _choices(keep)}
        if keep.versions is not None:
            masks["version"] = np.isin(np.arange(len(self.facts)), keep.versions)
        if keep.promulgated_from or keep.promulgated_to:
            masks["year"] = self._promulgated(keep)
        if keep.on is not None:
            day = keep.on.toordinal()
            masks["day"] = (self.days["start"] <= day) & (day < self.days["end"])
        return masks

    def _having(self, name: str, values: Collection[str]) -> Mask:
        wanted = np.array([value in values for value in self.values[name]], np.bool_)
        return np.asarray(wanted[self.columns[name]], np.bool_)

    def counts(self, by_version: Mapping[int, int]) -> Counts:
        """What an engine counted, as an array over all versions."""
        counts = np.zeros(len(self.facts), dtype=np.int64)
        counts[list(by_version)] = list(by_version.values())
        return counts

    def total(self, counts: Counts, keep: Keep) -> int:
        """How many provisions match under all filters."""
        return int(counts[self.passing(keep)].sum())

    def facets(self, counts: Counts, keep: Keep) -> dict[str, list[tuple[str, int]]]:
        """For every facet its values with their counts under all other filters, most first."""
        masks = self._masks(keep)
        return {name: self._facet(name, counts * self._together(masks, without=name)) for name in FACETS}

    def _facet(self, name: str, counts: Counts) -> list[tuple[str, int]]:
        values = self.values[name]
        by_value = np.bincount(self.columns[name], weights=counts, minlength=len(values))
        found = [(values[code], int(by_value[code])) for code in np.flatnonzero(by_value)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _promulgated(self, keep: Keep) -> Mask:
        days = self.days["promulgated"]
        passing = days > NEVER_BEGAN
        if keep.promulgated_from:
            passing &= days >= keep.promulgated_from.toordinal()
        if keep.promulgated_to:
            passing &= days <= keep.promulgated_to.toordinal()
        return passing


_DAYS: Final = ("promulgated", "start", "end")


def facts_of(number: int, instrument: Instrument, version: Version) -> VersionFacts:
    """What filters look at in a version."""
    span = validity(instrument, version)
    return VersionFacts(
        number=number,
        jurisdiction=instrument.jurisdiction,
        kind=instrument.kind or UNKNOWN,
        language=version.language,
        promulgated=version.promulgated_on.day.toordinal() if version.promulgated_on else None,
        start=span.start.toordinal() if span.start else NEVER_BEGAN,
        end=span.end.toordinal() if span.end else NEVER_ENDS,
    )


def _coded(values: list[str]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Each value's number among the different ones, which are in order."""
    different = sorted(set(values))
    numbers = {value: number for number, value in enumerate(different)}
    return np.array([numbers[value] for value in values], dtype=np.int64), tuple(different)


def _choices(keep: Keep) -> Iterator[tuple[str, Collection[str]]]:
    named = {"jurisdiction": keep.jurisdictions, "kind": keep.kinds, "language": keep.languages}
    yield from ((name, frozenset(values)) for name, values in named.items() if values)


def _value(facts: VersionFacts, name: str) -> str:
    if name != "year":
        return str(getattr(facts, name))
    return UNKNOWN if facts.promulgated is None else str(date.fromordinal(facts.promulgated).year)


def _day(facts: VersionFacts, name: str) -> int:
    day = getattr(facts, name)
    return NEVER_BEGAN if day is None else int(day)


def _slim(instrument: Instrument) -> Instrument:
    versions = (
        replace(v, provisions=(), events=(), problems=(), repeal_clauses=(), text_hash=v.text_sha256)
        for v in instrument.versions
    )
    return replace(instrument, versions=tuple(versions))
