"""One reading of everything that is held of a place: what each provision shows for each requirement."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from functools import cache

from gaps.checklist import Checklist, Language
from gaps.concepts import ConceptMatcher
from gaps.inventory import HeldText, Inventory, ReadArticle
from gaps.judgement import Finding, Strength, doubtful, judge

NARROW = 0.05
"""The share of the checklist below which an instrument says next to nothing on its subjects."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A provision and the concepts that may stand in it, as bits of `ConceptMatcher.look`."""

    text: HeldText
    article: ReadArticle
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a reading found. ``answered``: the requirements that each instrument answers at all, by its id.

    An instrument that answers many is about the field; one that answers a single one was hit by chance or is about
    a sector.
    """

    inventory: Inventory
    findings: Mapping[str, tuple[Finding, ...]]
    answered: Mapping[str, frozenset[str]]
    glances: tuple[Glance, ...]

    def breadth(self, finding: Finding, area: str = "") -> int:
        """How many requirements (of an area) the instrument of a finding answers."""
        return sum(1 for name in self.answered[finding.text.instrument.id] if name.startswith(area))


def survey(inventory: Inventory, checklist: Checklist, progress: Progress | None = None) -> Survey:
    """Read every provision of the inventory for every requirement of the checklist."""
    findings: dict[str, list[Finding]] = {r.id: [] for r in checklist.requirements}
    answered: dict[str, set[str]] = {text.instrument.id: set() for text in inventory.texts}
    glances: list[Glance] = []
    for done, text in enumerate(inventory.texts, 1):
        for glance, found in _read(text, checklist):
            glances.append(glance)
            for finding in found:
                findings[finding.requirement].append(finding)
                if finding.strength > Strength.NEAR_MISS:
                    answered[text.instrument.id].add(finding.requirement)
        if progress is not None:
            progress(done, len(inventory.texts))
    narrow = {name for name, ids in answered.items() if len(ids) < NARROW * len(findings)}
    return Survey(
        inventory=inventory,
        findings={name: tuple(_settled(f, narrow) for f in found) for name, found in findings.items()},
        answered={name: frozenset(ids) for name, ids in answered.items()},
        glances=tuple(glances),
    )


def _settled(finding: Finding, narrow: Container[str]) -> Finding:
    """A doubtful finding in an instrument that answers next to nothing else was hit by chance."""
    if finding.text.instrument.id in narrow and doubtful(finding):
        return replace(finding, strength=Strength.NEAR_MISS)
    return finding


def _read(text: HeldText, checklist: Checklist) -> list[tuple[Glance, list[Finding]]]:
    matcher = matcher_of(checklist, text.language)
    read = []
    for article in text.articles:
        seen = matcher.look(article.folded)
        found = [
            judge(checklist.requirement(hits.requirement), checklist.vocabulary, text, article, hits)
            for hits in matcher.scan(article.folded, seen)
        ]
        read.append((Glance(text=text, article=article, seen=seen), found))
    return read


def matcher_of(checklist: Checklist, language: Language) -> ConceptMatcher:
    """The matcher of a checklist and family of languages, made once."""
    held = _made(checklist.fingerprint, language)
    if not held:
        held.append(ConceptMatcher(checklist, language))
    return held[0]


@cache
def _made(fingerprint: str, language: Language) -> list[ConceptMatcher]:
    """A place for the matcher of one checklist and language; filled by ``matcher_of``."""
    del fingerprint, language
    return []
