"""Sending what is due: by hand, after an index was built, and from time to time behind a running service."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from search_api.alerts.desk import AlertDesk
from search_api.alerts.records import ALERTS_FILE, AlertsBusy, State
from search_api.alerts.running import Outcome, Runner
from search_api.alerts.sending import MailServer, Word, sender_for
from search_api.library import Library
from search_api.settings import Settings

_REST: Final = timedelta(hours=1)
"""How long a target that failed is left alone by what runs unasked."""
_LOG: Final = logging.getLogger("lexgap.alerts")


def desk_of(home: Path) -> AlertDesk:
    """The saved searches of a data directory."""
    return AlertDesk(file=home / ALERTS_FILE)


def runner_of(
    library: Library,
    settings: Settings,
    *,
    now: Callable[[], datetime],
    sleep: Callable[[float], object],
    rest: timedelta = timedelta(0),
    word: Word | None = None,
) -> Runner:
    """What runs the saved searches of the settings' data directory; ``word`` words its e-mails."""
    send = sender_for(_mail_server(settings), settings.public_url or "", settings.inside_hosts(), word)
    return Runner(library=library, desk=desk_of(settings.home), send=send, now=now, sleep=sleep, rest=rest)


def send_due(
    library: Library,
    settings: Settings,
    *,
    now: Callable[[], datetime],
    sleep: Callable[[float], object],
    word: Word | None = None,
) -> tuple[Outcome, ...]:
    """Run what is due; nothing where it is switched off, nothing is saved, or another process is at it."""
    if not settings.alerts or not desk_of(settings.home).file.exists():
        return ()
    try:
        with only_sender(settings.home):
            outcomes = tuple(runner_of(library, settings, now=now, sleep=sleep, rest=_REST, word=word).run())
    except AlertsBusy:
        return ()
    for outcome in outcomes:
        if outcome.state is State.FAILED:
            _LOG.warning("the alert %r was not sent: %s", outcome.alert.saved.name, outcome.said)
    return outcomes


@contextmanager
def only_sender(home: Path) -> Iterator[None]:
    """One process sends at a time, so that nothing is sent twice; one that is killed lets go. Raises AlertsBusy."""
    file = desk_of(home).file
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(file.with_suffix(".lock"), timeout=0):
            yield
    except Timeout:
        raise AlertsBusy("another lexgap process is sending alerts: wait until it has finished") from None


def _mail_server(settings: Settings) -> MailServer | None:
    if settings.smtp_host is None or settings.smtp_from is None:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        security=settings.smtp_security,
    )
