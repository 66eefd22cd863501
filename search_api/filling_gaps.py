"""Compare and fill: places side by side, models for what is missing, and who implements a national article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gaps.implementing import Implementing, bare_title, implementing, without_any
from gaps.model_provisions import SideBySide, side_by_side
from gaps.records import Cell
from index.records import Hit, Mode, SearchRequest
from law.jurisdiction import JURISDICTIONS, within
from search_api.gap_changes import changes_asked
from search_api.library import Library

_PAGE: Final = 100
_MOST_PAGES: Final = 5
_LONGEST_QUERY: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplementingMap:
    """Who implements an instrument or article. ``none_found`` are provinces with law held and none that does."""

    instrument: str
    title: str
    label: str
    on: date
    found: tuple[Implementing, ...]
    none_found: tuple[str, ...]


def compare_places(
    library: Library,
    requirement: str,
    places: Sequence[str],
    on: date,
    *,
    before: date | None = None,
    since: int | None = None,
    models_from: Sequence[str] = (),
) -> SideBySide:
    """One requirement for several places, beside what it was on the day ``before`` or at the revision ``since``.

    Raises BadFilter, StillWorking.
    """
    others = [place for place in models_from if place not in places]
    cells = library.gaps(places, requirements=[requirement], on=on).cells
    return side_by_side(
        requirement,
        cells,
        before=_earlier(library, requirement, places, before or on, since) if before or since is not None else (),
        others=library.gaps(others, requirements=[requirement], on=on).cells if others else (),
        instruments=library.catalogue().instruments,
    )


def _earlier(
    library: Library, requirement: str, places: Sequence[str], on: date, since: int | None
) -> tuple[Cell, ...]:
    """The cells on a day, as the corpus was at a revision or is now."""
    matrix = library.gaps(places, requirements=[requirement], on=on)
    return matrix.cells if since is None else changes_asked(library, matrix, since).before


def implementing_map(library: Library, address: str, provision: str | None, on: date) -> ImplementingMap:
    """The local provisions that implement an instrument or one article of it. Raises as ``Library.provision`` does."""
    label = article = ""
    if provision:
        view = library.provision(address, provision, on=on)
        instrument, label, article = view.instrument, view.provision.label, view.provision.text
    else:
        instrument = library.instrument(address, on=on).instrument
    nation = instrument.jurisdiction
    catalogue = library.catalogue().instruments.values()
    below = {i.jurisdiction for i in catalogue if i.jurisdiction != nation and within(i.jurisdiction, nation)}
    places = tuple(code for code in JURISDICTIONS if JURISDICTIONS[code].parent == nation and code in below)
    hits = [*_hits(library, f'"{bare_title(instrument.title)}"', places, on, pages=_MOST_PAGES)]
    if article:
        hits += _hits(library, _as_query(article), places, on, pages=1)
    found = implementing(instrument.title, label, article, hits)
    return ImplementingMap(
        instrument=instrument.id,
        title=instrument.title,
        label=label,
        on=on,
        found=found,
        none_found=without_any(found, below),
    )


def _hits(library: Library, query: str, places: tuple[str, ...], on: date, *, pages: int) -> Sequence[Hit]:
    found: list[Hit] = []
    for page in range(pages if places else 0):
        request = SearchRequest(
            query=query,
            k=_PAGE,
            offset=page * _PAGE,
            on=on,
            jurisdictions=places,
            mode=Mode.LEXICAL,
            literal=True,
        )
        hits = library.search(request).hits
        found += hits
        if len(hits) < _PAGE:
            break
    return found


def _as_query(article: str) -> str:
    """The first words of an article; quotation marks and minus signs would change what is asked."""
    words = "".join(char if char.isalnum() else " " for char in article[:_LONGEST_QUERY])
    return " ".join(words.split())
