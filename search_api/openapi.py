"""The description of the API: what FastAPI finds in the code, with the shape of errors and of answers cut to fields."""

from collections.abc import Iterator
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

from search_api.fields import PARAMETER
from search_api.models.base import Model, Problem

_SCHEMAS: Final = "#/components/schemas/"
_IN_PART: Final = "InPart"


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, made once."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            license_info=app.license_info,
            routes=app.routes,
        )
        _require_every_field(schema)
        _describe_problems(schema)
        _describe_fields(schema, app)
        app.openapi_schema = schema
    return app.openapi_schema


def _require_every_field(schema: dict[str, Any]) -> None:
    """An answer has every field, also those that our records have defaults for; a body that is sent need not."""
    sent = {ref for paths in schema["paths"].values() for each in paths.values() for ref in _body(each)}
    for name, record in schema["components"]["schemas"].items():
        if "properties" in record and _SCHEMAS + name not in sent:
            record["required"] = list(record["properties"])


def _body(operation: dict[str, Any]) -> Iterator[str]:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        yield content["schema"].get("$ref", "")


def _describe_problems(schema: dict[str, Any]) -> None:
    problem = Problem.model_json_schema(ref_template=_SCHEMAS + "{model}")
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem


def _describe_fields(schema: dict[str, Any], app: FastAPI) -> None:
    """Where fields can be chosen, an answer is whole, or its records have no field that is always there."""
    schemas = schema["components"]["schemas"]
    for operation, records in _choosing(schema, app):
        content = operation["responses"].get("200", {}).get("content", {}).get("application/json")
        if content is None or "$ref" not in content["schema"]:
            continue
        name = content["schema"]["$ref"].removeprefix(_SCHEMAS)
        schemas[name + _IN_PART] = _in_part(schemas, name, records)
        whole, part = (f"{_SCHEMAS}{name}", f"{_SCHEMAS}{name}{_IN_PART}")
        content["schema"] = {"anyOf": [{"$ref": whole}, {"$ref": part}]}


def _choosing(schema: dict[str, Any], app: FastAPI) -> Iterator[tuple[dict[str, Any], str]]:
    """The operations that take fields, each with the name of its answer's list of records."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if not isinstance(route, APIRoute) or context.path not in _plain(schema["paths"]):
            continue
        operations = schema["paths"][_plain(schema["paths"])[context.path]]
        for operation in operations.values():
            if PARAMETER in {each["name"] for each in operation.get("parameters", ())}:
                model = route.response_model
                yield operation, model.records if isinstance(model, type) and issubclass(model, Model) else ""


def _plain(paths: dict[str, Any]) -> dict[str, str]:
    """The paths of the document by those of the routes, which say how much of an address a part may take."""
    return {path.replace("{address}", "{address:path}"): path for path in paths}


def _in_part(schemas: dict[str, Any], name: str, records: str) -> dict[str, Any]:
    whole: dict[str, Any] = schemas[name]
    if not records:
        return {key: value for key, value in whole.items() if key != "required"}
    listed = whole["properties"][records]
    record = listed["items"]["$ref"].removeprefix(_SCHEMAS)
    schemas[record + _IN_PART] = _in_part(schemas, record, "")
    items = {**listed, "items": {"$ref": f"{_SCHEMAS}{record}{_IN_PART}"}}
    return {**whole, "title": name + _IN_PART, "properties": {**whole["properties"], records: items}}
