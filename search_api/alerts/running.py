"""Looking for what is new in all that is saved, and sending it: with retries, and every attempt written down."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from index.records import Mode
from search_api.alerts.desk import AlertDesk
from search_api.alerts.finding import CANNOT_LOOK, what_is_new
from search_api.alerts.records import Alert, Delivery, Every, Saved, State, Watch
from search_api.alerts.sending import NotSent, Send
from search_api.library import Library

WAITS_S: Final = (2.0, 10.0, 60.0)
"""Seconds between attempts of one run; what still failed is sent by the next run."""


_PUT_OFF: Final = "put off until the texts that came in can be found by meaning: their vectors are being computed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did with a saved search; ``state`` is None where nothing was new, or it was put off, as is said."""

    alert: Alert
    state: State | None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Runs alerts. ``now`` and ``sleep`` are injected; what failed within ``rest`` is left alone unless it is named."""

    library: Library
    desk: AlertDesk
    send: Send
    now: Callable[[], datetime]
    sleep: Callable[[float], object]
    rest: timedelta = timedelta(0)

    def run(self, names: Iterable[str] = ()) -> Iterator[Outcome]:
        """Look for and send what is new in what is due, or in these whether due or not. Raises NoSuchAlert."""
        named = [self.desk.get(name) for name in names]
        for saved in named or [each for each in self.desk.all() if is_due(each, self.now()) and not self._rests(each)]:
            yield self._nothing(saved, None, _PUT_OFF) if not named and self._waits(saved) else self._run(saved)

    def _run(self, saved: Saved) -> Outcome:
        """One saved search. What it fails of is told, and the others have their turn."""
        try:
            alert = what_is_new(self.library, saved)
        except CANNOT_LOOK as error:
            outcome = self._nothing(saved, State.FAILED, str(error))
            self._note(outcome.alert, 1, State.FAILED, outcome.said)
            return outcome
        outcome = self._sent(alert) if alert.items else Outcome(alert=alert, state=None)
        if outcome.state is not State.FAILED:
            self.desk.looked(saved.name, revision=alert.revision, at=self.now())
        return outcome

    def _rests(self, saved: Saved) -> bool:
        failed_at = self.desk.failed_at(saved.name) if self.rest else None
        return failed_at is not None and self.now() < failed_at + self.rest

    def _waits(self, saved: Saved) -> bool:
        """Whether it searches by meaning and vectors are missing that will come."""
        if saved.watch is not Watch.SEARCH or saved.asks.get("mode") == Mode.LEXICAL.value:
            return False
        self.library.desk.load_model()
        state = self.library.semantic_state()
        return state.reason is None and not state.complete

    def _nothing(self, saved: Saved, state: State | None, said: str) -> Outcome:
        alert = Alert(id="", saved=saved, since=saved.revision, revision=saved.revision, items=())
        return Outcome(alert=alert, state=state, said=said)

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
