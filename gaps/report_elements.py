"""The elements of each cell as rows of a report: what is asked, whether a quote meets it, and which."""

from collections.abc import Iterable, Iterator, Sequence

from gaps.checklist import Checklist, Requirement
from gaps.records import Cell, ElementFinding, ElementState
from gaps.report_marks import place_name
from gaps.report_table import Row
from gaps.report_words import words_in


def element_rows(cells: Sequence[Cell], checklist: Checklist, language: str) -> Iterator[Row]:
    """One row an element and cell, with the provisions quoted that meet it."""
    words = words_in(language)
    for cell in cells:
        asked = {element.id: element for element in checklist.requirement(cell.requirement).elements}
        for found in cell.elements:
            element = asked[found.element]
            yield (
                cell.requirement,
                place_name(cell.jurisdiction, language),
                element.names.in_language(language),
                words[f"asks_{found.asks}"],
                element.test.in_language(language),
                words["yes" if found.required else "no"],
                state_word(found.state, language),
                met_by(cell, found, language),
            )


def state_word(state: ElementState, language: str) -> str:
    """What is known of an element, in a language."""
    words = words_in(language)
    return words["element_met"] if state is ElementState.MET else words[state.value]


def met_by(cell: Cell, found: ElementFinding, language: str) -> str:
    """The provisions that meet an element, as titles and labels."""
    quotes = (cell.evidence[place.evidence] for place in found.met_by)
    return words_in(language)["list"].join(f"《{quote.title}》{quote.label}" for quote in quotes)


def element_names(requirement: Requirement, ids: Iterable[str], language: str) -> list[str]:
    """The names of elements in a language; an id that the requirement does not have stays as it is."""
    names = {element.id: element.names.in_language(language) for element in requirement.elements}
    return [names.get(name, name) for name in ids]
