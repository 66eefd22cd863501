"""The application: the API under /api/v1, ready for the pages to be added to."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Final

from fastapi import FastAPI

from index.records import IndexUnavailable
from law.corpus import CorpusUnavailable
from search_api.accounts.desk import AccountDesk
from search_api.alerts.records import ALERTS_FILE
from search_api.budget import Budget
from search_api.filling import Filling
from search_api.freshness import Freshness
from search_api.head import AnswerHead
from search_api.headers import RequestLimits, SecurityHeaders
from search_api.holder import LibraryHolder
from search_api.library import Library
from search_api.openapi import describe
from search_api.opening import open_library
from search_api.problems import install_problems
from search_api.rate_limit import RateLimit
from search_api.routing import PREFIX, include_routes
from search_api.settings import Settings
from search_api.version import VERSION

_ALERTS_S: Final = 60.0
_SUMMARY = "Search disclosure and privacy law, and see where the law itself has gaps."
_ABOUT = (
    "Every statement is a provision quoted from a text that is pinned by its day and its hash. What is absent is not "
    "found in what is held; it is never said that there is no law. A date, status or kind that no source states is "
    "null or `unknown`. Reading the law needs no account; what people write (searches, alerts, reviews) needs an API "
    "key. Not legal advice."
)


def utc_now() -> datetime:
    """The service's clock; everything below takes the moment as a parameter."""
    return datetime.now(UTC)


def create_app(
    settings: Settings, *, library: Library | None = None, clock: Callable[[], datetime] = utc_now
) -> FastAPI:
    """Make the application. With ``library`` it answers from that one and leaves it open at the end.

    ``app.state.render_problem`` may be set to show errors outside of /api/ as pages, ``app.state.word_mail`` to word
    alerts for readers.
    """
    app = _described()
    _prepare(app, settings, library)
    app.state.accounts = AccountDesk(home=settings.home, clock=clock)
    include_routes(app)
    install_problems(app)
    _add_middleware(app, settings)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]  # FastAPI's documented way to extend it
    return app


def _described() -> FastAPI:
    return FastAPI(
        title="Lexgap",
        version=VERSION,
        summary=_SUMMARY,
        description=_ABOUT,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """What every request goes through, the last one first."""
    app.add_middleware(AnswerHead)
    app.add_middleware(RequestLimits)
    if settings.requests_per_minute:
        app.add_middleware(RateLimit, per_minute=settings.requests_per_minute)
    app.add_middleware(SecurityHeaders)


def _prepare(app: FastAPI, settings: Settings, library: Library | None) -> None:
    """What requests find in ``app.state``."""
    app.state.settings = settings
    app.state.word_mail = None
    app.state.freshness = Freshness()
    app.state.owns_library = library is None
    app.state.library = LibraryHolder(
        open=lambda: open_library(settings, gap_seconds=settings.gap_seconds + 5), library=library
    )
    app.state.quick = Budget(name="quick", threads=4, waiting=60, seconds=settings.request_seconds)
    app.state.alerts = _alerts(app, settings) if settings.alerts and library is None else None
    app.state.slow = Budget(name="slow", threads=4, waiting=12, seconds=settings.gap_seconds + 5)


def _alerts(app: FastAPI, settings: Settings) -> Filling:
    """Sends what is due of the saved searches, soon after an index was built and daily."""

    def send(_: Callable[[], bool]) -> None:
        library = app.state.library.library
        if library is not None and settings.home.joinpath(ALERTS_FILE).exists():
            # Without saved searches, nothing of this is loaded.
            from search_api.alerts.due import send_due

            now, word = (lambda: utc_now().astimezone()), app.state.word_mail
            send_due(library, settings, now=now, sleep=behind.wait, word=word)

    behind = Filling(fill=send, pause_s=_ALERTS_S, name="lexgap-alerts", told="alerts could not be sent ({})")
    return behind


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    # Without an index the service still starts: it says what is missing, and opens it as soon as it is there.
    with suppress(IndexUnavailable, CorpusUnavailable):
        app.state.library.get()
    if app.state.alerts is not None:
        app.state.alerts.start()
    yield
    if app.state.alerts is not None:
        app.state.alerts.stop()
    app.state.quick.close()
    app.state.slow.close()
    if app.state.owns_library:
        app.state.library.close()
