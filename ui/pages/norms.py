"""``/norms``: the disclosure table of a place, and the pairs of its norms that may contradict each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from gaps.disclosure_table import Row
from gaps.norm_conflicts import Conflict
from gaps.norm_records import HeldNorm
from gaps.norm_rules import norm_rules
from search_api.library import Library
from search_api.norming import Norms, counts, norms_of_place
from search_api.parameters import read_day_or_today
from search_api.routes.norms import NormParameters
from ui.pages.held import held_in
from ui.pages.marks import write_spans
from ui.pages.page import Page, respond
from ui.pages.parameters import read_offset, read_parameters

router = APIRouter()
_AT_ONCE: Final = 30
_FILES: Final = ("xlsx", "csv")
_SHOW: Final = ("table", "conflicts")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A duty and the way to its words; ``mode`` is its name in the page's language."""

    row: Row
    mode: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two norms, and the way to its words."""

    held: HeldNorm
    kind: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NormsView:
    """What the template shows of a place: a page of the table, or of the conflicts."""

    found: Norms
    counts: list[tuple[str, int]]
    show: str
    rows: list[RowView]
    conflicts: list[tuple[Conflict, Side, Side]]
    first: int
    total: int
    previous: str | None
    following: str | None
    tabs: list[tuple[str, str, int]]
    files: list[tuple[str, str]]
    json: str


@router.get("/norms")
async def norms_page(request: Request) -> Response:
    """The form; with a place what must be published or given there, by whom, when and where."""

    def work(library: Library, page: Page) -> Response:
        view = _view(page, library) if page.query.first("jurisdiction") else None
        return page.render("norms.html", view=view, held=held_in(library.catalogue(), page.labels))

    return await respond(request, work, slow=True)


def _view(page: Page, library: Library) -> NormsView:
    asked = read_parameters(NormParameters, page.query)
    on = read_day_or_today(asked.on, library.today())
    found = norms_of_place(library, asked.jurisdiction, on, body=asked.body or None, with_parents=asked.with_parents)
    show = _SHOW[page.query.first("show") == _SHOW[1]]
    first, total = read_offset(page.query), len(found.conflicts if show == _SHOW[1] else found.rows)
    stretch = slice(first, first + _AT_ONCE)
    data = page.query.only("jurisdiction", "body", "on", "with_parents")
    return NormsView(
        found=found,
        counts=[(_name(page, kind), n) for kind, n in counts(found.norms).items()],
        show=show,
        rows=[_row(page, row) for row in found.rows[stretch]] if show == _SHOW[0] else [],
        conflicts=_conflicts(page, found.conflicts[stretch]) if show == _SHOW[1] else [],
        first=first,
        total=total,
        previous=page.at_offset(max(0, first - _AT_ONCE)) if first else None,
        following=page.at_offset(first + _AT_ONCE) if first + _AT_ONCE < total else None,
        tabs=[
            (name, _tab(page, name), n) for name, n in zip(_SHOW, (len(found.rows), len(found.conflicts)), strict=True)
        ],
        files=[(form, data.setting(lang=page.language).at(f"/api/v1/norms.{form}")) for form in _FILES],
        json=data.at("/api/v1/norms"),
    )


def _row(page: Page, row: Row) -> RowView:
    mark = write_spans(row.provision_id, [(row.start, row.end)])
    href = page.instrument(row.instrument, row.version, row.provision_id, mark=mark)
    return RowView(row=row, mode=_name(page, row.mode), href=href)


def _conflicts(page: Page, found: Sequence[Conflict]) -> list[tuple[Conflict, Side, Side]]:
    return [(conflict, _side(page, conflict.one), _side(page, conflict.other)) for conflict in found]


def _side(page: Page, held: HeldNorm) -> Side:
    quote, text = held.norm.quote, held.text
    mark = write_spans(held.provision.id, [(quote.start, quote.end)])
    href = page.instrument(text.instrument.id, text.version.key, held.provision.id, mark=mark)
    return Side(held=held, kind=_name(page, held.norm.kind.value), href=href)


def _name(page: Page, code: str) -> str:
    return norm_rules().name(code).in_language(page.language)


def _tab(page: Page, name: str) -> str:
    return page.here(page.query.setting(show=name if name != _SHOW[0] else None, offset=None))
