"""Field selection: an answer whose items have only the fields that were asked for."""

from collections.abc import Sequence
from typing import Any

from fastapi import Response
from pydantic import BaseModel

from search_api.answering import json_response
from search_api.choosing import known


def with_fields(answer: BaseModel, items: str, fields: Sequence[str]) -> Response:
    """The answer, the records of its list ``items`` cut down to ``fields``; () keeps all. Raises BadFilter."""
    if not fields:
        return json_response(answer)
    chosen = known(fields, _names(type(answer), items), parameter="fields")
    include: dict[str, Any] = {name: True for name in type(answer).model_fields if name != items}
    include[items] = {"__all__": set(chosen)}
    return Response(answer.model_dump_json(include=include), media_type="application/json")


def _names(model: type[BaseModel], items: str) -> tuple[str, ...]:
    record = model.model_fields[items].annotation
    (of,) = getattr(record, "__args__", (None,))
    if not (isinstance(of, type) and issubclass(of, BaseModel)):
        raise TypeError(f"{model.__name__}.{items} is no list of records")
    return (*of.model_fields, *of.model_computed_fields)
