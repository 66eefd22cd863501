"""One cell made ready for its template: each quote in its provision, with the way to it."""

from dataclasses import dataclass

from markupsafe import Markup

from gaps.records import Cell, ElementFinding, Evidence, FoundBy
from gaps.requirement import Element, Requirement
from gaps.review_records import Entry
from law.provision import Provision
from search_api.library import Library
from ui.pages.addresses import cell_path
from ui.pages.marks import excerpt_window, marked_lines, write_spans
from ui.pages.page import Page

_LONGEST_CONTEXT = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A provision with the quoted words marked. ``checked`` says that they stand there in the text held now."""

    evidence: Evidence
    lines: list[Markup]
    checked: bool
    href: str
    why_not: str | None = None
    found_by: tuple[FoundBy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementView:
    """One question of the requirement, with its answer and the numbers of the quotes that give it, from 1."""

    finding: ElementFinding
    element: Element
    quotes: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """What the template shows. ``previous`` and ``following`` are the neighbouring requirements of the place.

    ``part`` is what the reader, if signed in, may do in reviews; ``form`` is where what they do is sent.
    """

    cell: Cell
    requirement: Requirement
    area: str
    place: str
    evidence: list[Quote]
    near_misses: list[Quote]
    matrix: str
    previous: tuple[str, str] | None
    following: tuple[str, str] | None
    json: str
    elements: list[ElementView]
    part: str | None
    entries: tuple[Entry, ...]
    form: str


def cell_view(page: Page, library: Library, cell: Cell) -> CellView:
    """The view of a cell on a page."""
    checklist = library.checklist()
    requirement = checklist.requirement(cell.requirement)
    ids = [r.id for r in checklist.requirements]
    at, on = ids.index(requirement.id), page.query.first("on")
    return CellView(
        cell=cell,
        requirement=requirement,
        area=checklist.area(requirement.area).names.in_language(page.language),
        place=page.labels.place(cell.jurisdiction),
        evidence=[quote_view(page, library, e) for e in cell.evidence],
        near_misses=[quote_view(page, library, m.evidence, m.why_not, m.found_by) for m in cell.near_misses],
        matrix=page.url("/gaps", cell.requirement, jurisdiction=cell.jurisdiction, on=on),
        previous=_neighbour(page, cell, ids[at - 1]) if at else None,
        following=_neighbour(page, cell, ids[at + 1]) if at + 1 < len(ids) else None,
        json=page.query.setting(lang=None).at(f"/api/v1/gaps/{cell.requirement}/{cell.jurisdiction}"),
        elements=_elements(requirement, cell),
        part=_part(page, library),
        entries=library.reviews.case(cell.requirement, cell.jurisdiction).entries,
        form=page.url(f"{cell_path(cell.requirement, cell.jurisdiction)}/review", on=on),
    )


def _part(page: Page, library: Library) -> str | None:
    """What somebody who is signed in may do; readers are not looked up."""
    if page.session is None:
        return None
    part = library.reviews.reviewers().get(page.session.account.name)
    return part.value if part else None


def _elements(requirement: Requirement, cell: Cell) -> list[ElementView]:
    known = {element.id: element for element in requirement.elements}
    return [
        ElementView(
            finding=finding,
            element=known[finding.element],
            quotes=sorted({met.evidence + 1 for met in finding.met_by}),
        )
        for finding in cell.elements
        if finding.element in known
    ]


def _neighbour(page: Page, cell: Cell, requirement: str) -> tuple[str, str]:
    return requirement, page.cell(requirement, cell.jurisdiction, page.query.first("on"))


def quote_view(
    page: Page, library: Library, evidence: Evidence, why_not: str | None = None, found_by: tuple[FoundBy, ...] = ()
) -> Quote:
    """A quoted provision for a template, checked against the text held now."""
    held = _held(library, evidence)
    span = (evidence.start, evidence.end)
    checked = held is not None and held.text[slice(*span)] == evidence.quote
    text = held.text if held is not None and checked else evidence.quote
    spans = [span] if checked else [(0, len(text))]
    window = excerpt_window(text, spans, longest=_LONGEST_CONTEXT)
    return Quote(
        evidence=evidence,
        lines=marked_lines(text, spans, window=window),
        checked=checked,
        href=page.instrument(
            evidence.instrument,
            evidence.version,
            evidence.provision_id,
            language=evidence.language,
            mark=write_spans(evidence.provision_id, [span]),
        ),
        why_not=why_not,
        found_by=found_by,
    )


def _held(library: Library, evidence: Evidence) -> Provision | None:
    instrument = library.catalogue().instruments.get(evidence.instrument)
    versions = instrument.versions if instrument else ()
    for version in versions:
        if version.key == evidence.version and version.language == evidence.language:
            return library.corpus.provision(version, evidence.provision_id)
    return None
