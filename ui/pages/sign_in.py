"""``/sign-in``, ``/sign-out``: for reviewers and admins. Everything public is read without them."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from search_api.accounts.records import Session, SignInRefused, TooManyAttempts
from search_api.accounts.sessions import form_token_of
from ui.pages.page import Page
from ui.pages.signing import (
    address_of,
    desk_of,
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
    return _form(request, own_path(request.query_params.get("next", ""), default=Page.of(request).url("/account")))


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Sign in with a name and a password, then go where the visitor was going."""
    form = await read_form(request, None)
    wanted, desk = own_path(form["next"]), desk_of(request)
    try:
        session: Session = await request.app.state.quick.run(
            lambda: desk.sign_in(form["name"][:100], form["password"], address=address_of(request))
        )
    except SignInRefused:
        return _form(request, wanted, name=form["name"][:100], status=_REFUSED)
    except TooManyAttempts as late:
        return _form(request, wanted, name=form["name"][:100], status=_TOO_MANY, wait=late.retry_after)
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


def _form(request: Request, wanted: str, *, name: str = "", status: int = 200, wait: int = 0) -> Response:
    secret = visitor(request)
    response = Page.of(request).render(
        "sign_in.html",
        status=status,
        wanted=wanted,
        name=name,
        refused=status == _REFUSED,
        minutes=-(-wait // 60),
        form_token=form_token_of(secret),
    )
    keep_visitor(request, response, secret)
    response.headers["Cache-Control"] = "no-store"
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
