"""What we hold of each place, against what its sources and our catalogue say exists: the bound of every absence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gaps.expected_instruments import Expected, ExpectedInstrument, HeldNames, read_expected
from gaps.harvest import Declaration, Gate, read_gate
from gaps.harvest_facts import SourceFacts, source_facts
from law.corpus import Corpus
from law.instrument import Instrument, TextState
from law.jurisdiction import JURISDICTIONS, within
from law.kind import KINDS

UNKNOWN_KIND = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RankCoverage:
    """One kind of instrument of a place. ``expected`` are those of the catalogue, ``expected_held`` those held of them.

    ``rank`` is None for instruments whose kind is not known. ``truncated`` counts texts that are cut off.
    """

    kind: str
    rank: int | None
    instruments: int
    versions: int
    truncated: int
    expected: int
    expected_held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """One source of a place: what it claims and says that it has (None where it does not say), and what we have of it.

    ``registered`` are the counts that the rights register states. The figures are of the whole source, which may be of
    several places.
    """

    facts: SourceFacts
    title: str
    claims: str
    registered: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCoverage:
    """The coverage of one place by its own law. ``not_held`` names what the catalogue has and we do not."""

    jurisdiction: str
    ranks: tuple[RankCoverage, ...]
    sources: tuple[SourceCoverage, ...]
    not_held: tuple[ExpectedInstrument, ...]
    declared: tuple[Declaration, ...]

    @property
    def instruments(self) -> int:
        """How many instruments are held."""
        return sum(rank.instruments for rank in self.ranks)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageStatement:
    """The places asked for, in the order of the table of jurisdictions, as of one corpus revision."""

    revision: int
    places: tuple[PlaceCoverage, ...]

    @property
    def expected(self) -> int:
        """How many instruments the catalogue has of these places."""
        return sum(rank.expected for place in self.places for rank in place.ranks)

    @property
    def not_held(self) -> int:
        """How many of them are not held."""
        return sum(len(place.not_held) for place in self.places)


def coverage(
    corpus: Corpus,
    jurisdictions: Sequence[str] = (),
    *,
    instruments: Iterable[Instrument] | None = None,
    expected: Expected | None = None,
    gate: Gate | None = None,
) -> CoverageStatement:
    """State the coverage of places and of those in them; where none is named, of all that we hold or expect law of.

    ``instruments`` are those of the corpus where they are in memory already. Deterministic: the same corpus, catalogue
    and declarations give the same statement. Raises UnknownJurisdiction.
    """
    wanted = [JURISDICTIONS[code].code for code in jurisdictions]
    catalogue, declared = expected or read_expected(), gate or read_gate()
    held = defaultdict(list)
    for instrument in corpus.instruments() if instruments is None else instruments:
        held[instrument.jurisdiction].append(instrument)
    names = HeldNames.of(instrument for of in held.values() for instrument in of)
    rows = defaultdict(list)
    for entry in catalogue.entries:
        rows[entry.jurisdiction].append(entry)
    sources = _Sources.of(corpus)
    shown = [
        code for code in JURISDICTIONS if _asked(code, wanted) and (code in wanted or code in held or code in rows)
    ]
    places = tuple(_place(code, held[code], rows[code], names, sources, declared) for code in shown)
    return CoverageStatement(revision=corpus.revision(), places=places)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """The sources by what is known of them and what the rights register says."""

    facts: Mapping[str, SourceFacts]
    register: Mapping[str, "SourceCoverage"]
    claimed: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, corpus: Corpus) -> "_Sources":
        # The register brings every parser with it, which only this needs.
        from crawlers.source import SOURCES

        facts = source_facts(corpus)
        register = {
            s.id: SourceCoverage(
                facts=facts.get(s.id, SourceFacts(source=s.id)),
                title=s.title,
                claims=s.coverage,
                registered=dict(s.expected),
            )
            for s in SOURCES.values()
        }
        return cls(facts=facts, register=register, claimed={s.id: frozenset(s.jurisdictions) for s in SOURCES.values()})

    def of_place(self, place: str) -> tuple[SourceCoverage, ...]:
        """Those that something of the place is held from or that claim to cover it."""
        names = {name for name, facts in self.facts.items() if place in facts.places}
        names |= {name for name, places in self.claimed.items() if place in places}
        return tuple(self.register.get(name) or _unregistered(self.facts[name]) for name in sorted(names))


def _unregistered(facts: SourceFacts) -> SourceCoverage:
    return SourceCoverage(facts=facts, title=facts.source, claims="", registered={})


def _asked(code: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(within(code, place) for place in wanted)


def _place(
    code: str,
    held: Sequence[Instrument],
    rows: Sequence[ExpectedInstrument],
    names: HeldNames,
    sources: _Sources,
    gate: Gate,
) -> PlaceCoverage:
    missing = tuple(entry for entry in rows if names.find(entry) is None)
    kinds = {i.kind or UNKNOWN_KIND for i in held} | {entry.kind for entry in rows}
    ordered = sorted(kinds, key=lambda kind: (_rank(kind) or len(KINDS), kind))
    return PlaceCoverage(
        jurisdiction=code,
        ranks=tuple(_rank_coverage(kind, held, rows, missing) for kind in ordered),
        sources=sources.of_place(code),
        not_held=missing,
        declared=tuple(entry for entry in gate.declared if entry.jurisdiction == code),
    )


def _rank_coverage(
    kind: str, held: Iterable[Instrument], rows: Iterable[ExpectedInstrument], missing: Iterable[ExpectedInstrument]
) -> RankCoverage:
    of = [i for i in held if (i.kind or UNKNOWN_KIND) == kind]
    texts = [version for instrument in of for version in instrument.versions]
    expected = sum(entry.kind == kind for entry in rows)
    return RankCoverage(
        kind=kind,
        rank=_rank(kind),
        instruments=len(of),
        versions=len(texts),
        truncated=sum(text.text_state is TextState.TRUNCATED for text in texts),
        expected=expected,
        expected_held=expected - sum(entry.kind == kind for entry in missing),
    )


def _rank(kind: str) -> int | None:
    return KINDS[kind].rank if kind != UNKNOWN_KIND else None
