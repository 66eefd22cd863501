"""The addresses that answers point to, always without the host: they work wherever the service stands."""

from urllib.parse import quote, urlencode

from fastapi import Request

from search_api.models.base import Links


def page_links(request: Request, *, offset: int, size: int, total: int, name: str) -> Links:
    """This page and its neighbours; ``name`` is the parameter that holds the page's size."""
    following = offset + size if offset + size < total else None
    before = max(0, offset - size) if offset > 0 else None
    return Links(
        self=_address(request, {}),
        next=None if following is None else _address(request, {"offset": following, name: size}),
        previous=None if before is None else _address(request, {"offset": before, name: size}),
    )


def instrument_href(instrument: str, version: str | None = None, *parts: str) -> str:
    """Where an instrument, one of its texts, or a provision of it is answered."""
    at = f"@{version}" if version else ""
    return quote("/".join((f"/api/v1/instruments{instrument}{at}", *parts)), safe="/@")


def _address(request: Request, changes: dict[str, int]) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in changes]
    query = urlencode([*kept, *((name, str(value)) for name, value in changes.items())])
    return quote(request.url.path, safe="/@%") + (f"?{query}" if query else "")
