"""A long text in parts, so that no page of it is heavy; a part ends before a heading where one is near."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from law.provision import Provision, Unit
from ui.pages.addresses import Query
from ui.pages.marks import read_spans

MOST_BYTES: Final = 58_000
_MARKUP_BYTES: Final = 320
_DIGITS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The provisions ``start`` to before ``end``; ``number`` is that of the part, from 1, of ``count``."""

    number: int
    count: int
    start: int
    end: int


def parts_of(provisions: Sequence[Provision], *, most: int = MOST_BYTES) -> list[Part]:
    """Every part; a text that fits is one."""
    starts, size = [0], 0
    for at, provision in enumerate(provisions):
        weight = _weight(provision)
        if size and size + weight > most:
            start = _heading_before(provisions, starts[-1], at)
            starts.append(start)
            size = sum(map(_weight, provisions[start:at]))
        size += weight
    ends = [*starts[1:], len(provisions)]
    return [
        Part(number=number, count=len(starts), start=start, end=end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def part_asked_for(query: Query, parts: Sequence[Part], provisions: Sequence[Provision]) -> Part:
    """The part with the provision that the address names (``at``, or the first of ``mark``), else that of ``part``."""
    wanted = provision_asked_for(query)
    place = next((at for at, provision in enumerate(provisions) if provision.id == wanted), None)
    if place is not None:
        return next(part for part in parts if part.start <= place < part.end)
    given = query.first("part")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < _DIGITS else 1
    return parts[min(max(number, 1), len(parts)) - 1]


def provision_asked_for(query: Query) -> str:
    """The id of the provision that an address leads to; empty where it leads to a text as a whole."""
    marked = read_spans(query.first("mark"))
    return query.first("at") or (marked[0] if marked else "")


def _heading_before(provisions: Sequence[Provision], start: int, at: int) -> int:
    """The first of the headings that stand together and open what is cut; ``at`` where none is in the later half."""
    for place in range(at, start + (at - start) // 2, -1):
        if provisions[place].unit is Unit.HEADING and provisions[place - 1].unit is not Unit.HEADING:
            return place
    return at


def _weight(provision: Provision) -> int:
    return _MARKUP_BYTES + len(provision.text.encode()) + 2 * len(f"{provision.label}{provision.heading}".encode())
