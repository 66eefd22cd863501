"""A search that is kept: the query of an address, as the pages keep it, or what it asks for, as JSON has it."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from search_api.parameters import SearchAsks

_FIELDS: Final = {field.alias or name: field.annotation for name, field in SearchAsks.model_fields.items()}
NAMES: Final = tuple(_FIELDS)


def query_of(asks: Mapping[str, Any]) -> str:
    """The query of the address that asks for the same."""
    pairs = [(name, each) for name, value in asks.items() for each in (value if isinstance(value, list) else [value])]
    return urlencode([(name, str(each).lower() if isinstance(each, bool) else each) for name, each in pairs])


def asks_of(query: str) -> dict[str, Any]:
    """What a query asks for; names that no search has are passed over."""
    asks: dict[str, Any] = {}
    for name, value in parse_qsl(query):
        if _FIELDS.get(name) == list[str]:
            asks.setdefault(name, []).append(value)
        elif name in _FIELDS:
            asks[name] = value == "true" if _FIELDS[name] is bool else value
    return asks
