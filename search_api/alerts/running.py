"""Looking for what is new in all that is saved, and sending it: with retries, and every attempt written down."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from search_api.alerts.desk import AlertDesk
from search_api.alerts.finding import what_is_new
from search_api.alerts.records import Alert, Delivery, Every, Saved, State
from search_api.alerts.sending import NotSent, Send
from search_api.library import Library

WAITS_S: Final = (2.0, 10.0, 60.0)
"""Seconds between attempts of one run; what still failed is sent by the next run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did with a saved search; ``state`` is None where nothing was new."""

    alert: Alert
    state: State | None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Runs alerts. ``now`` and ``sleep`` are injected."""

    library: Library
    desk: AlertDesk
    send: Send
    now: Callable[[], datetime]
    sleep: Callable[[float], None]

    def run(self, names: Iterable[str] = ()) -> Iterator[Outcome]:
        """Look for and send what is new in what is due, or in these whether due or not. Raises NoSuchAlert."""
        chosen = [self.desk.get(name) for name in names] or [s for s in self.desk.all() if is_due(s, self.now())]
        for saved in chosen:
            alert = what_is_new(self.library, saved)
            outcome = self._sent(alert) if alert.items else Outcome(alert=alert, state=None)
            if outcome.state is not State.FAILED:
                self.desk.looked(saved.name, revision=alert.revision, at=self.now())
            yield outcome

    def _sent(self, alert: Alert) -> Outcome:
        for attempt, wait in enumerate((*WAITS_S, 0.0), 1):
            try:
                self.send(alert, self.now())
            except NotSent as error:
                self._note(alert, attempt, State.FAILED, str(error))
                if not error.again or not wait:
                    return Outcome(alert=alert, state=State.FAILED, said=str(error))
                self.sleep(wait)
            else:
                self._note(alert, attempt, State.SENT, "")
                break
        return Outcome(alert=alert, state=State.SENT)

    def _note(self, alert: Alert, attempt: int, state: State, said: str) -> None:
        self.desk.write_down(
            Delivery(
                name=alert.saved.name,
                alert=alert.id,
                at=self.now(),
                attempt=attempt,
                state=state,
                items=len(alert.items),
                said=said,
            )
        )


def is_due(saved: Saved, now: datetime) -> bool:
    """Whether a saved search is looked at now: a daily one once a day."""
    if saved.every is Every.HARVEST or saved.looked_at is None:
        return True
    return saved.looked_at.astimezone(now.tzinfo).date() < now.date()
