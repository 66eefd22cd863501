"""Reading the values of filters: places, kinds, areas and requirements; the unknown ones are named with the nearest."""

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

from gaps.checklist import Checklist, Requirement
from search_api.views import BadFilter

_LONGEST_SHOWN = 60
_NEAR = 3


def known(values: Iterable[str], among: Collection[str], *, parameter: str) -> tuple[str, ...]:
    """The values, each once, if all are known. Raises BadFilter naming the nearest known ones."""
    chosen = tuple(dict.fromkeys(values))
    for value in chosen:
        if value not in among:
            raise unknown_value(value, among, parameter=parameter)
    return chosen


def unknown_value(value: str, among: Collection[str], *, parameter: str) -> BadFilter:
    """The error for a value that is not known."""
    shown = value[:_LONGEST_SHOWN]
    by_folded = {a.casefold(): a for a in among}
    closest = tuple(by_folded[n] for n in get_close_matches(shown.casefold(), by_folded, n=_NEAR, cutoff=0.4))
    hint = f"; the nearest known: {', '.join(closest)}" if closest else f"; known: {_some(among)}"
    return BadFilter(f"{parameter}={shown!r} is not known{hint}", parameter=parameter, closest=closest)


def choose_requirements(
    checklist: Checklist, areas: Sequence[str], requirements: Sequence[str]
) -> tuple[Requirement, ...]:
    """The requirements named, or those of the areas named, or all; in the checklist's order. Raises BadFilter."""
    by_id = {r.id: r for r in checklist.requirements}
    wanted_areas = known(areas, {a.code for a in checklist.areas}, parameter="area")
    wanted = known(requirements, by_id, parameter="requirement")
    if not wanted and not wanted_areas:
        return tuple(by_id.values())
    return tuple(r for r in by_id.values() if r.id in wanted or r.area in wanted_areas)


def _some(among: Collection[str]) -> str:
    shown = sorted(among)[:10]
    return ", ".join(shown) + (", …" if len(among) > len(shown) else "")
