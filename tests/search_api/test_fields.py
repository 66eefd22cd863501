"""Every address that lists or shows records gives only the fields that are asked for, and refuses unknown ones."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.search_api.test_addresses import ADDRESSES, LAW, whole_answer


@pytest.fixture(scope="module")
def openapi(client: TestClient) -> dict[str, Any]:
    return dict(client.get("/api/v1/openapi.json").json())


def with_fields(address: str, fields: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}fields={fields}"


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_unknown_field_is_refused_with_the_closest(client: TestClient, path: str) -> None:
    found = client.get(with_fields(ADDRESSES[path], "titel_of_nothing"))
    assert found.status_code == 422, found.text[:300]
    (error,) = found.json()["errors"]
    assert error["parameter"] == "fields"
    assert "the nearest known" in error["message"] or "known:" in error["message"]


@pytest.mark.parametrize(
    ("address", "wrong", "right"),
    [
        (f"{LAW}/versions", "sha265", "sha256"),
        (LAW, "provision", "provisions"),
        ("/api/v1/sources", "licens", "licence"),
        ("/api/v1/gaps/DIS-01/xs", "evidance", "evidence"),
    ],
)
def test_the_closest_field_is_named(client: TestClient, address: str, wrong: str, right: str) -> None:
    (error,) = client.get(with_fields(address, wrong)).json()["errors"]
    assert error["closest"][0] == right


@pytest.mark.parametrize("path", ADDRESSES)
def test_records_have_only_the_fields_asked_for(client: TestClient, openapi: dict[str, Any], path: str) -> None:
    records, fields = records_of(openapi, path)
    whole = client.get(ADDRESSES[path]).json()
    cut = client.get(with_fields(ADDRESSES[path], fields[0])).json()
    if records is None:
        assert cut == {fields[0]: whole[fields[0]]}
        return
    assert cut.keys() == whole.keys()
    assert cut[records] == [{fields[0]: record[fields[0]]} for record in whole[records]]


def records_of(openapi: dict[str, Any], path: str) -> tuple[str | None, list[str]]:
    """The list of records that OpenAPI says can be cut, and the fields of one; None where the answer is one record."""
    schemas = openapi["components"]["schemas"]
    whole = whole_answer(openapi, path, "get")["$ref"].rsplit("/", 1)[-1]
    properties = schemas[f"{whole}InPart"]["properties"]
    for name, facts in properties.items():
        record = facts.get("items", {}).get("$ref", "").rsplit("/", 1)[-1]
        if record.endswith("InPart"):
            return name, list(schemas[record]["properties"])
    return None, list(properties)


def test_a_pasted_text_is_answered_in_the_fields_asked_for(client: TestClient) -> None:
    found = client.post("/api/v1/citations:resolve?fields=raw,outcome", json={"text": "《样例国政府信息公开法》第二条"})
    assert [set(each) for each in found.json()["citations"]] == [{"raw", "outcome"}]


def test_a_table_has_only_the_columns_asked_for(client: TestClient) -> None:
    found = client.get("/api/v1/instruments.csv?fields=title,id")
    rows = list(csv.reader(StringIO(found.content.decode("utf-8-sig"))))
    assert rows[0] == ["title", "id"]
    assert all(len(row) == 2 for row in rows)
    wrong = client.get("/api/v1/instruments.csv?fields=titel")
    assert (wrong.status_code, wrong.json()["errors"][0]["closest"][0]) == (422, "title")


@pytest.mark.parametrize("ending", [".md", ".akn.xml", ".atom"])
def test_a_form_without_fields_refuses_them(client: TestClient, ending: str) -> None:
    found = client.get(f"{LAW}{ending}?fields=title")
    assert found.status_code == 422
    assert "leave it out" in found.json()["detail"]


def test_fields_go_along_when_a_title_leads_to_the_identifier(client: TestClient) -> None:
    led = client.get("/api/v1/instruments/样例国政府信息公开法?fields=instrument")
    assert led.status_code == 301
    assert client.get(led.headers["location"]).json().keys() == {"instrument"}


def test_lines_have_only_the_fields_asked_for_and_lead_on_with_them(client: TestClient) -> None:
    found = client.get("/api/v1/bulk.jsonl?limit=2&fields=number,instrument")
    assert [set(json.loads(line)) for line in found.text.splitlines()] == [{"number", "instrument"}] * 2
    assert "fields=number&fields=instrument" in found.headers["link"]
