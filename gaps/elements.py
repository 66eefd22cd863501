"""Which elements of a requirement a provision meets, and where. Deterministic; no model is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gaps.checklist import Element, Requirement, Vocabulary
from gaps.concepts import Span, pattern, spans_of, windows
from gaps.judgement import Finding, disqualified, reaches_all, unbinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """An element that a provision meets, and where in its folded text; the whole text for an element on its reach."""

    element: str
    span: Span


def elements_met(requirement: Requirement, vocabulary: Vocabulary, finding: Finding) -> tuple[Met, ...]:
    """The elements that the provision of a finding meets, in the checklist's order.

    A provision that cannot count, such as one that binds the wrong body, meets none.
    """
    if disqualified(requirement, vocabulary, finding.text, finding.article, finding.hits):
        return ()
    general = reaches_all(requirement, vocabulary, finding.text, finding.hits)
    met = ((e, _place(e, vocabulary, finding, general=general)) for e in requirement.elements)
    return tuple(Met(element=element.id, span=span) for element, span in met if span is not None)


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
