"""Checks that every harvested text passes: what fails is quarantined or marked, never silently taken as whole."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from crawlers.outline import order_of
from law.numbering import UnknownLabel
from law.provision import Provision, Unit

_MOST_NAMED: Final = 5


def sequence_problems(provisions: Iterable[Provision], *, from_one: bool = True) -> tuple[str, ...]:
    """Articles that are missing or stand out of order, each in words; annexes count for themselves.

    ``from_one`` is False for texts that go on with the numbers of others: amendments, a book of a code.
    """
    series = [p for p in provisions if is_numbered(p)]
    ordered = [(p.label, order_of(p.label)) for p in series if _has_order(p.label)]
    if not ordered:
        return ()
    problems = []
    if from_one and ordered[0][1][0] > 1:
        problems.append(f"the first article is {ordered[0][0]}: the beginning is missing")
    for (label, (number, branch)), (following, (next_number, next_branch)) in pairwise(ordered):
        if next_number > number + 1:
            problems.append(f"no article between {label} and {following}")
        elif (next_number, next_branch) <= (number, branch):
            problems.append(f"{following} stands after {label}")
    more = len(problems) - _MOST_NAMED
    return (*problems[:_MOST_NAMED], *([f"and {more} more such places"] if more > 0 else []))


def is_numbered(provision: Provision) -> bool:
    """Whether a provision is an article or section of the main text, in the one series that runs through it."""
    return provision.unit is Unit.ARTICLE and provision.id.startswith(("art_", "sec_"))


def _has_order(label: str) -> bool:
    try:
        order_of(label)
    except UnknownLabel:
        return False
    return True
