"""What is wrong with a request's parameters, in words that name the parameter and the nearest right one."""

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_origin

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from search_api.views import BadFilter

_LONGEST_SHOWN = 60


def parameter_errors(error: RequestValidationError, known: Sequence[str]) -> list[dict[str, Any]]:
    """One record a fault: parameter, message, closest. ``known`` are the parameters of the address."""
    return [_record(fault, known) for fault in error.errors()]


def known_parameters(request: Request) -> tuple[str, ...]:
    """What the address asked for takes: its query parameters, and the members of its body."""
    return (*_taken_fields(request), *_taken_fields(request, of_body=True))


def refuse_repeated(request: Request) -> None:
    """Refuse a parameter given twice that has one value: which of them was meant cannot be known. Raises BadFilter."""
    given = Counter(name for name, _ in request.query_params.multi_items())
    for name, field in _taken_fields(request).items():
        if given[name] > 1 and get_origin(field.annotation) is not list:
            raise BadFilter(f"{name} is given {given[name]} times: give it once", parameter=name)


def _taken_fields(request: Request, *, of_body: bool = False) -> dict[str, FieldInfo]:
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return {}
    taken = route.dependant.body_params if of_body else route.dependant.query_params
    models = [p.field_info.annotation for p in taken]
    fields = [m.model_fields for m in models if isinstance(m, type) and issubclass(m, BaseModel)]
    return {field.alias or name: field for each in fields for name, field in each.items()}


def _record(fault: dict[str, Any], known: Sequence[str]) -> dict[str, Any]:
    if fault["loc"][0] == "body" and (len(fault["loc"]) == 1 or fault["type"] == "json_invalid"):
        return {"parameter": "body", "message": "send a JSON object as application/json", "closest": []}
    name = str(fault["loc"][-1]) if len(fault["loc"]) > 1 else "request"
    shown = name[:_LONGEST_SHOWN]
    if fault["type"] == "extra_forbidden":
        closest = get_close_matches(shown, known, n=3, cutoff=0.5)
        hint = f"; did you mean {', '.join(closest)}?" if closest else f"; known: {', '.join(known)}"
        return {"parameter": shown, "message": f"no such parameter here{hint}", "closest": closest}
    if fault["type"] == "missing":
        return {"parameter": shown, "message": "this parameter is needed", "closest": []}
    if fault["type"] in ("too_short", "string_too_short"):
        return {"parameter": shown, "message": "this parameter must not be empty", "closest": []}
    return {"parameter": shown, "message": str(fault["msg"]).removeprefix("Value error, "), "closest": []}
