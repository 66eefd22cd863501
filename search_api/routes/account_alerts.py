"""``/account/alerts`` and ``/account/deliveries``: what an account is told of, and what became of telling it."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response
from pydantic import Field

from law.earlier_corpus import NoSuchRevision
from search_api.accounts.records import Account
from search_api.alerts.due import desk_of
from search_api.alerts.finding import what_is_new
from search_api.alerts.own import OwnAlerts
from search_api.alerts.records import BadAlert, Saved, Watch
from search_api.answering import problems
from search_api.bearer import KeyedRoute, Writer
from search_api.kept_query import query_of
from search_api.library import Library
from search_api.models import account as out
from search_api.parameters import NoParameters, Parameters, Words
from search_api.validation import refuse_unknown
from search_api.views import BadFilter
from search_api.write_problems import Taken
from search_api.writing import MADE, created, own, own_address, removed

router = APIRouter(tags=["account"], route_class=KeyedRoute)
Name = Annotated[str, Path(max_length=200, description="What it is called.")]


class NewsParameters(Parameters):
    """What a dry run takes."""

    since: Annotated[
        int | None, Field(ge=0, le=2**53, description="A corpus revision; by default the one looked at last.")
    ] = None


class DeliveryParameters(Parameters):
    """What the log takes."""

    name: Annotated[Words, Field(max_length=80, description="Only of this alert.")] = ""
    limit: Annotated[int, Field(ge=1, le=1000, description="How many attempts.")] = 100
    offset: Annotated[int, Field(ge=0, le=1_000_000, description="How many attempts to pass over.")] = 0


@router.get("/account/alerts", response_model=out.Alerts, operation_id="getAlerts", responses=problems(401))
async def get_alerts(request: Request, account: Writer, _: Annotated[NoParameters, Query()]) -> Response:
    """List what the account is told of."""

    def work(_: Library) -> out.Alerts:
        items = [out.Alert(**_facts(each)) for each in alerts_of(request, account).all()]
        return out.Alerts(total=len(items), items=items)

    return await own(request, work)


@router.post(
    "/account/alerts",
    status_code=201,
    response_model=out.AlertMade,
    operation_id="addAlert",
    responses={**MADE, **problems(400, 401, 409)},
    dependencies=[Depends(refuse_unknown)],
)
async def add_alert(request: Request, account: Writer, sent: Annotated[out.AlertSent, Body()]) -> Response:
    """Be told of what comes in from now on, by e-mail or at a web address. The secret that signs is shown only now."""

    def work(library: Library) -> Response:
        watch, asks = _asked(sent)
        alerts, name = alerts_of(request, account), " ".join(sent.name.split())
        if any(saved.name == name for saved in alerts.all()):
            raise Taken(f"there is an alert called {name!r}: delete that one first, or choose another name")
        saved = alerts.add(library, name, watch, asks, to=sent.to, every=sent.every, language=sent.language)
        made = out.AlertMade(**_facts(saved), secret=saved.secret or None)
        return created(made, own_address("alerts", name))

    return await own(request, work, slow=True)


@router.get("/account/alerts/{name}", response_model=out.Alert, operation_id="getAlert", responses=problems(401, 404))
async def get_alert(request: Request, account: Writer, name: Name, _: Annotated[NoParameters, Query()]) -> Response:
    """Give one thing that the account is told of."""
    return await own(request, lambda _: out.Alert(**_facts(alerts_of(request, account).get(name))))


@router.get(
    "/account/alerts/{name}/news",
    response_model=out.News,
    operation_id="getNews",
    responses=problems(400, 401, 404),
)
async def get_news(
    request: Request, account: Writer, name: Name, parameters: Annotated[NewsParameters, Query()]
) -> Response:
    """Tell what an alert would send now, or would have sent since a corpus revision: a dry run."""

    def work(library: Library) -> out.News:
        saved = alerts_of(request, account).get(name)
        try:
            found = what_is_new(library, saved, since=parameters.since)
        except NoSuchRevision as error:
            raise BadFilter(str(error), parameter="since") from None
        items = [out.NewsItem.model_validate(item) for item in found.items]
        return out.News(
            since=found.since, revision=found.revision, complete=found.complete, total=len(items), items=items
        )

    return await own(request, work, slow=True)


@router.delete(
    "/account/alerts/{name}",
    status_code=204,
    operation_id="deleteAlert",
    responses=problems(401, 404),
    dependencies=[Depends(refuse_unknown)],
)
async def delete_alert(request: Request, account: Writer, name: Name) -> Response:
    """No longer be told; the log of what was sent stays."""

    def work(_: Library) -> Response:
        alerts_of(request, account).remove(name)
        return removed()

    return await own(request, work)


@router.get("/account/deliveries", response_model=out.Deliveries, operation_id="getDeliveries", responses=problems(401))
async def get_deliveries(
    request: Request, account: Writer, parameters: Annotated[DeliveryParameters, Query()]
) -> Response:
    """List the attempts to tell the account, also of alerts that are gone, the newest first."""

    def work(_: Library) -> out.Deliveries:
        log = alerts_of(request, account).log(parameters.name or None)[::-1]
        shown = log[parameters.offset : parameters.offset + parameters.limit]
        return out.Deliveries(total=len(log), items=list(shown))

    return await own(request, work)


def alerts_of(request: Request, account: Account) -> OwnAlerts:
    """The alerts of an account."""
    settings = request.app.state.settings
    return OwnAlerts(desk=desk_of(settings.home), account=account.name, inside=settings.inside_hosts())


def _asked(sent: out.AlertSent) -> tuple[Watch, dict[str, Any]]:
    given = [(Watch.SEARCH, sent.search), (Watch.GAPS, sent.gaps)]
    chosen = [(watch, asks) for watch, asks in given if asks is not None]
    if len(chosen) != 1:
        raise BadAlert("send either `search` or `gaps`: what to be told of")
    watch, asks = chosen[0]
    return watch, asks.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _facts(saved: Saved) -> dict[str, Any]:
    feed = f"/api/v1/search.atom?{query_of(saved.asks)}" if saved.watch is Watch.SEARCH else None
    names = ("name", "watch", "to", "every", "language", "revision", "looked_at")
    known = {name: getattr(saved, name) for name in names}
    return {**known, "asks": dict(saved.asks), "href": own_address("alerts", saved.name), "feed": feed}
