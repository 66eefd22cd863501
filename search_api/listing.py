"""Lists of the instruments held, filtered and cut into pages."""

from dataclasses import dataclass
from datetime import date

from index.plan import UNKNOWN
from law.identifier import title_key
from law.instrument import Instrument
from search_api.catalogue import Catalogue
from search_api.reading import current
from search_api.views import Listed, Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list keeps. ``jurisdictions`` are codes already widened to the places below them; () keeps all.

    ``title`` keeps titles that contain it in either script. ``in_force`` keeps what may be law on the day ``on``.
    """

    jurisdictions: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    title: str = ""
    on: date | None = None
    in_force: bool = False


def list_instruments(catalogue: Catalogue, filters: Filters, *, on: date, offset: int, limit: int) -> Listing:
    """The page ``offset`` … ``offset + limit`` of what the filters keep, in order of id, with the exact total."""
    kept = [i for i in catalogue.instruments.values() if _keeps(filters, i)]
    wanted = title_key(filters.title)
    if wanted:
        kept = [i for i in kept if wanted in catalogue.title_keys[i.id]]
    if filters.in_force:
        kept = [i for i in kept if current(i, on)[1].may_be_law]
    page = tuple(_listed(instrument, on) for instrument in kept[offset : offset + limit])
    return Listing(items=page, total=len(kept), offset=offset, limit=limit, on=on)


def _keeps(filters: Filters, instrument: Instrument) -> bool:
    if filters.jurisdictions and instrument.jurisdiction not in filters.jurisdictions:
        return False
    return not filters.kinds or (instrument.kind or UNKNOWN) in filters.kinds


def _listed(instrument: Instrument, on: date) -> Listed:
    version, status = current(instrument, on)
    return Listed(instrument=instrument, current=version, status=status)
