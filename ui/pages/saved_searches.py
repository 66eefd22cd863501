"""``/account/searches``: searches kept in one's account, with their feeds; what is new in them by e-mail if wanted."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from search_api.accounts.records import AccountRefused, Session
from search_api.accounts.saved_searches import SavedSearch, SavedSearches
from search_api.alerts.desk import AlertDesk
from search_api.alerts.finding import check
from search_api.alerts.records import BadAlert, Every, Saved, Watch
from search_api.answering import holder
from search_api.library import Library
from search_api.parameters import SearchParameters
from ui.pages.addresses import Query
from ui.pages.page import Page
from ui.pages.parameters import read_parameters
from ui.pages.sign_in import sign_in_first
from ui.pages.signing import Form, desk_of, read_form, session_of, signed_in

router = APIRouter()
_SEE_OTHER: Final = 303
_REFUSED: Final = 422
Act = Callable[[Request, Session, Form], None]
_NOT_KEPT: Final = ("k", "offset", "lang", "fields")


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
    names = (field.alias or name for name, field in SearchParameters.model_fields.items())
    kept = query.only(*(name for name in names if name not in _NOT_KEPT))
    return urlencode(kept.pairs)


def _save(request: Request, session: Session, form: Form) -> None:
    query = Query(pairs=tuple(parse_qsl(form["query"], max_num_fields=100)))
    name, account = " ".join(form["name"].split()), session.account.name
    _shelf(request).save(account, name, kept_query(query))
    if form["mail"]:
        _tell(request, holder(request).get(), f"{account}: {name}", query, form["mail"])


def _tell(request: Request, library: Library, name: str, query: Query, mail: str) -> None:
    """Have what comes in from now on sent by e-mail. Raises BadAlert."""
    asked = read_parameters(SearchParameters, query)
    asks: dict[str, Any] = asked.model_dump(mode="json", by_alias=True, exclude_unset=True)
    check(library, Watch.SEARCH, asks)
    alerts = _alerts(request)
    _forget(alerts, name)
    revision = library.corpus.revision()
    alerts.add(name, Watch.SEARCH, asks, to=f"mailto:{mail.strip()}", every=Every.HARVEST, revision=revision)


def _remove(request: Request, session: Session, form: Form) -> None:
    _forget(_alerts(request), f"{session.account.name}: {form['name']}")
    _shelf(request).remove(session.account.name, form["name"])


def _forget(alerts: AlertDesk, name: str) -> None:
    if alerts.file.exists() and any(saved.name == name for saved in alerts.all()):
        alerts.remove(name)


async def _shown(request: Request, session: Session, *, refused: str = "") -> Response:
    def work() -> Response:
        page = Page.of(request)
        account = session.account.name
        told = {saved.name.removeprefix(f"{account}: "): saved.to for saved in _told(request, account)}
        return page.render(
            "saved_searches.html",
            status=_REFUSED if refused else 200,
            refused=refused,
            saved=[(each, *_links(page, each), told.get(each.name)) for each in _shelf(request).of(account)],
        )

    response: Response = await request.app.state.quick.run(work)
    response.headers["Cache-Control"] = "no-store"
    return response


def _links(page: Page, saved: SavedSearch) -> tuple[str, str]:
    """The results, and the feed of what is new."""
    query = Query(pairs=tuple(parse_qsl(saved.query)))
    shown = query.setting(lang=page.explicit) if page.explicit else query
    return shown.at("/"), query.at("/api/v1/search.atom")


def _told(request: Request, account: str) -> list[Saved]:
    alerts = _alerts(request)
    return [saved for saved in alerts.all() if saved.name.startswith(f"{account}: ")] if alerts.file.exists() else []


def _shelf(request: Request) -> SavedSearches:
    desk = desk_of(request)
    return SavedSearches(file=desk.file, clock=desk.clock)


def _alerts(request: Request) -> AlertDesk:
    return AlertDesk(file=request.app.state.settings.home / "alerts" / "alerts.sqlite")
