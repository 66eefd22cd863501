"""Results in shares: the bar of a place, and how far an area is answered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gaps.records import Result

RESULTS: Final = (
    Result.COVERED,
    Result.PARTIAL,
    Result.INHERITED,
    Result.NOT_FOUND,
    Result.CANNOT_SAY,
    Result.NOT_APPLICABLE,
)
"""In the order of the legend."""

_ANSWERED: Final = (Result.COVERED, Result.INHERITED)
_STEPS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of a bar, in hundredths of its width."""

    result: Result
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """How much of an area is answered in a place. ``step`` is 0 to 4, None where nothing can be said."""

    answered: int
    applicable: int
    step: int | None


def bar(counts: Counter[Result]) -> list[Segment]:
    """The parts of a bar that shows the counts, in the order of the legend."""
    total = sum(counts.values()) or 1
    found, at = [], 0.0
    for result in RESULTS:
        width = 100 * counts[result] / total
        if width:
            found.append(Segment(result=result, start=round(at, 2), width=round(width, 2)))
        at += width
    return found


def heat(results: Sequence[Result]) -> Heat:
    """How many of the results that apply are an answer, and in which of five steps that share is."""
    counts = Counter(results)
    applicable = len(results) - counts[Result.NOT_APPLICABLE]
    known = applicable - counts[Result.CANNOT_SAY]
    answered = sum(counts[result] for result in _ANSWERED)
    return Heat(answered=answered, applicable=applicable, step=answered * _STEPS // applicable if known else None)
