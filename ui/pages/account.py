"""``/account``: one's own password, and for admins the accounts."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from gaps.review_records import Role as Part
from search_api.accounts.records import AccountRefused, Role, Session, SignInRefused, TooManyAttempts
from search_api.answering import holder
from search_api.bearer import desk_of
from search_api.rate_limit import place_of
from ui.pages.page import Page
from ui.pages.sign_in import sign_in_first
from ui.pages.signing import Form, keep_session, read_form, session_of, signed_in

router = APIRouter()
_SEE_OTHER = 303


@router.get("/account")
async def account_page(request: Request) -> Response:
    """Who is signed in as whom, and what may be done here."""
    session = session_of(request)
    if session is None:
        return sign_in_first(request, "/account")
    return await _shown(request, session)


@router.post("/account/password")
async def change_password(request: Request) -> Response:
    """Another password, for whoever knows the one so far. Every other session ends."""
    session = signed_in(request)
    form = await read_form(request, session)
    try:
        renewed: Session = await request.app.state.quick.run(lambda: _changed(request, session, form))
    except (AccountRefused, SignInRefused, TooManyAttempts) as error:
        return await _shown(request, session, refused=str(error))
    response = RedirectResponse(Page.of(request).url("/account", changed="yes"), status_code=_SEE_OTHER)
    keep_session(request, response, renewed)
    return response


@router.post("/account/switch")
async def switch_account(request: Request) -> Response:
    """Close an account or open it again, or give its name a part in reviews; for admins."""
    session = signed_in(request)
    form = await read_form(request, session)
    if session.account.role is not Role.ADMIN:
        raise HTTPException(403)
    try:
        await request.app.state.quick.run(lambda: _switch(request, session, form))
    except AccountRefused as error:
        return await _shown(request, session, refused=str(error))
    return RedirectResponse(Page.of(request).url("/account"), status_code=_SEE_OTHER)


def _changed(request: Request, session: Session, form: Form) -> Session:
    desk, name, address = desk_of(request), session.account.name, place_of(request.scope)
    desk.sign_in(name, form["password"], address=address)
    desk.set_password(name, form["new_password"])
    return desk.sign_in(name, form["new_password"], address=address)


def _switch(request: Request, session: Session, form: Form) -> None:
    """Nobody closes the account that they sit in: somebody has to be left who can open it again."""
    desk = desk_of(request)
    account = desk.account(form["name"])
    if form["part"]:
        part = None if form["part"] == "none" else Part(form["part"])
        holder(request).get().reviews.set_reviewer(session.account.name, account.name, part)
    elif account.name == session.account.name:
        raise AccountRefused("another admin has to close this account")
    else:
        desk.disable(account.name, disabled=account.disabled_at is None)


async def _shown(request: Request, session: Session, *, refused: str = "") -> Response:
    def work() -> Response:
        admin = session.account.role is Role.ADMIN
        return Page.of(request).render(
            "account.html",
            status=422 if refused else 200,
            refused=refused,
            changed=request.query_params.get("changed") == "yes",
            accounts=desk_of(request).accounts() if admin else (),
            parts=holder(request).get().reviews.reviewers(),
        )

    response: Response = await request.app.state.quick.run(work)
    response.headers["Cache-Control"] = "no-store"
    return response
