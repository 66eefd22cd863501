"""``/account`` and ``/account/searches``: what an account keeps, for whoever has one of its API keys."""

from typing import Annotated, Final

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response

from search_api.accounts.records import Account, NoSuchSearch
from search_api.accounts.saved_searches import SavedSearch, SavedSearches
from search_api.alerts.finding import check
from search_api.alerts.records import Watch
from search_api.answering import problems
from search_api.bearer import KeyedRoute, Writer, desk_of
from search_api.kept_query import asks_of, query_of
from search_api.library import Library
from search_api.models import account as out
from search_api.parameters import NoParameters
from search_api.routes.account_alerts import alerts_of
from search_api.validation import refuse_unknown
from search_api.write_problems import Taken
from search_api.writing import MADE, created, own, own_address, removed

router = APIRouter(tags=["account"], route_class=KeyedRoute)
_KEPT_ALREADY: Final = "It was kept already, under this name."
Name = Annotated[str, Path(max_length=200, description="What it is called.")]


@router.get("/account", response_model=out.AccountAnswer, operation_id="getAccount", responses=problems(401))
async def get_account(request: Request, account: Writer, _: Annotated[NoParameters, Query()]) -> Response:
    """Tell whose API key it is, and what that account may do."""

    def work(library: Library) -> out.AccountAnswer:
        return out.AccountAnswer(
            name=account.name,
            role=account.role,
            part=library.reviews.reviewers().get(account.name),
            searches=len(shelf_of(request).of(account.name)),
            alerts=len(alerts_of(request, account).all()),
        )

    return await own(request, work)


@router.get(
    "/account/searches", response_model=out.SavedSearches, operation_id="getSavedSearches", responses=problems(401)
)
async def get_searches(request: Request, account: Writer, _: Annotated[NoParameters, Query()]) -> Response:
    """List the searches that the account keeps, each with its feed."""

    def work(_: Library) -> out.SavedSearches:
        items = [_record(each) for each in shelf_of(request).of(account.name)]
        return out.SavedSearches(total=len(items), items=items)

    return await own(request, work)


@router.post(
    "/account/searches",
    status_code=201,
    response_model=out.SavedSearch,
    operation_id="saveSearch",
    responses={200: {"model": out.SavedSearch, "description": _KEPT_ALREADY}, **MADE, **problems(400, 401, 409)},
    dependencies=[Depends(refuse_unknown)],
)
async def save_search(request: Request, account: Writer, sent: Annotated[out.SavedSearchSent, Body()]) -> Response:
    """Keep a search. The same search under the same name is kept once, so that a request may be sent again."""

    def work(library: Library) -> out.SavedSearch | Response:
        asks = sent.search.model_dump(mode="json", by_alias=True, exclude_unset=True)
        check(library, Watch.SEARCH, asks)
        name, query, shelf = " ".join(sent.name.split()), query_of(asks), shelf_of(request)
        held = next((each for each in shelf.of(account.name) if each.name == name), None)
        if held is not None and held.query != query:
            raise Taken(f"another search is kept as {name!r}: delete that one first, or choose another name")
        if held is not None:
            return _record(held)
        shelf.save(account.name, name, query)
        return created(_record(_find(request, account, name)), own_address("searches", name))

    return await own(request, work)


@router.get(
    "/account/searches/{name}",
    response_model=out.SavedSearch,
    operation_id="getSavedSearch",
    responses=problems(401, 404),
)
async def get_search(request: Request, account: Writer, name: Name, _: Annotated[NoParameters, Query()]) -> Response:
    """Give a search that the account keeps."""
    return await own(request, lambda _: _record(_find(request, account, name)))


@router.delete(
    "/account/searches/{name}",
    status_code=204,
    operation_id="deleteSavedSearch",
    responses=problems(401, 404),
    dependencies=[Depends(refuse_unknown)],
)
async def delete_search(request: Request, account: Writer, name: Name) -> Response:
    """Forget a search; an alert of the same name, as the pages make it with a search, stays."""

    def work(_: Library) -> Response:
        shelf_of(request).remove(account.name, _find(request, account, name).name)
        return removed()

    return await own(request, work)


def _find(request: Request, account: Account, name: str) -> SavedSearch:
    held = shelf_of(request).of(account.name)
    found = next((each for each in held if each.name == name), None)
    if found is None:
        known = ", ".join(each.name for each in held) or "none"
        raise NoSuchSearch(f"{account.name} keeps no search called {name[:60]!r}; kept: {known}")
    return found


def shelf_of(request: Request) -> SavedSearches:
    """The kept searches of all accounts."""
    desk = desk_of(request)
    return SavedSearches(file=desk.file, clock=desk.clock)


def _record(saved: SavedSearch) -> out.SavedSearch:
    return out.SavedSearch(
        name=saved.name,
        search=asks_of(saved.query),
        saved_at=saved.saved_at,
        href=own_address("searches", saved.name),
        results=f"/api/v1/search?{saved.query}",
        page=f"/?{saved.query}",
        feed=f"/api/v1/search.atom?{saved.query}",
    )
