"""One reading of everything that is held of a place: what each provision shows for each requirement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from gaps.checklist import Checklist, Language
from gaps.concepts import ConceptMatcher
from gaps.inventory import HeldText, Inventory, ReadArticle
from gaps.judgement import Finding, Strength, judge

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A provision and the concepts that may stand in it, as bits of `ConceptMatcher.look`."""

    text: HeldText
    article: ReadArticle
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a reading found. ``breadth``: how many requirements of the whole checklist an instrument answers, by its id.

    An instrument that answers many is about the field; one that answers a single one was hit by chance or is about
    a sector.
    """

    inventory: Inventory
    findings: Mapping[str, tuple[Finding, ...]]
    breadth: Mapping[str, int]
    glances: tuple[Glance, ...]


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
    return Survey(
        inventory=inventory,
        findings={name: tuple(found) for name, found in findings.items()},
        breadth={name: len(ids) for name, ids in answered.items()},
        glances=tuple(glances),
    )


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
