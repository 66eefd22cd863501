"""One reading of everything that is held of a place: what each provision shows for each requirement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from gaps.checklist import Checklist, Language, Vocabulary
from gaps.concepts import ConceptMatcher, pattern
from gaps.inventory import HeldText, Inventory, ReadArticle
from gaps.judgement import Finding, Strength, doubtful, judge

BROAD = 8
"""Topics of the vocabulary from which an instrument counts as saying something on the field.

They are counted by words of their own and not by what the requirements find, so that a change of one requirement leaves
the results of the others alone. Only the order of quotes still looks at how many requirements an instrument answers.
"""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A provision and the concepts that may stand in it, as bits of `ConceptMatcher.look`."""

    text: HeldText
    article: ReadArticle
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a reading found, ``former`` in repealed texts. ``answered``: the requirements that each instrument answers.

    An instrument that answers many is about the field; one that answers a single one was hit by chance or is about
    a sector.
    """

    inventory: Inventory
    findings: Mapping[str, tuple[Finding, ...]]
    former: Mapping[str, tuple[Finding, ...]]
    answered: Mapping[str, frozenset[str]]
    glances: tuple[Glance, ...]

    def breadth(self, finding: Finding, area: str = "") -> int:
        """How many requirements (of an area) the instrument of a finding answers."""
        return sum(1 for name in self.answered[finding.text.instrument.id] if name.startswith(area))


def survey(inventory: Inventory, checklist: Checklist, progress: Progress | None = None) -> Survey:
    """Read every provision of the inventory for every requirement of the checklist."""
    held, former = _Found.empty(checklist), _Found.empty(checklist)
    for done, text in enumerate(inventory.texts, 1):
        held.read(text, checklist)
        if progress is not None:
            progress(done, len(inventory.texts))
    for text in inventory.former:
        former.read(text, checklist)
    return Survey(
        inventory=inventory,
        findings=held.settled(checklist.vocabulary),
        former=former.settled(checklist.vocabulary),
        answered={name: frozenset(ids) for name, ids in (former.answered | held.answered).items()},
        glances=tuple(held.glances),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What was found so far, by requirement and by instrument."""

    findings: dict[str, list[Finding]]
    answered: dict[str, set[str]] = field(default_factory=dict)
    glances: list[Glance] = field(default_factory=list)

    @classmethod
    def empty(cls, checklist: Checklist) -> "_Found":
        return cls(findings={requirement.id: [] for requirement in checklist.requirements})

    def read(self, text: HeldText, checklist: Checklist) -> None:
        answered = self.answered.setdefault(text.instrument.id, set())
        for glance, found in _read(text, checklist):
            self.glances.append(glance)
            for finding in found:
                self.findings[finding.requirement].append(finding)
                if finding.strength > Strength.NEAR_MISS:
                    answered.add(finding.requirement)

    def settled(self, vocabulary: Vocabulary) -> dict[str, tuple[Finding, ...]]:
        broad = _Broad(vocabulary)
        return {name: tuple(_settled(each, broad) for each in found) for name, found in self.findings.items()}


class _Broad:
    """Which texts speak of enough topics of the field; each is counted once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._topics, self._known = vocabulary.topics, dict[tuple[str, str], bool]()

    def __contains__(self, text: HeldText) -> bool:
        key = (text.instrument.id, text.version.key)
        if key not in self._known:
            said = "\n".join(article.folded for article in text.articles)
            topics = self._topics[text.language].values()
            self._known[key] = sum(pattern(topic).search(said) is not None for topic in topics) >= BROAD
        return self._known[key]


def _settled(finding: Finding, broad: _Broad) -> Finding:
    """A doubtful finding in an instrument that says next to nothing else on the field was hit by chance."""
    if doubtful(finding) and finding.text not in broad:
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
