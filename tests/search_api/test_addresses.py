"""Which addresses there are, and that OpenAPI says exactly what they answer."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from tests.search_api.conftest import bearing

LAW = "/api/v1/instruments/akn/xs/act/样例国政府信息公开法"
LISTS = {
    "suggest", "amendments", "diff", "cited-by", "similar", "terms", "changes", "reviews", "journal", "demands",
    "compare", "implementing", "mappings", "coverage", "jurisdictions",
}  # fmt: skip
"""Ends of the addresses of lists that have no forms of their own; ``/sources`` and ``bilingual`` are two more."""
ADDRESSES = {
    "/api/v1/search": "/api/v1/search?q=政府信息&mode=lexical",
    "/api/v1/suggest": "/api/v1/suggest?q=数据",
    "/api/v1/instruments": "/api/v1/instruments?limit=2",
    "/api/v1/instruments/{address}": LAW,
    "/api/v1/instruments/{address}/versions": f"{LAW}/versions",
    "/api/v1/instruments/{address}/provisions/{provision_id}": f"{LAW}/provisions/art_2",
    "/api/v1/instruments/{address}/sources": f"{LAW}/sources",
    "/api/v1/instruments/{address}/amendments": f"{LAW}/amendments",
    "/api/v1/instruments/{address}/diff": f"{LAW}/diff?from=2012-03-15",
    "/api/v1/instruments/{address}/cited-by": f"{LAW}/cited-by",
    "/api/v1/instruments/{address}/provisions/{provision_id}/similar": f"{LAW}/provisions/art_2/similar",
    "/api/v1/instruments/{address}/terms": f"{LAW}/terms",
    "/api/v1/terms": "/api/v1/terms?q=政府信息",
    "/api/v1/gaps": "/api/v1/gaps?jurisdiction=xs&area=DIS",
    "/api/v1/gaps/{requirement}/{jurisdiction}": "/api/v1/gaps/DIS-01/xs",
    "/api/v1/gaps/changes": "/api/v1/gaps/changes?since=1&jurisdiction=xs&requirement=DIS-01",
    "/api/v1/reviews": "/api/v1/reviews",
    "/api/v1/reviews/journal": "/api/v1/reviews/journal",
    "/api/v1/reviews/{requirement}/{jurisdiction}": "/api/v1/reviews/DIS-01/xs",
    "/api/v1/demands": "/api/v1/demands?jurisdiction=xs",
    "/api/v1/ask": "/api/v1/ask?q=哪些政府信息必须公开&jurisdiction=xs",
    "/api/v1/norms": "/api/v1/norms?jurisdiction=xs",
    "/api/v1/compare": "/api/v1/compare?requirement=DIS-01&jurisdiction=xs,xs-lin",
    "/api/v1/implementing": "/api/v1/implementing?instrument=/akn/xs/act/样例国政府信息公开法",
    "/api/v1/checklist": "/api/v1/checklist",
    "/api/v1/checklist/mappings": "/api/v1/checklist/mappings",
    "/api/v1/sources": "/api/v1/sources",
    "/api/v1/changes": "/api/v1/changes?limit=3",
    "/api/v1/coverage": "/api/v1/coverage?jurisdiction=xs",
    "/api/v1/jurisdictions": "/api/v1/jurisdictions",
    "/api/v1/health": "/api/v1/health",
}
OTHER_FORMS = {
    "/api/v1/bulk.jsonl": "/api/v1/bulk.jsonl?limit=2",
    "/api/v1/gaps.{ending}": "/api/v1/gaps.csv?jurisdiction=xs&requirement=DIS-01",
    "/api/v1/norms.{ending}": "/api/v1/norms.csv?jurisdiction=xs",
    "/api/v1/search.{form}": "/api/v1/search.csv?q=政府信息&mode=lexical",
    "/api/v1/instruments.{form}": "/api/v1/instruments.xlsx",
    "/api/v1/instruments/{address}/versions.{form}": f"{LAW}/versions.atom",
    "/api/v1/sources.{form}": "/api/v1/sources.xlsx",
}
TABLES = {
    f"{path}.{{form}}": ".csv?".join([*address.split("?"), ""][:2])
    for path, address in ADDRESSES.items()
    if path.rsplit("/", 1)[-1] in LISTS
}
ONE_AS_JSON = {
    f"{path}.json": ".json?".join([*ADDRESSES[path].split("?"), ""][:2])
    for path in (
        "/api/v1/ask",
        "/api/v1/checklist",
        "/api/v1/health",
        "/api/v1/gaps/{requirement}/{jurisdiction}",
        "/api/v1/reviews/{requirement}/{jurisdiction}",
        "/api/v1/instruments/{address}/sources",
    )
}
REDIRECTS = {"/akn/{address}": "/akn/xs/act/样例国政府信息公开法"}
ELSEWHERE = {
    "/api/v1/instruments/{address}/bilingual": "tests/search_api/test_comparing.py",
    "/api/v1/instruments/{address}/bilingual.{form}": "tests/search_api/test_comparing.py",
}
OF_AN_ACCOUNT = {
    "/api/v1/account": "/api/v1/account",
    "/api/v1/account/searches": "/api/v1/account/searches",
    "/api/v1/account/alerts": "/api/v1/account/alerts",
    "/api/v1/account/deliveries": "/api/v1/account/deliveries",
}
"""Lists of an account, which answer to its API key alone."""
CELL = "/api/v1/reviews/{requirement}/{jurisdiction}"
WRITES = {
    ("GET", "/api/v1/account/searches/{name}"): "tests/search_api/test_writing.py",
    ("GET", "/api/v1/account/alerts/{name}"): "tests/search_api/test_writing.py",
    ("GET", "/api/v1/account/alerts/{name}/news"): "tests/search_api/test_writing.py",
    ("POST", "/api/v1/account/searches"): "tests/search_api/test_writing.py",
    ("POST", "/api/v1/account/alerts"): "tests/search_api/test_writing.py",
    ("DELETE", "/api/v1/account/searches/{name}"): "tests/search_api/test_writing.py",
    ("DELETE", "/api/v1/account/alerts/{name}"): "tests/search_api/test_writing.py",
    ("POST", f"{CELL}/comments"): "tests/search_api/test_review_acts.py",
    ("POST", f"{CELL}/evidence"): "tests/search_api/test_review_acts.py",
    ("DELETE", f"{CELL}/evidence"): "tests/search_api/test_review_acts.py",
    ("POST", f"{CELL}/assessments"): "tests/search_api/test_review_acts.py",
    ("POST", f"{CELL}/change-requests"): "tests/search_api/test_review_acts.py",
    ("POST", f"{CELL}/signatures"): "tests/search_api/test_review_acts.py",
    ("POST", f"{CELL}/plans"): "tests/search_api/test_review_acts.py",
}
KEYED = {*WRITES, *(("GET", path) for path in OF_AN_ACCOUNT)}
"""What needs an API key; all else is read without."""
POSTS = {"/api/v1/citations:resolve": {"text": "《样例国政府信息公开法》第二条规定：“应当在三十个工作日内答复”。"}}
EVERY = {**POSTS, **ADDRESSES, **OTHER_FORMS, **TABLES, **ONE_AS_JSON, **REDIRECTS, **ELSEWHERE}
OPERATIONS = {*KEYED, *(("POST" if path in POSTS else "GET", path) for path in EVERY)}


@pytest.fixture(scope="module")
def openapi(client: TestClient) -> dict[str, Any]:
    found = client.get("/api/v1/openapi.json")
    assert found.status_code == 200
    return dict(found.json())


def test_there_are_no_addresses_but_these(app: FastAPI) -> None:
    found = {(m, route.path) for route in iter_route_contexts(app.routes) for m in route.methods or ()}
    known = {(method, path.replace("{address}", "{address:path}")) for method, path in OPERATIONS}
    assert {(m, p) for m, p in found if m != "HEAD"} == known | {("GET", "/api/v1/openapi.json")}


def test_openapi_describes_every_address(openapi: dict[str, Any]) -> None:
    described = {(m.upper(), path): each for path, methods in openapi["paths"].items() for m, each in methods.items()}
    assert set(described) == OPERATIONS
    for path, operation in described.items():
        assert operation["description"], path
        assert operation["operationId"].isalnum(), path
        assert {"405", "422", "503"} <= set(operation["responses"]), path
        assert all(p.get("description") for p in operation.get("parameters", [])), path
        for status, response in operation["responses"].items():
            if status not in ("200", "201", "204", "301", "303", "304"):
                assert list(response["content"]) == ["application/problem+json"], (path, status)


def test_every_field_of_every_answer_is_described(openapi: dict[str, Any]) -> None:
    bare = [
        f"{name}.{field}"
        for name, schema in openapi["components"]["schemas"].items()
        for field, facts in schema.get("properties", {}).items()
        if not facts.get("description")
    ]
    assert bare == []


def validate(openapi: dict[str, Any], schema: dict[str, Any], answer: object) -> None:
    Draft202012Validator({**schema, "components": openapi["components"]}).validate(answer)


def whole_answer(openapi: dict[str, Any], path: str, method: str) -> dict[str, Any]:
    """The schema of an answer of which no fields were chosen."""
    content = openapi["paths"][path][method]["responses"]["200"]["content"]
    whole, in_part = content["application/json"]["schema"]["anyOf"]
    assert in_part["$ref"] == f"{whole['$ref']}InPart"
    return dict(whole)


@pytest.mark.parametrize("path", ADDRESSES)
def test_real_answers_are_as_openapi_says(client: TestClient, openapi: dict[str, Any], path: str) -> None:
    found = client.get(ADDRESSES[path])
    assert found.status_code == 200, found.text
    schema = whole_answer(openapi, path, "get")
    validate(openapi, schema, found.json())
    fields = openapi["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    assert set(found.json()) == set(fields["properties"])


def test_openapi_says_what_needs_a_key(openapi: dict[str, Any]) -> None:
    (scheme,) = openapi["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    keyed = {
        (method.upper(), path)
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
        if operation.get("security")
    }
    assert keyed == KEYED
    assert all("401" in openapi["paths"][path][method.lower()]["responses"] for method, path in keyed)


@pytest.mark.parametrize("path", OF_AN_ACCOUNT)
def test_what_an_account_keeps_is_as_openapi_says(
    client: TestClient, openapi: dict[str, Any], path: str, key: str
) -> None:
    found = client.get(OF_AN_ACCOUNT[path], headers=bearing(key))
    assert found.status_code == 200, found.text
    validate(openapi, whole_answer(openapi, path, "get"), found.json())
    assert found.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", POSTS)
def test_answers_to_what_is_posted_are_as_openapi_says(client: TestClient, openapi: dict[str, Any], path: str) -> None:
    found = client.post(path, json=POSTS[path])
    assert found.status_code == 200, found.text
    schema = whole_answer(openapi, path, "post")
    validate(openapi, schema, found.json())


@pytest.mark.parametrize("path", OTHER_FORMS | TABLES | ONE_AS_JSON)
def test_the_type_of_every_other_form_is_in_openapi(client: TestClient, openapi: dict[str, Any], path: str) -> None:
    found = client.get(EVERY[path])
    assert found.status_code == 200, found.text
    types = openapi["paths"][path]["get"]["responses"]["200"]["content"]
    assert found.headers["content-type"].partition(";")[0] in types


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/v1/instruments/没有的法", "/api/v1/search", "/api/v1/gaps/X/xs"]
)
def test_problems_are_as_openapi_says(client: TestClient, openapi: dict[str, Any], path: str) -> None:
    found = client.get(path)
    assert found.headers["content-type"] == "application/problem+json"
    validate(openapi, {"$ref": "#/components/schemas/Problem"}, found.json())


def test_an_answer_is_valid_utf8_json_without_escapes(client: TestClient) -> None:
    found = client.get(quote(LAW, safe="/"))
    assert json.loads(found.content.decode("utf-8"))["instrument"]["title"] == "样例国政府信息公开法"
    assert "政府信息".encode() in found.content
