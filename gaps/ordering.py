"""Which quote comes first: the strongest, and of equals the one with most for it, all weighed in one unit.

One rule after another would let the first difference decide, however small: an instrument that answers one requirement
more would always come before a provision that speaks of the matter far more plainly. So what speaks for and against a
finding is added up, in hits: what one more mention of a concept weighs. The weights were fitted to what readers named
first in cells and checked on requirements left out of the fitting (``docs/accuracy.md``); these are rounded, and
others around them do as well.
"""

import math
import re
from collections.abc import Iterable
from typing import Final

from gaps.checklist import Requirement
from gaps.concepts import pattern, tightest_window
from gaps.judgement import Finding, of_the_field
from gaps.survey import Survey

_MOST_HITS: Final = 4
"""Hits of one concept that count: a word said ten times says no more than one said four times."""
_WIDTH: Final = 40
"""Characters of distance that weigh as much as one hit."""
_BREADTH: Final = 1.5
"""For an instrument that answers twice as many requirements: it is about the field, and readers look there first."""
_REASON: Final = 2.0
"""Against each reason why a provision is not more than it is."""
_OTHER_FIELD: Final = 3.0
"""Against an instrument whose title does not speak for everyone on the subject."""
_BELOW: Final = 3.0
"""Against the rule of one city or district where the whole place is asked about, besides the reason that says so."""
_RANK: Final = 2.0
"""Against each step down from the constitution."""
_INTERPRETATION: Final = 6.0
"""Against how courts apply a law, usually in one field, ranked beside regulations: quoted after the law itself."""
_PUNISHES: Final = 3.0
"""Against a provision on sanctions where none is asked for: the duty itself stands elsewhere."""
_FIRST: Final = 3
"""Quotes that a reader sees at a glance."""
_SANCTION: Final = re.compile("责令|罚款|处分|追究刑事责任|吊销")


def in_order(requirement: Requirement, findings: Iterable[Finding], read: Survey) -> list[Finding]:
    """Best first; of the first three, not all of one instrument where another shows as much."""
    found = sorted(findings, key=lambda finding: _key(requirement, finding, read))
    first = found[:_FIRST]
    if len({finding.text.instrument.id for finding in first}) != 1 or len(first) < _FIRST:
        return found
    another = next((at for at in range(_FIRST, len(found)) if _shows_as_much(found[at], first[-1])), None)
    if another is not None:
        found.insert(_FIRST - 1, found.pop(another))
    return found


def _shows_as_much(finding: Finding, last: Finding) -> bool:
    """Whether a finding of another instrument is as strong."""
    return finding.strength is last.strength and finding.text.instrument.id != last.text.instrument.id


def _key(requirement: Requirement, finding: Finding, read: Survey) -> tuple[object, ...]:
    """The names at the end leave no order open."""
    text = finding.text
    return (
        -finding.strength,
        round(_against(requirement, finding) - _in_favour(requirement, finding, read), 6),
        text.instrument.id,
        finding.article.provision.id,
        text.version.key,
    )


def _in_favour(requirement: Requirement, finding: Finding, read: Survey) -> float:
    breadth = _BREADTH * math.log2(1 + read.breadth(finding))
    hits = sum(min(len(spans), _MOST_HITS) for spans in finding.hits.spans.values())
    return breadth + hits + _headed(requirement, finding)


def _against(requirement: Requirement, finding: Finding) -> float:
    text = finding.text
    weighed = (
        (_OTHER_FIELD, not of_the_field(requirement, text)),
        (_BELOW, not text.own),
        (_INTERPRETATION, text.instrument.kind == "judicial_interpretation"),
        (_PUNISHES, _only_punishes(requirement, finding)),
    )
    limits = _REASON * len(finding.reasons) + sum(weight for weight, holds in weighed if holds)
    return limits + _RANK * text.rank + _looseness(finding)


def _only_punishes(requirement: Requirement, finding: Finding) -> bool:
    if _SANCTION.search(finding.article.folded) is None:
        return False
    groups = requirement.groups.get(finding.text.language, ())
    return not any(_SANCTION.search(group.pattern) for group in groups)


def _headed(requirement: Requirement, finding: Finding) -> int:
    """How many of the concepts the provision's own heading names."""
    groups = requirement.groups.get(finding.text.language, ())
    return sum(pattern(group.pattern).search(finding.article.folded_heading) is not None for group in groups)


def _looseness(finding: Finding) -> float:
    """How far apart the concepts stand, in sentences and in characters."""
    start, end = tightest_window(finding.hits.spans.values())
    stop = {"zh": "。", "en": ". "}[finding.text.language]
    return 1 + finding.article.folded.count(stop, start, end) + (end - start) / _WIDTH
