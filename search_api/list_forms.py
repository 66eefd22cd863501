"""Every list is also a table: the address of its JSON with ``.csv`` or ``.xlsx`` at the end."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.routing import APIRoute

from search_api.fields import names_of, record_of
from search_api.forms import Form, TableForm, described, linked, table_response
from search_api.models.base import Links, Model
from search_api.tables import Table, Value

PARAMETER: Final = "form"
_FORMS: Final = described(Form.CSV, Form.XLSX)


def read_form(form: Annotated[TableForm, Path(description="`csv`, `xlsx`, or `json`.")]) -> TableForm:
    """The form that the ending of an address asks for."""
    return form


def tables_of(router: APIRouter) -> APIRouter:
    """A router for the addresses of the router's lists with an ending."""
    tables = APIRouter(tags=router.tags)
    for route in router.routes:
        if isinstance(route, APIRoute) and _is_list(route):
            tables.add_api_route(
                f"{route.path}.{{{PARAMETER}}}",
                route.endpoint,
                response_model=route.response_model,
                operation_id=f"{route.operation_id}AsTable",
                responses={**route.responses, **_FORMS},
                dependencies=[Depends(read_form)],
            )
    return tables


def _is_list(route: APIRoute) -> bool:
    model = route.response_model
    of_records = isinstance(model, type) and issubclass(model, Model) and bool(model.records)
    return of_records and route.methods == {"GET"}


def form_of(request: Request) -> Form:
    """The form of a list that the address asks for; JSON where it asks for none."""
    return Form(f".{request.path_params.get(PARAMETER, TableForm.JSON)}")


def as_table(request: Request, form: Form, answer: Model, *, at: datetime) -> Response:
    """The records of an answer as a table, what else it says beside it; the header Link leads on. Raises BadFilter."""
    given = answer.model_dump(mode="json")
    columns = names_of(record_of(type(answer), answer.records))
    rows = [[_value(record[name]) for name in columns] for record in given[answer.records]]
    about = tuple((name, _value(value)) for name, value in given.items() if not isinstance(value, dict | list))
    table = Table(name=answer.records, columns=columns, rows=rows, about=about)
    links = getattr(answer, "links", None)
    response = table_response(request, form, table, at=at)
    return linked(response, links) if isinstance(links, Links) else response


def _value(found: Any) -> Value:  # noqa: ANN401  (any JSON)
    """A cell: lists of words with semicolons between them, what has fields of its own as JSON."""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, Mapping) or (isinstance(found, Sequence) and not isinstance(found, str)):
        plain = isinstance(found, list) and all(isinstance(each, str) for each in found)
        return "; ".join(found) if plain else json.dumps(found, ensure_ascii=False)
    return found  # type: ignore[no-any-return]  # JSON has no other values
