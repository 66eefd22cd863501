"""The result of a cell from the findings that count: covered, partial, or what absence allows to be said."""

from collections.abc import Sequence
from typing import Final

from gaps.absence import absence, cut_off, cut_off_reason, not_of_this_level
from gaps.checklist import Requirement
from gaps.elements import Shown, missing
from gaps.judgement import LACKS, Finding, Strength, of_the_field
from gaps.records import Harvest, Result
from gaps.survey import Survey

_BROAD: Final = 0.08
"""The share of the checklist that an instrument about the field answers; those about one sector stay well below."""


def rule(
    requirement: Requirement, counting: Sequence[Finding], shown: Sequence[Shown], read: Survey, harvest: Harvest
) -> tuple[Result, tuple[str, ...]]:
    """The result with its reasons. ``counting``: best first; ``shown``: those quoted, with the elements they meet."""
    if not counting or not_of_this_level(requirement, read):
        return absence(requirement, read, harvest)
    best = counting[0]
    lacking = tuple(f"{LACKS}{element.names.en}" for element in missing(requirement, shown))
    if best.strength is Strength.FULL and not lacking:
        return Result.COVERED, (f"{_where(best)} says it for the whole place",)
    together = _together(requirement, shown)
    if together:
        others = "、".join(dict.fromkeys(one.article.provision.label for one in together[1:]))
        return Result.COVERED, (f"{_where(together[0])} and {others} say it together",)
    if best.strength is Strength.FULL:
        return Result.PARTIAL, tuple(f"{_where(best)}: {reason}" for reason in lacking)
    cut = cut_off(requirement, read)
    if cut and not _speaks_on_it(requirement, best, read):
        return Result.CANNOT_SAY, (cut_off_reason(cut), *_short_of(best))
    return Result.PARTIAL, _short_of(best)


def _together(requirement: Requirement, shown: Sequence[Shown]) -> tuple[Finding, ...]:
    """The provisions in the instrument of the first that meet every required element between them; else none.

    Each must lack a concept only: what limits its reach or its force is not made good by a neighbour.
    """
    home = shown[0].finding.text.instrument.id
    own = [one for one in shown if one.general and one.finding.text.instrument.id == home]
    whole = [one for one in own if all(reason.startswith(LACKS) for reason in one.finding.reasons)]
    if not whole or missing(requirement, whole):
        return ()
    return tuple(one.finding for one in whole)


def _speaks_on_it(requirement: Requirement, finding: Finding, read: Survey) -> bool:
    """Whether a finding stands in an instrument about the field, by its title or by how much else it answers."""
    return of_the_field(requirement, finding.text) or read.breadth(finding) >= _BROAD * len(read.findings)


def _short_of(best: Finding) -> tuple[str, ...]:
    return tuple(f"{_where(best)}: {reason}" for reason in best.reasons)


def _where(finding: Finding) -> str:
    return f"《{finding.text.instrument.title}》{finding.article.provision.label}"
