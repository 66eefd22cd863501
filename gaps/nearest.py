"""The provisions that come closest where none counts: those that speak of all concepts but one.

Ranked by how rare the concepts are that they do speak of, so that the common one is the one missing, and by whether
their instrument is about the field. Nothing but the folded words and their counts in the place decides.
"""

import heapq
import math
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from gaps.checklist import Checklist, Requirement
from gaps.concepts import GroupHits, nearly
from gaps.judgement import Finding, Strength, of_the_field
from gaps.survey import Glance, Survey, matcher_of

_LOOKED_AT = 24
_ELSEWHERE = 0.6
"""What a provision of another field weighs beside one of the field with the same concepts."""


def nearest(requirement: Requirement, survey: Survey, checklist: Checklist, most: int) -> tuple[Finding, ...]:
    """At most ``most`` provisions that speak of all concepts of the requirement but one, best first."""
    found: list[tuple[tuple[object, ...], Finding]] = []
    for language in sorted(requirement.groups):
        bits = matcher_of(checklist, language).needs(requirement.id)
        if len(bits) < 2:
            continue
        glances = [glance for glance in survey.glances if glance.text.language == language]
        for score, glance in _promising(requirement, glances, bits):
            hits = nearly(requirement, glance.article.folded, language)
            if hits is not None:
                finding = _finding(requirement, glance, hits)
                found.append(((-score, *_tightness(finding)), finding))
    found.sort(key=lambda pair: pair[0])
    return tuple(finding for _, finding in found[:most])


def _promising(
    requirement: Requirement, glances: Iterable[Glance], bits: Mapping[str, int]
) -> list[tuple[float, Glance]]:
    """The best provisions by the concepts that may stand in them; ties are left in reading order."""
    need = reduce(or_, bits.values())
    candidates = [glance for glance in glances if glance.seen & need and _lacks_at_most_one(need & ~glance.seen)]
    rarity = _rarity(candidates, bits.values())
    home: dict[str, bool] = {}
    for glance in candidates:
        home.setdefault(glance.text.instrument.id, of_the_field(requirement, glance.text))
    scored = (
        (
            sum(rarity[bit] for bit in rarity if bit & glance.seen)
            * (1 if home[glance.text.instrument.id] else _ELSEWHERE)
        )
        for glance in candidates
    )
    best = heapq.nsmallest(_LOOKED_AT, ((-score, at) for at, score in enumerate(scored)))
    return [(-score, candidates[at]) for score, at in best]


def _lacks_at_most_one(missing: int) -> bool:
    return missing & (missing - 1) == 0


def _rarity(candidates: list[Glance], bits: Iterable[int]) -> dict[int, float]:
    """The more of the candidates lack a concept, the rarer it is and the more it says where it stands."""
    return {bit: math.log(1 + sum(1 for c in candidates if not c.seen & bit)) for bit in bits}


def _finding(requirement: Requirement, glance: Glance, hits: GroupHits) -> Finding:
    return Finding(
        requirement=requirement.id,
        text=glance.text,
        article=glance.article,
        hits=hits,
        strength=Strength.NEAR_MISS,
        reasons=tuple(f"nothing on: {name}" for name in hits.missing),
    )


def _tightness(finding: Finding) -> tuple[object, ...]:
    start, end = finding.hits.tightest
    return finding.hits.sentences, end - start, finding.text.instrument.id, finding.article.provision.id
