"""What a page says of places that are still being judged: it answers at once with those that are ready."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from search_api.single_flight import Pending, StillWorking
from search_api.views import Matrix

NOT_ALL_READY: Final = 202
"""The status of a page that is not whole yet, so that nobody keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """The matrix of the places that are ready, and what is still being judged of the others."""

    matrix: Matrix
    places: tuple[str, ...]
    pending: tuple[Pending, ...] = ()

    @property
    def status(self) -> int:
        """The status of the page."""
        return NOT_ALL_READY if self.pending else 200


def _itself(place: str) -> Collection[str]:
    return (place,)


def so_far(
    places: Sequence[str],
    judge: Callable[[Sequence[str]], Matrix],
    *,
    needs: Callable[[str], Collection[str]] = _itself,
) -> SoFar:
    """What ``judge`` gives for those places all of whose ``needs`` are ready. Raises StillWorking where none is."""
    try:
        return SoFar(matrix=judge(places), places=tuple(places))
    except StillWorking as working:
        late = {one.name for one in working.pending}
        ready = tuple(place for place in places if not late.intersection(needs(place)))
        if not ready:
            raise
        return SoFar(matrix=judge(ready), places=ready, pending=working.pending)
