"""Which quote comes first: the strongest, from the instrument most about the field, in the place that says it most.

The weights were chosen on the examples of the checklist, which a person picked as the place where each rule stands.
"""

import re
from typing import Final

from gaps.checklist import Requirement
from gaps.concepts import pattern, tightest_window
from gaps.judgement import Finding, of_the_field
from gaps.survey import Survey

_STEP: Final = 3
"""Requirements of the area by which instruments must differ to count as more or less about it."""
_MOST_HITS: Final = 4
"""Hits of one concept that count: a word said ten times says no more than one said four times."""
_WIDTH: Final = 40
"""Characters of distance that weigh as much as one hit."""
_SANCTION: Final = re.compile("责令|罚款|处分|追究刑事责任|吊销")
_INTERPRETATION: Final = "judicial_interpretation"
"""How courts apply a law, usually in one field, ranked beside regulations: quoted after the law itself."""


def order(requirement: Requirement, finding: Finding, read: Survey) -> tuple[object, ...]:
    """Sort key, best first. The names at the end leave no order open."""
    text = finding.text
    return (
        -finding.strength,
        not of_the_field(requirement, text),
        len(finding.reasons),
        not text.own,
        text.instrument.kind == _INTERPRETATION,
        -(read.breadth(finding, f"{requirement.area}-") // _STEP),
        text.rank,
        -read.breadth(finding),
        text.truncated,
        _only_punishes(requirement, finding),
        -_headed(requirement, finding),
        _looseness(finding),
        text.instrument.id,
        finding.article.provision.id,
        text.version.key,
    )


def _only_punishes(requirement: Requirement, finding: Finding) -> bool:
    """Whether a provision on sanctions answers a requirement that asks for none: the duty itself stands elsewhere."""
    if _SANCTION.search(finding.article.folded) is None:
        return False
    groups = requirement.groups.get(finding.text.language, ())
    return not any(_SANCTION.search(group.pattern) for group in groups)


def _headed(requirement: Requirement, finding: Finding) -> int:
    """How many of the concepts the provision's own heading names."""
    groups = requirement.groups.get(finding.text.language, ())
    return sum(pattern(group.pattern).search(finding.article.folded_heading) is not None for group in groups)


def _looseness(finding: Finding) -> float:
    """How far apart the concepts stand, less how often they are spoken of."""
    columns = finding.hits.spans.values()
    start, end = tightest_window(columns)
    stop = {"zh": "。", "en": ". "}[finding.text.language]
    sentences = 1 + finding.article.folded.count(stop, start, end)
    return sentences + (end - start) / _WIDTH - sum(min(len(spans), _MOST_HITS) for spans in columns)
