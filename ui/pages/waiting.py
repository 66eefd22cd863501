"""What a page says of places that are still being judged: it answers at once with those that are ready."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from search_api.single_flight import Pending, StillWorking

Found = TypeVar("Found")

NOT_ALL_READY: Final = 202
"""The status of a page that is not whole yet, so that nobody keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar(Generic[Found]):
    """What was found of the places that are ready, and what is still being judged of the others."""

    found: Found
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
    judge: Callable[[Sequence[str]], Found],
    *,
    needs: Callable[[str], Collection[str]] = _itself,
) -> SoFar[Found]:
    """What ``judge`` gives for those places all of whose ``needs`` are ready. Raises StillWorking where none is."""
    ready, pending = tuple(places), tuple[Pending, ...]()
    while True:
        try:
            return SoFar(found=judge(ready), places=ready, pending=pending)
        except StillWorking as working:
            # One place may wait for its cells of now, and the next for those of an earlier revision.
            pending += working.pending
            late = {one.name for one in working.pending}
            ready = tuple(place for place in ready if not late.intersection(needs(place)))
            if not ready or not late:
                raise StillWorking(str(working), retry_after=working.retry_after, pending=pending) from None
