"""Which elements of a requirement a provision meets, and where. Deterministic; no model is asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gaps.checklist import Element, Requirement, Vocabulary
from gaps.concepts import Span, pattern, spans_of, windows
from gaps.judgement import Finding, disqualified, reaches_all, unbinding

_READ_ON: Final = 60
"""Findings after which no further quote is looked for that would meet what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A finding and the elements that it meets: by id, where in its folded text.

    ``general``: it speaks for the whole field and place, so that what it meets counts for more than partial.
    """

    finding: Finding
    met: Mapping[str, Span]
    general: bool


def elements_met(requirement: Requirement, vocabulary: Vocabulary, finding: Finding) -> Shown:
    """The elements that the provision of a finding meets, in the checklist's order.

    A provision that cannot count, such as one that binds the wrong body, meets none.
    """
    if disqualified(requirement, vocabulary, finding.text, finding.article, finding.hits):
        return Shown(finding=finding, met={}, general=False)
    general = reaches_all(requirement, vocabulary, finding.text, finding.article, finding.hits)
    places = ((e.id, _place(e, vocabulary, finding, general=general)) for e in requirement.elements)
    return Shown(finding=finding, met={name: at for name, at in places if at is not None}, general=general)


def shown_by(
    requirement: Requirement, vocabulary: Vocabulary, counting: Sequence[Finding], most: int
) -> tuple[Shown, ...]:
    """The first ``most`` findings, and those further down that are the first to meet an element."""
    shown: list[Shown] = []
    open_ones = {element.id for element in requirement.elements}
    for at, finding in enumerate(counting[:_READ_ON]):
        if at >= most and not open_ones:
            break
        one = elements_met(requirement, vocabulary, finding)
        if at < most or open_ones & one.met.keys():
            shown.append(one)
            open_ones -= one.met.keys()
    return tuple(shown)


def missing(requirement: Requirement, shown: Iterable[Shown]) -> tuple[Element, ...]:
    """The required elements that none of these meets for the whole field and place.

    An element without patterns in any of their languages is left open: its absence says nothing.
    """
    held = list(shown)
    met = {name for one in held if one.general for name in one.met}
    languages = {one.finding.text.language for one in held}
    return tuple(
        element
        for element in requirement.elements
        if element.required and element.id not in met and not all(element.open_in(name) for name in languages)
    )


def _place(element: Element, vocabulary: Vocabulary, finding: Finding, *, general: bool) -> Span | None:
    language, folded = finding.text.language, finding.article.folded
    if element.open_in(language) or (element.general and not general):
        return None
    columns = [spans_of(expression, folded) for expression in element.patterns.get(language, ())]
    if not columns:
        return finding.hits.tightest
    if not all(columns):
        return None
    return next((at for at in _by_length(columns) if _holds(element, vocabulary, finding, at)), None)


def _by_length(columns: Sequence[tuple[Span, ...]]) -> Iterator[Span]:
    yield from sorted(windows(columns), key=lambda window: window[1] - window[0])


def _holds(element: Element, vocabulary: Vocabulary, finding: Finding, at: Span) -> bool:
    """Whether the clause of a place binds as it must, with a number near it where one is needed."""
    language, folded = finding.text.language, finding.article.folded
    if element.modality is not None and unbinding(element.modality, vocabulary, folded, at, language):
        return False
    if element.number is None or language not in element.number.patterns:
        return True
    near = element.number.within
    numbers = pattern(element.number.patterns[language]).finditer(folded, max(0, at[0] - near), at[1] + near)
    return next(numbers, None) is not None
