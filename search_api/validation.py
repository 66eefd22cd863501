"""What is wrong with a request's parameters, in words that name the parameter and the nearest right one."""

from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_origin

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from search_api.fault_words import choices_of, fault_message
from search_api.views import BadFilter

_LONGEST_SHOWN = 60


def parameter_errors(error: RequestValidationError, known: Mapping[str, FieldInfo]) -> list[dict[str, Any]]:
    """One record a fault: parameter, message, closest. ``known`` are the parameters of the address."""
    return [_record(fault, known) for fault in error.errors()]


def known_parameters(request: Request) -> Mapping[str, FieldInfo]:
    """What the address asked for takes: its query parameters, the members of its body, the parts of its path."""
    route = request.scope.get("route")
    asking = (route.dependant, *route.dependant.dependencies) if isinstance(route, APIRoute) else ()
    of_path = {part.alias: part.field_info for each in asking for part in each.path_params}
    return {**of_path, **_taken_fields(request, of_body=True), **_taken_fields(request)}


def refuse_repeated(request: Request) -> None:
    """Refuse a parameter given twice that has one value: which of them was meant cannot be known. Raises BadFilter."""
    given = Counter(name for name, _ in request.query_params.multi_items())
    for name, field in _taken_fields(request).items():
        if given[name] > 1 and get_origin(field.annotation) is not list:
            raise BadFilter(f"{name} is given {given[name]} times: give it once", parameter=name)


def refuse_unknown(request: Request) -> None:
    """Refuse every parameter in the address of one that takes none. Raises BadFilter."""
    for name in request.query_params:
        message = f"{name[:_LONGEST_SHOWN]}: this address takes no parameters: send a JSON object as its body"
        raise BadFilter(message, parameter=name[:_LONGEST_SHOWN])


def _taken_fields(request: Request, *, of_body: bool = False) -> dict[str, FieldInfo]:
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return {}
    taken = route.dependant.body_params if of_body else route.dependant.query_params
    models = [p.field_info.annotation for p in taken]
    fields = [m.model_fields for m in models if isinstance(m, type) and issubclass(m, BaseModel)]
    return {field.alias or name: field for each in fields for name, field in each.items()}


def _record(fault: dict[str, Any], known: Mapping[str, FieldInfo]) -> dict[str, Any]:
    if fault["loc"][0] == "body" and (len(fault["loc"]) == 1 or fault["type"] == "json_invalid"):
        return {"parameter": "body", "message": "send a JSON object as application/json", "closest": []}
    # Behind the name stand the place in a list and the like.
    name = str(fault["loc"][1]) if len(fault["loc"]) > 1 else "request"
    shown = name[:_LONGEST_SHOWN]
    if fault["type"] == "extra_forbidden":
        closest = get_close_matches(shown, known, n=3, cutoff=0.5)
        hint = f"; did you mean {', '.join(closest)}?" if closest else f"; known: {', '.join(known)}"
        return {"parameter": shown, "message": f"no such parameter here{hint}", "closest": closest}
    field = known.get(name)
    return {"parameter": shown, "message": fault_message(fault, field), "closest": _closest(fault, field)}


def _closest(fault: dict[str, Any], field: FieldInfo | None) -> list[str]:
    """The nearest of the values that may be chosen."""
    if fault["type"] not in ("literal_error", "enum"):
        return []
    return get_close_matches(str(fault.get("input"))[:_LONGEST_SHOWN], choices_of(field), n=3, cutoff=0.5)
