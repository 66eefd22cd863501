"""Who writes: the account whose API key stands in the header Authorization. Cookies are never looked at here.

A browser sends cookies unasked, also on behalf of another site; a header with a key is only sent by a program that has
the key. So nothing here needs a form token, and a signed-in browser cannot be made to write through the API.
"""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Depends, Request, Response, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from search_api.accounts.keys import ApiKeys
from search_api.accounts.records import Account, KeyRefused
from search_api.rate_limit import place_of

if TYPE_CHECKING:
    from search_api.accounts.desk import AccountDesk

_BEARER: Final = HTTPBearer(
    auto_error=False,
    scheme_name="apiKey",
    bearerFormat="lexgap_…",
    description="An API key of an account, made with `lexgap accounts key add`. It acts in the account's name and "
    "with its part in reviews. A session's cookie does not do.",
)
_NEEDED: Final = (
    "this address needs an API key: send the header `Authorization: Bearer lexgap_…` with one that "
    "`lexgap accounts key add ACCOUNT --name JOB` has made"
)


class KeyedRoute(APIRoute):
    """A route that looks at the key before the body: who may not write is not told what is wrong with it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request. Raises KeyRefused, TooManyAttempts."""
        answer = super().get_route_handler()

        async def answer_holder(request: Request) -> Response:
            request.state.account = await _holder(request)
            return await answer(request)

        return answer_holder


async def account_of(request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]) -> Account:
    """The account that writes, which the route has found; OpenAPI reads here that a key is needed."""
    found: Account = request.state.account
    return found


async def _holder(request: Request) -> Account:
    given = await _BEARER(request)
    if given is None:
        raise KeyRefused(_NEEDED, given=False)
    keys, key, place = keys_of(request), given.credentials, place_of(request.scope)
    account: Account = await request.app.state.quick.run(lambda: keys.account_of(key, address=place))
    return account


def desk_of(request: Request) -> "AccountDesk":
    """The accounts of the service."""
    found: AccountDesk = request.app.state.accounts
    return found


def keys_of(request: Request) -> ApiKeys:
    """The API keys of the service."""
    desk = desk_of(request)
    return ApiKeys(file=desk.file, clock=desk.clock)


Writer = Annotated[Account, Depends(account_of)]
