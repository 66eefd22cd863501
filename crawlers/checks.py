"""Checks that every harvested text passes: what fails is quarantined or marked, never silently taken as whole."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from crawlers.outline import order_of
from law.numbering import UnknownLabel
from law.provision import Provision, Unit

_MOST_NAMED: Final = 5
_HUNDRED: Final = 100
_WHOLE: Final = re.compile(r"(?P<whole>[0-9]{1,9})(?P<inserted>[A-Za-z]|\.[0-9])?")


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
        branch_alone = next_number == number + 1 and next_branch > 0
        if next_number > number + 1 or branch_alone or _leaves_out(branch, next_branch, next_number - number):
            problems.append(f"no article between {label} and {following}")
        elif (next_number, next_branch) <= (number, branch):
            problems.append(f"{following} stands after {label}")
    more = len(problems) - _MOST_NAMED
    return (*problems[:_MOST_NAMED], *([f"and {more} more such places"] if more > 0 else []))


def _leaves_out(branch: int, next_branch: int, step: int) -> bool:
    """Whether an inserted number is left out: 之一, 之三. Japan's first is の二, so that 2 may follow none."""
    return step == 0 and next_branch > max(branch + 1, 2 if branch == 0 else 0)


def missing_sections(provisions: Iterable[Provision], *, part: str = "") -> tuple[str, ...]:
    """Whole numbers that a series of sections leaves out, each in words: the main text's, then each schedule's.

    ``part`` is what stands before the full stop in 101.4. A heading may begin a new hundred: § 8, chapter 2, § 101.
    A schedule's series may begin with any number, and again in each of its parts.
    """
    series: dict[str, list[Provision]] = {"": []}
    for provision in provisions:
        of_schedule = provision.unit is Unit.ARTICLE and not is_numbered(provision)
        of = provision.id.partition("__")[0] if of_schedule else ""
        series.setdefault(of, []).append(provision)
    return tuple(each for of, rest in series.items() for each in _missing(rest, part, main=not of))


def _missing(series: Iterable[Provision], part: str, *, main: bool) -> Iterator[str]:
    before, last, headed = "", 0, False
    for provision in series:
        headed = headed or provision.unit is Unit.HEADING
        found = _WHOLE.search(provision.label.partition(f"{part}.")[2] if part else provision.label)
        if provision.unit is not Unit.ARTICLE or found is None:
            continue
        number = int(found["whole"])
        step = number - last + (found["inserted"] is not None and number > last)
        if step > 1 and (before or main) and not (headed and number % _HUNDRED == 1):
            yield f"no section between {before} and {provision.label}" if before else _no_beginning(provision)
        before, last, headed = provision.label, number, False


def _no_beginning(first: Provision) -> str:
    return f"the first section is {first.label}: the beginning is missing"


def is_numbered(provision: Provision) -> bool:
    """Whether a provision is an article or section of the main text, in the one series that runs through it."""
    return provision.unit is Unit.ARTICLE and provision.id.startswith(("art_", "sec_"))


def _has_order(label: str) -> bool:
    try:
        order_of(label)
    except UnknownLabel:
        return False
    return True
