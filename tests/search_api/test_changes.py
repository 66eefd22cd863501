"""The log of what came in, and whole texts in bulk."""

import json
from typing import Any

from starlette.testclient import TestClient

from search_api.models.changes import BulkText


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_following_the_links_brings_every_text_once(client: TestClient) -> None:
    address, texts = "/api/v1/bulk.jsonl?limit=4", []
    while address:
        found = client.get(address)
        texts += lines(found.text)
        address = found.links.get("next", {}).get("url", "")
    assert len({text["number"] for text in texts}) == len(texts) == 6
    for text in texts:
        read = BulkText.model_validate(text)
        assert read.provisions
        assert client.get(read.version.href).status_code == 200


def test_the_log_tells_what_came_since_a_revision(client: TestClient) -> None:
    log = client.get("/api/v1/changes").json()
    assert (log["total"], log["revision"]) == (6, 1)
    assert [text["revision"] for text in log["texts"]] == [1] * 6
    assert log["switches"] == []
    later = client.get(f"/api/v1/changes?since={log['revision']}").json()
    assert (later["total"], later["texts"]) == (0, [])
    assert client.get("/api/v1/bulk.jsonl?since=1").text == ""


def test_the_log_has_pages(client: TestClient) -> None:
    page = client.get("/api/v1/changes?limit=4").json()
    rest = client.get(page["links"]["next"]).json()
    assert len(page["texts"]) + len(rest["texts"]) == page["total"]
    assert rest["links"]["next"] is None
