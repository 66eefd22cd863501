"""What a service holds as long as it runs is taken out of the rounds of Python's garbage collector.

A full round walks through every object, most of which are an index's and a model's and are never garbage, and nothing
else runs meanwhile: once in a few hundred searches one waited a tenth of a second longer for it. What is freed by
itself, as nearly everything is, is freed as before.
"""

import gc
from collections.abc import Callable
from dataclasses import dataclass

from search_api.filling import Filling
from search_api.search_desk import SearchDesk

_PAUSE_S = 15.0


@dataclass(slots=True)
class Settling:
    """Settles what a desk holds after its index or its model was opened anew."""

    desk: SearchDesk
    settled: tuple[int | None, bool] = (None, False)

    def settle(self, stop: Callable[[], bool]) -> None:
        """Let go what is garbage by now, also of what was settled before, and settle the rest."""
        del stop
        held = self.desk.revision(), self.desk.model is not None
        if held in (self.settled, (None, False)):
            return
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self.settled = held


def settling(desk: SearchDesk) -> Filling:
    """What settles behind a service, some time after something was opened: the first searches load more."""
    settle = Settling(desk=desk).settle
    told = "what is held could not be settled ({}); some searches take longer"
    return Filling(fill=settle, pause_s=_PAUSE_S, delay_s=_PAUSE_S, name="lexgap-settling", told=told)
