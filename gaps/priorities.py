"""What to do first: open cells by tier, by how many of the seed essay's demands ask for them, and by level.

Score = tier (core 3, extended 1) x (1 + demands) x level (2 where the rule belongs to the level of the place, else 1)
x result (not found 2, partial and cannot say 1). Whole numbers that a reader can work out again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gaps.checklist import Checklist, Level, Requirement, Tier
from gaps.records import Cell, Result
from gaps.report_marks import mark, place_name
from gaps.report_table import Row
from gaps.report_words import words_in
from law.jurisdiction import ancestors

_TIERS: Final = {Tier.CORE: 3, Tier.EXTENDED: 1}
OPEN: Final = {Result.NOT_FOUND: 2, Result.PARTIAL: 1, Result.CANNOT_SAY: 1}
"""The results that leave something to do, and what each weighs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """An open cell with the factors of its score."""

    cell: Cell
    tier: int
    demands: int
    level: int
    result: int

    @property
    def score(self) -> int:
        """The product of the factors."""
        return self.tier * (1 + self.demands) * self.level * self.result


def priorities(cells: Sequence[Cell], checklist: Checklist) -> tuple[Priority, ...]:
    """The open cells, the most pressing first; equal ones in the order of the cells."""
    found = [_priority(cell, checklist.requirement(cell.requirement)) for cell in cells if cell.result in OPEN]
    return tuple(sorted(found, key=lambda priority: -priority.score))


def _priority(cell: Cell, asked: Requirement) -> Priority:
    own = Level.LOCAL if ancestors(cell.jurisdiction.partition("+")[0]) else Level.NATIONAL
    return Priority(
        cell=cell,
        tier=_TIERS[asked.tier],
        demands=len(asked.demands),
        level=2 if asked.level is own else 1,
        result=OPEN[cell.result],
    )


def priority_rows(found: Sequence[Priority], checklist: Checklist, language: str) -> Iterator[Row]:
    """One row an open cell, with how its score was made."""
    words = words_in(language)
    for rank, one in enumerate(found, 1):
        asked = checklist.requirement(one.cell.requirement)
        factors = words["score_how"].format(tier=one.tier, demands=one.demands, level=one.level, result=one.result)
        yield (
            str(rank),
            asked.id,
            asked.names.in_language(language),
            place_name(one.cell.jurisdiction, language),
            mark(one.cell.result, language),
            str(one.score),
            words[asked.tier.value],
            words["list"].join(asked.demands),
            words[f"level_{asked.level.value}"],
            factors,
        )
