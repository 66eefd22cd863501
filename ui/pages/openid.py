"""``/sign-in/openid``: to the OpenID provider that the settings name, and back with who it says somebody is."""

import hmac
import logging
from typing import Final
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from search_api.accounts.openid import OpenIdFailed, OpenIdProvider, OpenIdUnavailable, Started
from search_api.accounts.records import Session, SignInRefused, TooManyAttempts
from search_api.bearer import desk_of
from search_api.forms import site_of
from search_api.rate_limit import place_of
from ui.pages.sign_in import Said, sign_in_form, wait_form
from ui.pages.signing import cookie_of, forget_cookie, keep_cookie, keep_session, own_path

router = APIRouter()
_ERRAND: Final = "lexgap_openid"
_ERRAND_S: Final = 600
_BACK: Final = "/sign-in/openid/back"
_SEE_OTHER = 303
_REFUSED = 403
_BAD_GATEWAY = 502
_LONGEST_CODE: Final = 4096
_LONGEST_SAID: Final = 100
_LOG: Final = logging.getLogger("lexgap.sign_in")


@router.get("/sign-in/openid")
async def leave(request: Request) -> Response:
    """To the provider. What proves the way back stays in a cookie of this browser for ten minutes."""
    provider, wanted = _provider(request), own_path(request.query_params.get("next", ""))
    try:
        started = await request.app.state.quick.run(lambda: _start(request, provider))
    except TooManyAttempts as late:
        return wait_form(request, wanted, late)
    except OpenIdUnavailable:
        return sign_in_form(request, wanted, Said(away=True), status=_BAD_GATEWAY)
    response = RedirectResponse(started.address, status_code=_SEE_OTHER)
    response.headers["Cache-Control"] = "no-store"
    errand = {"state": started.state, "nonce": started.nonce, "verifier": started.verifier, "next": wanted}
    keep_cookie(request, response, _ERRAND, urlencode(errand), _ERRAND_S)
    return response


@router.get(_BACK)
async def come_back(request: Request) -> Response:
    """From the provider: a session for whoever it names, if an account here has that identity."""
    provider, errand = _provider(request), dict(parse_qsl(cookie_of(request, _ERRAND) or ""))
    wanted = own_path(errand.get("next", ""))
    response = await _returned(request, provider, errand, wanted)
    forget_cookie(request, response, _ERRAND)
    return response


async def _returned(request: Request, provider: OpenIdProvider, errand: dict[str, str], wanted: str) -> Response:
    asked = request.query_params
    code, state = asked.get("code", ""), asked.get("state", "")
    ours = "state" in errand and hmac.compare_digest(state.encode(), errand["state"].encode())
    # RFC 9207: a provider that names itself on the way back must be the one that was asked.
    other = asked.get("iss", provider.issuer) != provider.issuer
    if not ours or other or not 0 < len(code) <= _LONGEST_CODE:
        _LOG.warning("%s", _why_not(asked, ours=ours, other=other))
        return sign_in_form(request, wanted, Said(failed=True), status=_REFUSED)
    try:
        subject: str = await request.app.state.quick.run(lambda: _finish(request, provider, errand, code))
        session: Session = await request.app.state.quick.run(lambda: desk_of(request).sign_in_as(subject))
    except OpenIdFailed:
        return sign_in_form(request, wanted, Said(failed=True), status=_REFUSED)
    except OpenIdUnavailable:
        return sign_in_form(request, wanted, Said(away=True), status=_BAD_GATEWAY)
    except SignInRefused:
        return sign_in_form(request, wanted, Said(stranger=subject), status=_REFUSED)
    response = RedirectResponse(wanted, status_code=_SEE_OTHER)
    keep_session(request, response, session)
    return response


def _why_not(asked: QueryParams, *, ours: bool, other: bool) -> str:
    """Why what a browser brought back begins no session, for the log; what it brought is shown as written in Python."""
    if not ours:
        return "a browser came back from the OpenID provider with a state that is used, too old, or not its own"
    if other:
        return f"a browser came back from {asked['iss'][:_LONGEST_SAID]!r}, not from the OpenID provider that was asked"
    return f"the OpenID provider sent no code; it says {asked.get('error', '')[:_LONGEST_SAID]!r}"


def _provider(request: Request) -> OpenIdProvider:
    provider: OpenIdProvider | None = request.app.state.openid
    if provider is None:
        raise HTTPException(404)
    return provider


def _start(request: Request, provider: OpenIdProvider) -> Started:
    desk_of(request).check_place(place_of(request.scope))
    return provider.start(_back(request))


def _finish(request: Request, provider: OpenIdProvider, errand: dict[str, str], code: str) -> str:
    now = int(desk_of(request).clock().timestamp())
    return provider.finish(_back(request), code=code, nonce=errand["nonce"], verifier=errand["verifier"], now=now)


def _back(request: Request) -> str:
    """The address that is registered with the provider."""
    return f"{site_of(request)}{_BACK}"
