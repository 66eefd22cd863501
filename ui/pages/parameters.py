"""What a page's address asks for, read by the API's own models, so that pages and API take and refuse the same."""

from collections.abc import Mapping
from typing import Any, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from search_api.fault_words import fault_message
from ui.pages.addresses import Query

Model = TypeVar("Model", bound=BaseModel)
ANY_DAY = "any"
_PAGE_LANGUAGE = "lang"
_DIGITS = 6


def read_parameters(model: type[Model], query: Query) -> Model:
    """The parameters of the query that the model knows; others (campaign marks and the like) are passed over.

    Raises RequestValidationError, which is answered as the API does.
    """
    values: dict[str, object] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        given = query.values(key)
        if given and key != _PAGE_LANGUAGE:
            values[key] = list(given) if field.annotation == list[str] else given[0]
    if ANY_DAY in query.values("on"):
        values["on"] = ANY_DAY
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise RequestValidationError([_said(fault, model) for fault in error.errors()]) from None


def _said(fault: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """A fault in our words, since whoever answers it does not know the model."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    message = fault_message(fault, fields.get(str(fault["loc"][0])))
    return {"type": "value_error", "loc": ("query", *fault["loc"]), "msg": message, "input": fault["input"]}


def read_offset(query: Query) -> int:
    """How many entries of a list to pass over; what is no such number is none."""
    given = query.first("offset")
    return int(given) if given.isascii() and given.isdigit() and len(given) < _DIGITS else 0
