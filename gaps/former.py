"""Provisions that counted until their text was repealed: shown with the day, so that what was lost is seen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from gaps.checklist import Requirement
from gaps.inventory import HeldText
from gaps.judgement import Finding, Strength
from gaps.ordering import in_order
from gaps.survey import Survey
from law.timeline import validity

_MOST: Final = 2


def counted_before(requirement: Requirement, held: Sequence[Finding], read: Survey) -> tuple[Finding, ...]:
    """The best findings in repealed texts that show more than those ``held``, as near-misses that say why not."""
    best = max((finding.strength for finding in held), default=Strength.NEAR_MISS)
    more = [finding for finding in read.former[requirement.id] if finding.strength > best]
    return tuple(_lost(finding) for finding in in_order(requirement, more, read)[:_MOST])


def _lost(finding: Finding) -> Finding:
    reasons = (f"counted until its repeal {_when(finding.text)}", *finding.reasons)
    return replace(finding, strength=Strength.NEAR_MISS, reasons=reasons)


def _when(text: HeldText) -> str:
    """The day of the repeal; a source that only calls a text repealed does not name it."""
    ended, own = validity(text.instrument, text.version).end, text.version.repealed_on
    stated = {own.day if own else None, *(repeal.clause.repealed_on for repeal in text.instrument.repeals)}
    return f"on {ended.isoformat()}" if ended is not None and ended in stated else "on a day that is not known"
