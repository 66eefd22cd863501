"""Every list is also a table: the address of its JSON with ``.csv`` or ``.xlsx`` at the end; ``.json`` stays JSON."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.params import Depends as DependsOn
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


def forms_of(router: APIRouter, *, tables: bool = True) -> APIRouter:
    """A router for the router's addresses with an ending; without ``tables`` lists have forms of their own."""
    forms = APIRouter(tags=router.tags)
    for route in router.routes:
        if not isinstance(route, APIRoute) or route.methods != {"GET"} or not _is_model(route.response_model):
            continue
        if not route.response_model.records:
            _add(forms, route, f"{route.path}.json", "AsJson")
        elif tables:
            _add(forms, route, f"{route.path}.{{{PARAMETER}}}", "AsTable", _FORMS, [Depends(read_form)])
    return forms


def _add(
    forms: APIRouter,
    route: APIRoute,
    path: str,
    name: str,
    answers: Mapping[int | str, Any] | None = None,
    needs: Sequence[DependsOn] = (),
) -> None:
    forms.add_api_route(
        path,
        route.endpoint,
        response_model=route.response_model,
        operation_id=f"{route.operation_id}{name}",
        responses={**route.responses, **(answers or {})},
        dependencies=needs,
    )


def _is_model(answer: object) -> bool:
    return isinstance(answer, type) and issubclass(answer, Model)


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
