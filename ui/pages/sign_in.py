"""``/sign-in``, ``/sign-out``: for reviewers and admins. Everything public is read without them."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from search_api.accounts.records import Session, SignInRefused, TooManyAttempts
from search_api.accounts.sessions import form_token_of
from search_api.bearer import desk_of
from search_api.rate_limit import place_of
from ui.pages.page import Page
from ui.pages.signing import (
    forget_session,
    keep_session,
    keep_visitor,
    own_path,
    read_form,
    session_of,
    visitor,
)

router = APIRouter()
_SEE_OTHER = 303
_REFUSED = 403
_TOO_MANY = 429


@router.get("/sign-in")
async def sign_in_page(request: Request) -> Response:
    """The form, with a secret of this browser in it."""
    return sign_in_form(
        request, own_path(request.query_params.get("next", ""), default=Page.of(request).url("/account"))
    )


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Sign in with a name and a password, then go where the visitor was going."""
    form = await read_form(request, None)
    wanted, desk = own_path(form["next"]), desk_of(request)
    try:
        session: Session = await request.app.state.quick.run(
            lambda: desk.sign_in(form["name"][:100], form["password"], address=place_of(request.scope))
        )
    except SignInRefused:
        return sign_in_form(request, wanted, Said(name=form["name"][:100], refused=True), status=_REFUSED)
    except TooManyAttempts as late:
        return wait_form(request, wanted, late, name=form["name"][:100])
    response = RedirectResponse(wanted, status_code=_SEE_OTHER)
    keep_session(request, response, session)
    return response


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """End the session; one that has ended already needs no proof."""
    session = session_of(request)
    response = RedirectResponse(Page.of(request).url("/"), status_code=_SEE_OTHER)
    if session is not None:
        await read_form(request, session)
        desk_of(request).sign_out(session)
    forget_session(request, response)
    return response


def sign_in_first(request: Request, path: str) -> Response:
    """To the form, and from there back to a page of ours, both in the language that the address names."""
    page = Page.of(request)
    return RedirectResponse(page.url("/sign-in", next=page.url(path)), status_code=_SEE_OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the form says beside its fields: the name as typed, why nobody was let in, or whom no account is for."""

    name: str = ""
    refused: bool = False
    failed: bool = False
    away: bool = False
    stranger: str = ""


def sign_in_form(request: Request, wanted: str, said: Said | None = None, *, status: int = 200) -> Response:
    """The form, which leads to the path ``wanted`` afterwards."""
    return _shown(request, wanted, said or Said(), status, 0)


def wait_form(request: Request, wanted: str, late: TooManyAttempts, *, name: str = "") -> Response:
    """The form with how long to wait before another attempt."""
    response = _shown(request, wanted, Said(name=name), _TOO_MANY, late.retry_after)
    response.headers["Retry-After"] = str(late.retry_after)
    return response


def _shown(request: Request, wanted: str, said: Said, status: int, wait: int) -> Response:
    secret, provider = visitor(request), request.app.state.openid
    response = Page.of(request).render(
        "sign_in.html",
        status=status,
        wanted=wanted,
        said=said,
        minutes=-(-wait // 60),
        provider=provider.label if provider else "",
        form_token=form_token_of(secret),
    )
    keep_visitor(request, response, secret)
    response.headers["Cache-Control"] = "no-store"
    return response
