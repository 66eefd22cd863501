"""The elements of a cell: each met by these quotes, not found, or open, with its place in the published text."""

from collections.abc import Collection, Sequence

from gaps.checklist import Element, Language, Requirement
from gaps.elements import Shown
from gaps.records import ElementFinding, ElementState, MetBy
from law.script import fold


def element_list(
    requirement: Requirement, shown: Sequence[Shown], languages: Collection[Language], *, cut: bool
) -> tuple[ElementFinding, ...]:
    """One entry an element. ``shown`` in the order of the cell's evidence; ``cut``: a text that could say it is cut."""
    places = [_published(one) for one in shown]
    return tuple(_entry(element, places, languages, cut=cut) for element in requirement.elements)


def _entry(
    element: Element, places: Sequence[dict[str, tuple[int, int]]], languages: Collection[Language], *, cut: bool
) -> ElementFinding:
    met_by = tuple(
        MetBy(evidence=number, start=met[element.id][0], end=met[element.id][1])
        for number, met in enumerate(places)
        if element.id in met
    )
    unreadable = not languages or all(element.open_in(language) for language in languages)
    open_state = ElementState.CANNOT_SAY if cut or unreadable else ElementState.NOT_FOUND
    return ElementFinding(
        element=element.id,
        asks=element.asks.value,
        required=element.required,
        state=ElementState.MET if met_by else open_state,
        met_by=met_by,
    )


def _published(shown: Shown) -> dict[str, tuple[int, int]]:
    """Where a finding meets each element, in the published text."""
    folded = fold(shown.finding.article.provision.text)
    return {name: folded.origin(*span) for name, span in shown.met.items()}
