"""Near-misses that a search of the index brings: judged by the same rules as any other provision.

A provision that speaks of every concept has been judged already, wherever it was found: a search alone makes nothing
count. What it finds besides is shown with what it lacks, for a person to look at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gaps.checklist import Checklist, Language, Requirement
from gaps.concepts import GroupHits, Span, lacking, tightest_window
from gaps.index_search import WORDING, Candidate, Place
from gaps.judgement import LACKS, TOO_FAR, Finding, Strength, disqualified, of_the_field
from gaps.records import FoundBy
from gaps.survey import Glance, Survey
from law.script import fold_text

_LOOKED_AT = 60
_SENTENCE_ENDS = "。！？!?;\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """A finding that does not count, and what brought it."""

    finding: Finding
    found_by: tuple[FoundBy, ...]


def place_of(finding: Finding | Glance) -> Place:
    """Which provision a finding is of."""
    return finding.text.instrument.id, finding.text.version.key, finding.article.provision.id


def searched_near_misses(
    requirement: Requirement,
    candidates: Sequence[Candidate],
    read: Survey,
    glances: Mapping[Place, Glance],
    checklist: Checklist,
) -> Iterator[Nearby]:
    """The candidates that do not count, those first that speak of most concepts, then as the searches ranked them."""
    judged = {place_of(finding): finding for finding in read.findings[requirement.id]}
    found = []
    readable = [c for c in candidates if c.place in glances and glances[c.place].text.language in requirement.groups]
    for rank, candidate in enumerate(readable[:_LOOKED_AT]):
        finding = judged.get(candidate.place) or _judged(requirement, glances[candidate.place], checklist)
        if finding.strength is Strength.NEAR_MISS:
            nearby = Nearby(finding=finding, found_by=candidate.found_by)
            found.append(((*_lacks(finding), not of_the_field(requirement, finding.text), rank), nearby))
    yield from (nearby for _, nearby in sorted(found, key=lambda pair: pair[0]))


def _lacks(finding: Finding) -> tuple[int, int]:
    return len(finding.hits.missing), -len(finding.hits.spans)


def _judged(requirement: Requirement, glance: Glance, checklist: Checklist) -> Finding:
    """What a provision lacks that does not speak of every concept; first what would rule it out anyway."""
    text, article = glance.text, glance.article
    spans, missing = lacking(requirement, article.folded, text.language)
    hits = GroupHits(
        requirement=requirement.id,
        spans=spans,
        tightest=tightest_window(spans.values()) if spans else _telling(requirement, article.folded, text.language),
        sentences=1,
        missing=missing,
    )
    barred = disqualified(requirement, checklist.vocabulary, text, article, hits)
    return Finding(
        requirement=requirement.id,
        text=text,
        article=article,
        hits=hits,
        strength=Strength.NEAR_MISS,
        reasons=(*barred, *([f"{LACKS}{name}" for name in missing] or [TOO_FAR])),
    )


def _telling(requirement: Requirement, folded: str, language: Language) -> Span:
    """The sentence that shares most pairs of characters with the test; the first of equals."""
    wanted = _pairs(fold_text(requirement.tests.covered.in_language(WORDING[language])))
    return max(_sentences(folded), key=lambda span: len(wanted & _pairs(folded[slice(*span)])), default=(0, 0))


def _sentences(folded: str) -> Iterator[Span]:
    start = 0
    for at, mark in enumerate(folded, 1):
        if mark in _SENTENCE_ENDS or at == len(folded):
            if at - start > 1:
                yield start, at
            start = at


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
