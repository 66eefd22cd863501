"""The whole service: the API and the pages on one library."""

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from search_api.accounts.openid import OpenIdProvider
from search_api.app import create_app, utc_now
from search_api.library import Library
from search_api.settings import Settings
from ui.alert_mail import alert_mail
from ui.pages import (
    about,
    account,
    ask,
    bilingual,
    citations,
    cited_by,
    comparison,
    coverage,
    demands,
    gap_changes,
    gap_review,
    gaps,
    implementing,
    instrument,
    norms,
    openid,
    places_compared,
    provision,
    saved_searches,
    search,
    sign_in,
    terms,
)
from ui.pages.page import STATIC, read_ahead
from ui.pages.problems import render_problem

_TOPICS = (
    search,
    ask,
    comparison,
    bilingual,
    cited_by,
    provision,
    instrument,
    gaps,
    gap_changes,
    gap_review,
    places_compared,
    implementing,
    norms,
    terms,
    citations,
    demands,
    coverage,
    about,
    sign_in,
    openid,
    account,
    saved_searches,
)
_SMALLEST_COMPRESSED_BYTES = 1_000
_COMPRESSION_LEVEL = 5


def create_site(
    settings: Settings, *, library: Library | None = None, clock: Callable[[], datetime] = utc_now
) -> FastAPI:
    """Make the API with the pages. With ``library`` it answers from that one and leaves it open at the end."""
    app = create_app(settings, library=library, clock=clock)
    app.state.render_problem = render_problem
    app.state.word_mail = alert_mail
    app.state.library.pages = read_ahead
    app.state.openid = provider_of(settings)
    for topic in _TOPICS:
        app.include_router(topic.router, include_in_schema=False)
    app.mount("/static", _Static(directory=STATIC), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=_SMALLEST_COMPRESSED_BYTES, compresslevel=_COMPRESSION_LEVEL)
    return app


def provider_of(settings: Settings) -> OpenIdProvider | None:
    """The provider that the settings name, or None."""
    if settings.oidc_issuer is None:
        return None
    secret = settings.oidc_client_secret
    return OpenIdProvider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id or "lexgap",
        client_secret=secret.get_secret_value() if secret else None,
        label=settings.oidc_label,
    )


class _Static(StaticFiles):
    """Files whose addresses change with their contents, so that a browser may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if scope["query_string"].startswith(b"v="):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
