"""``/account/searches``: searches kept in one's account, with their feeds; what is new in them by e-mail if wanted."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from search_api.accounts.records import AccountRefused, Session
from search_api.accounts.saved_searches import SavedSearch
from search_api.alerts.desk import is_web
from search_api.alerts.own import OwnAlerts
from search_api.alerts.records import BadAlert, Every, Watch
from search_api.answering import holder
from search_api.kept_query import NAMES
from search_api.library import Library
from search_api.parameters import SearchParameters
from search_api.routes.account import shelf_of
from search_api.routes.account_alerts import alerts_of
from ui.pages.addresses import Query
from ui.pages.page import Page
from ui.pages.parameters import read_parameters
from ui.pages.sign_in import sign_in_first
from ui.pages.signing import Form, read_form, session_of, signed_in

router = APIRouter()
_SEE_OTHER: Final = 303
_REFUSED: Final = 422
Act = Callable[[Request, Session, Form], None]


@router.get("/account/searches")
async def saved_page(request: Request) -> Response:
    """What is kept; to whom is not signed in, the way there."""
    session = session_of(request)
    if session is None:
        return sign_in_first(request, "/account/searches")
    return await _shown(request, session)


@router.post("/account/searches")
async def save(request: Request) -> Response:
    """Keep a search."""
    return await _done(request, _save)


@router.post("/account/searches/remove")
async def remove(request: Request) -> Response:
    """Forget a search."""
    return await _done(request, _remove)


async def _done(request: Request, act: Act) -> Response:
    session = signed_in(request)
    form = await read_form(request, session)
    try:
        await request.app.state.quick.run(lambda: act(request, session, form))
    except (AccountRefused, BadAlert) as error:
        return await _shown(request, session, refused=str(error))
    return RedirectResponse(Page.of(request).url("/account/searches"), status_code=_SEE_OTHER)


def kept_query(query: Query) -> str:
    """What of a search page's address is the search itself."""
    return urlencode(query.only(*NAMES).pairs)


def _save(request: Request, session: Session, form: Form) -> None:
    page, query = Page.of(request), Query(pairs=tuple(parse_qsl(form["query"], max_num_fields=100)))
    name, account = " ".join(form["name"].split()), session.account
    if form["mail"]:
        # Before anything is kept: what is refused leaves nothing behind.
        is_web(_to(form["mail"]))
    shelf_of(request).save(account.name, name, kept_query(query))
    if form["mail"]:
        _tell(holder(request).get(), alerts_of(request, account), name, query, form["mail"], page.language)


def _tell(library: Library, alerts: OwnAlerts, name: str, query: Query, mail: str, language: str) -> None:
    """Have what comes in from now on sent by e-mail. Raises BadAlert."""
    asked = read_parameters(SearchParameters, query.only(*NAMES))
    asks: dict[str, Any] = asked.model_dump(mode="json", by_alias=True, exclude_unset=True)
    _forget(alerts, name)
    alerts.add(library, name, Watch.SEARCH, asks, to=_to(mail), every=Every.HARVEST, language=language)


def _to(mail: str) -> str:
    return f"mailto:{mail.strip()}"


def _remove(request: Request, session: Session, form: Form) -> None:
    _forget(alerts_of(request, session.account), form["name"])
    shelf_of(request).remove(session.account.name, form["name"])


def _forget(alerts: OwnAlerts, name: str) -> None:
    if any(saved.name == name for saved in alerts.all()):
        alerts.remove(name)


async def _shown(request: Request, session: Session, *, refused: str = "") -> Response:
    def work() -> Response:
        page = Page.of(request)
        kept = shelf_of(request).of(session.account.name)
        alerts = {alert.name: alert for alert in alerts_of(request, session.account).all()}
        told = {name: alert.to for name, alert in alerts.items()}
        return page.render(
            "saved_searches.html",
            status=_REFUSED if refused else 200,
            refused=refused,
            saved=[(each, *_links(page, each), told.get(each.name)) for each in kept],
            others=[alert for name, alert in alerts.items() if name not in {each.name for each in kept}],
        )

    response: Response = await request.app.state.quick.run(work)
    response.headers["Cache-Control"] = "no-store"
    return response


def _links(page: Page, saved: SavedSearch) -> tuple[str, str]:
    """The results, and the feed of what is new."""
    query = Query(pairs=tuple(parse_qsl(saved.query)))
    shown = query.setting(lang=page.explicit) if page.explicit else query
    return shown.at("/"), query.at("/api/v1/search.atom")
