"""Places judged, and their norms typed, before anybody asks: behind a running service, in a process of its own."""

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Final

from law.jurisdiction import UnknownJurisdiction
from search_api.filling import Filling
from search_api.settings import Settings

if TYPE_CHECKING:
    from search_api.library import Library

_FIRST_S: Final = 5.0
"""The first searches after a start go before."""
_LOOK_S: Final = 60.0


def judging_ahead(library: "Library", settings: Settings) -> Filling:
    """What judges as many places as the settings ask for behind the library.

    It looks again every minute: a revision, an index, or a text that begins or ends later the kept judgements hold no
    more. What it makes is
    kept in files, which the first cell of a place reads back; nothing of it stays in memory.
    """

    def judge(stop: Callable[[], bool]) -> None:
        # Searches, by far the most of what is asked, need nothing of this.
        from gaps.ahead import judge_in_turn
        from search_api.gap_index import gap_index_opener

        on = library.today()
        places = places_ahead(library, settings.places_ahead)
        index = gap_index_opener(settings, on)
        where = settings.database or settings.home
        missing = [place for place in places if not stop() and not _is_kept(library, place)]
        judge_in_turn(where, settings.home, missing, on, index=index, stop=stop)

    return Filling(
        fill=judge,
        delay_s=_FIRST_S,
        pause_s=_LOOK_S,
        name="lexgap-places",
        told="places could not be judged ahead ({}); the first cell of a place takes longer",
    )


def judge_now(library: "Library", settings: Settings) -> list[str]:
    """Judge the places that a service would judge behind it, and type their norms; returns those that were not kept."""
    from gaps.ahead import judge_at_once
    from search_api.gap_index import gap_index_opener

    on, where = library.today(), settings.database or settings.home
    index = gap_index_opener(settings, on)
    missing = [place for place in places_ahead(library, settings.places_ahead) if not _is_kept(library, place)]
    judge_at_once(where, settings.home, missing, on, index=index)
    return missing


def places_ahead(library: "Library", most: int) -> list[str]:
    """As many places, those of which most is held first.

    They are those whose judgements are kept, the last made before the others, and then those of which most is held.
    """
    from gaps.store import kept_places

    held = library.catalogue().places()
    named = dict.fromkeys(place for place in kept_places(library.home) if _is_known(place))
    chosen = islice(dict.fromkeys((*named, *held)), most)
    rank = {place: at for at, place in enumerate(held)}
    return sorted(chosen, key=lambda place: min(rank.get(part, len(rank)) for part in place.split("+")))


def _is_known(place: str) -> bool:
    from gaps.inventory import places_of

    try:
        return bool(places_of(place))
    except UnknownJurisdiction:
        return False


def _is_kept(library: "Library", place: str) -> bool:
    """Whether its judgements are kept, and its norms."""
    from gaps.inventory import places_of
    from gaps.norm_store import are_kept

    on = library.today()
    typed = (are_kept(library.corpus, library.home, code, on) for code in places_of(place))
    return library.judgements.is_kept(place, on) and all(typed)
