"""A declaration that all law of a place is held, held against the facts: only people declare, but facts contradict."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gaps.expected_instruments import Expected, HeldNames, read_expected
from gaps.harvest import Contradiction, Gate
from gaps.harvest_facts import SourceFacts, source_facts
from gaps.records import Completeness
from law.corpus import Corpus


def checked(gate: Gate, corpus: Corpus, places: Sequence[str], expected: Expected | None = None) -> Gate:
    """The gate with what contradicts its declarations for the places; its fingerprint tells these facts apart too.

    Nothing is read where nobody declared one of the places complete.
    """
    vouched = sorted({d.jurisdiction for d in gate.declared if d.state is Completeness.COMPLETE} & set(places))
    if not vouched or gate.contradictions is not None:
        return gate if gate.contradictions is not None else replace(gate, contradictions={})
    catalogue = expected or read_expected()
    facts = _Facts(corpus=corpus, sources=source_facts(corpus), register=_register(), expected=catalogue)
    found = {place: tuple(facts.against(place)) for place in vouched}
    digest = hashlib.sha256(repr((gate.fingerprint, catalogue.fingerprint, found)).encode()).hexdigest()
    return replace(gate, contradictions=found, fingerprint=digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    corpus: Corpus
    sources: Mapping[str, SourceFacts]
    register: Mapping[str, frozenset[str]]
    expected: Expected

    def against(self, place: str) -> Iterator[Contradiction]:
        """What speaks against holding all law of a place, in a fixed order."""
        for name, facts in self.sources.items():
            if place in facts.places or place in self.register.get(name, frozenset()):
                yield from (Contradiction(reason=reason) for reason in _doubts(facts))
        names = HeldNames.of(self.corpus.instruments(jurisdictions=[place]))
        for entry in self.expected.entries:
            if entry.jurisdiction == place and names.find(entry) is None:
                yield Contradiction(reason=f"《{entry.title}》 of the catalogue is not held", areas=entry.areas)


def _doubts(facts: SourceFacts) -> Iterator[str]:
    name = facts.source
    if facts.withdrawal is not None:
        yield f"the texts of {name} are withdrawn"
    if facts.said_to_exist is not None and facts.said_to_exist > facts.documents:
        yield f"{name} says that it has {facts.said_to_exist} documents, {facts.documents} are held"
    if facts.last_state not in (None, "finished"):
        yield f"the last harvest of {name} did not finish ({facts.last_state})"
    if failed := sum(facts.failures.values()):
        yield f"the last harvest of {name} did not get {failed} documents"
    if facts.quarantined:
        yield f"{facts.quarantined} documents of {name} are quarantined"


def _register() -> dict[str, frozenset[str]]:
    # The register brings every parser with it, which nothing needs where nobody declared anything complete.
    from crawlers.source import SOURCES

    return {source.id: frozenset(source.jurisdictions) for source in SOURCES.values()}
