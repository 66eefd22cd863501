"""Who is signed in, by the cookie of the session; forms that only this browser's own pages can send."""

import hmac
import secrets
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search_api.accounts.records import Session
from search_api.accounts.sessions import LONGEST, form_token_of
from search_api.bearer import desk_of

_SESSION: Final = "lexgap_session"
_VISITOR: Final = "lexgap_visitor"
_HOST_ONLY: Final = "__Host-"
_FIELD: Final = "form_token"
_MOST_FIELDS: Final = 50
_SAME: Final = frozenset({"same-origin", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The fields of a form that was sent and found genuine."""

    fields: dict[str, str]

    def __getitem__(self, name: str) -> str:
        """A field; empty where the form had none such."""
        return self.fields.get(name, "")


def session_of(request: Request) -> Session | None:
    """The session of whoever asks; None for a reader, who needs none."""
    token = cookie_of(request, _SESSION)
    return desk_of(request).session(token) if token else None


def signed_in(request: Request) -> Session:
    """The session of whoever asks. Raises HTTPException 403 for a reader."""
    session = session_of(request)
    if session is None:
        raise HTTPException(403)
    return session


async def read_form(request: Request, session: Session | None) -> Form:
    """The fields of a form. Raises HTTPException 403 for one that did not come from a page of this browser."""
    pairs = parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
    form = Form(fields=dict(pairs))
    genuine = session.form_token if session else form_token_of(cookie_of(request, _VISITOR) or "")
    elsewhere = request.headers.get("sec-fetch-site", "none") not in _SAME
    known = session is not None or _cookie(request, _VISITOR) in request.cookies
    if elsewhere or not known or not hmac.compare_digest(form[_FIELD].encode(), genuine.encode()):
        raise HTTPException(403)
    return form


def visitor(request: Request) -> str:
    """The secret of a browser before anybody has signed in; a new one where it has none."""
    return cookie_of(request, _VISITOR) or secrets.token_urlsafe(32)


def keep_visitor(request: Request, response: Response, secret: str) -> None:
    """Give the browser its secret, until it is closed."""
    keep_cookie(request, response, _VISITOR, secret, None)


def keep_session(request: Request, response: Response, session: Session) -> None:
    """Give the browser the session; what it was before is forgotten."""
    keep_cookie(request, response, _SESSION, session.token, int(LONGEST.total_seconds()))
    forget_cookie(request, response, _VISITOR)


def forget_session(request: Request, response: Response) -> None:
    """Take the session from the browser."""
    forget_cookie(request, response, _SESSION)


def own_path(wanted: str, default: str = "/account") -> str:
    """Where to go after signing in: a path of ours, never another site."""
    plain = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if plain else default


def keep_cookie(request: Request, response: Response, name: str, value: str, seconds: int | None) -> None:
    """A cookie that no script reads and no form of another site sends; without ``seconds`` until the browser closes."""
    secure = _is_secure(request)
    response.set_cookie(
        _cookie(request, name), value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax"
    )


def forget_cookie(request: Request, response: Response, name: str) -> None:
    """Take a cookie of ours from the browser."""
    secure = _is_secure(request)
    response.delete_cookie(_cookie(request, name), path="/", secure=secure, httponly=True, samesite="lax")


def cookie_of(request: Request, name: str) -> str | None:
    """The value of a cookie of ours."""
    return request.cookies.get(_cookie(request, name))


def _cookie(request: Request, name: str) -> str:
    """Over https the browser itself sees to it that no other host sets the cookie."""
    return f"{_HOST_ONLY}{name}" if _is_secure(request) else name


def _is_secure(request: Request) -> bool:
    public: str | None = request.app.state.settings.public_url
    return public.startswith("https:") if public else request.url.scheme == "https"
