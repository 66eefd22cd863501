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
        """Look for and send what is new in what is due, or in these whether due or not. Raises NoSuchAlert.

        Each has its turn before any is tried again, so that a target that is gone holds nobody else up.
        """
        named = [self.desk.get(name) for name in names]
        due = named or [each for each in self.desk.all() if is_due(each, self.now()) and not self._rests(each)]
        again: list[Alert] = []
        for saved in due:
            if not named and self._waits(saved):
                yield self._nothing(saved, None, _PUT_OFF)
            else:
                yield from self._tried(self._look(saved), 1, again)
        for attempt, wait in enumerate(WAITS_S, 2):
            failed, again = again, []
            if failed:
                self.sleep(wait)
            for alert in failed:
                yield from self._tried(alert, attempt, again)

    def _look(self, saved: Saved) -> Alert | Outcome:
        """What is new; or why it cannot be looked for, which is told, and the others have their turn."""
        try:
            return what_is_new(self.library, saved)
        except CANNOT_LOOK as error:
            outcome = self._nothing(saved, State.FAILED, str(error))
            self._note(outcome.alert, 1, State.FAILED, outcome.said)
            return outcome

    def _tried(self, found: Alert | Outcome, attempt: int, again: list[Alert]) -> Iterator[Outcome]:
        """The outcome, unless it is to be tried again."""
        outcome = self._sent(found, attempt) if isinstance(found, Alert) else found
        if outcome is None and isinstance(found, Alert):
            again.append(found)
        elif outcome is not None:
            if outcome.state is not State.FAILED:
                seen = outcome.alert
                self.desk.looked(seen.saved.name, revision=seen.revision, at=self.now(), entries=seen.entries)
            yield outcome

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

    def _sent(self, alert: Alert, attempt: int) -> Outcome | None:
        """One attempt; None where another one may help."""
        if not alert.items:
            return Outcome(alert=alert, state=None)
        try:
            self.send(alert, self.now())
        except NotSent as error:
            self._note(alert, attempt, State.FAILED, str(error))
            last = not error.again or attempt > len(WAITS_S)
            return Outcome(alert=alert, state=State.FAILED, said=str(error)) if last else None
        self._note(alert, attempt, State.SENT, "")
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
