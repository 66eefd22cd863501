"""Reviews through the API: the rules are those of the review desk, each refusal says what to do."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from gaps.review_journal import Journal
from gaps.review_records import Role
from search_api.app import create_app
from search_api.holder import LibraryHolder
from search_api.judgements import Judgements
from search_api.library import Library
from search_api.settings import Settings
from tests.search_api.conftest import bearing, key_of

CELL = "/api/v1/reviews/DIS-01/xs"
LAW = "/akn/xs/act/样例国政府信息公开法"
COVERED = {"result": "covered", "why": "article 1 says so"}


PARTS = {"ann": Role.ASSESSOR, "sue": Role.SIGNER, "vic": Role.VIEWER, "pat": None}


@pytest.fixture(scope="module")
def service(settings: Settings, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """Made once, and given another journal for each test."""
    app = create_app(settings.model_copy(update={"home": tmp_path_factory.mktemp("staff")}), library=library)
    yield app
    app.state.quick.close()
    app.state.slow.close()


@pytest.fixture(scope="module")
def headers(service: FastAPI) -> dict[str, dict[str, str]]:
    return {name: bearing(key_of(service, name)) for name in PARTS}


@pytest.fixture
def app(service: FastAPI, library: Library, tmp_path: Path) -> FastAPI:
    """The service on the shared library, with a journal that says no more than who may do what."""
    desk = replace(library.reviews, journal=Journal(tmp_path))
    for name, part in PARTS.items():
        if part is not None:
            desk.set_reviewer("root", name, part)
    own = replace(library, reviews=desk, judgements=Judgements(assess=desk.judged, mark=desk.journal.mark))
    service.state.library = LibraryHolder(open=lambda: own, library=own)
    return service


Send = Callable[..., Any]


@pytest.fixture
def acts(app: FastAPI, headers: dict[str, dict[str, str]]) -> Send:
    """``acts(who, what, body)``: ann assesses, sue signs, vic views, and nobody has given pat a part."""
    client = TestClient(app)

    def send(who: str, what: str, body: dict[str, Any] | None = None, **extra: str) -> Any:
        return client.post(f"{CELL}/{what}", json=body or {}, headers={**headers[who], **extra})

    send.client, send.headers = client, headers  # type: ignore[attr-defined]  # for what is no act
    return send


def test_one_assesses_another_signs_and_every_output_tells(acts: Send) -> None:
    begun = acts("ann", "comments", {"words": "I look at it"})
    assert (begun.status_code, begun.json()["state"]) == (201, "in_review")
    assessed = acts("ann", "assessments", COVERED)
    assert (assessed.status_code, assessed.json()["assessment"]["by"]) == (201, "ann")
    signed = acts("sue", "signatures", {"comment": "agreed"})
    assert (signed.json()["state"], signed.json()["signed_by"]) == ("confirmed", "sue")
    cell = acts.client.get("/api/v1/gaps/DIS-01/xs").json()  # type: ignore[attr-defined]
    assert (cell["result"], cell["review"]["state"]) == ("covered", "confirmed")
    assert acts.client.get(CELL).json() == signed.json()  # type: ignore[attr-defined]
    (entry,) = acts.client.get(signed.headers["location"]).json()["items"]  # type: ignore[attr-defined]
    assert (entry["action"], entry["who"], entry["comment"]) == ("sign", "sue", "agreed")


def test_an_alert_tells_what_reviewers_decided(acts: Send) -> None:
    client, ann = acts.client, acts.headers["ann"]  # type: ignore[attr-defined]
    sent = {"name": "cells", "to": "mailto:a@law.example", "gaps": {"jurisdiction": ["xs"], "area": ["DIS"]}}
    made = client.post("/api/v1/account/alerts", json=sent, headers=ann)
    news = f"{made.headers['location']}/news"
    assert client.get(news, headers=ann).json()["items"] == []
    acts("ann", "assessments", {"result": "partial", "why": "only one body"})
    acts("sue", "signatures")
    (told,) = client.get(news, headers=ann).json()["items"]
    assert told["title"] == "DIS-01, xs"
    assert "covered → partial" in told["summary"]
    assert "the review went from suggested to confirmed" in told["summary"]


@pytest.mark.parametrize("who", ["vic", "pat"])
@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("comments", {"words": "x"}),
        ("assessments", COVERED),
        ("evidence", {"instrument": LAW, "provision": "art_1", "why": "x"}),
        ("change-requests", {"why": "x"}),
        ("signatures", {}),
        ("plans", {"owner": "x"}),
    ],
)
def test_whoever_has_no_part_in_it_may_not(acts: Send, who: str, what: str, body: dict[str, Any]) -> None:
    found = acts(who, what, body)
    assert found.status_code == 403, found.text
    assert {"vic": "signer", "pat": "lexgap review reviewer set"}[who] in found.json()["detail"]
    assert acts.client.get(CELL).json()["version"] == 0  # type: ignore[attr-defined]


def test_an_assessor_does_not_sign(acts: Send) -> None:
    acts("ann", "assessments", COVERED)
    assert acts("ann", "signatures").status_code == 403


@pytest.mark.parametrize(
    ("before", "who", "what", "body", "says"),
    [
        ([], "sue", "signatures", {}, "assess it first"),
        ([], "sue", "change-requests", {"why": "x"}, "assess it first"),
        ([("sue", "assessments", COVERED)], "sue", "signatures", {}, "one assesses, another signs"),
        ([("ann", "assessments", COVERED), ("sue", "change-requests", {"why": "x"})], "sue", "signatures", {},
         "changes_requested, not in_review"),
        ([], "ann", "assessments", {"result": "not_found_in_what_we_hold", "why": "x"}, "remove the evidence first"),
    ],
)  # fmt: skip
def test_what_the_state_of_the_cell_does_not_allow_is_a_conflict_that_says_what_to_do(
    acts: Send, before: list[tuple[str, str, dict[str, Any]]], who: str, what: str, body: dict[str, Any], says: str
) -> None:
    for each in before:
        assert acts(*each).status_code == 201
    found = acts(who, what, body)
    assert (found.status_code, says in found.json()["detail"]) == (409, True), found.text
    assert found.headers["content-type"] == "application/problem+json"


def remove(acts: Send, provision_id: str, **extra: str) -> Any:
    params = {"instrument": LAW, "provision_id": provision_id, "why": "it does not fit"}
    client: TestClient = acts.client  # type: ignore[attr-defined]
    return client.delete(f"{CELL}/evidence", params=params, headers={**acts.headers["ann"], **extra})  # type: ignore[attr-defined]


def test_covered_without_a_quote_in_force_is_impossible_until_one_is_added(acts: Send) -> None:
    (quote,) = acts.client.get("/api/v1/gaps/DIS-01/xs").json()["evidence"]  # type: ignore[attr-defined]
    taken = remove(acts, quote["provision_id"])
    assert (taken.status_code, taken.json()["journal"][-1]["action"]) == (200, "remove_evidence")
    assert remove(acts, quote["provision_id"]).status_code == 409
    found = acts("ann", "assessments", COVERED)
    assert (found.status_code, "add one" in found.json()["detail"]) == (409, True)
    added = acts(
        "ann",
        "evidence",
        {"instrument": "公开法", "provision": "第一条", "quote": "应当主动公开政府信息", "why": "here"},
    )
    assert added.status_code == 201
    assessed = acts("ann", "assessments", COVERED).json()["assessment"]["evidence"]
    assert [(item["quote"], item["provision_id"]) for item in assessed] == [("应当主动公开政府信息", "art_1")]


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"quote": "不在这里"}, 422, "do not stand in"),
        ({"instrument": "没有的法"}, 404, "not among"),
        ({"instrument": "数据条例"}, 300, "2 instruments"),
        ({"provision": "art_99"}, 404, "art_99"),
        ({"why": " "}, 422, "say why"),
        ({"on": "2013-01-01", "provision": "art_3"}, 404, "art_3"),
        ({"instrument": "SDBNA", "on": "2024-06-01", "provision": "sec_1"}, 422, "was not law on 2024-06-01"),
    ],
)
def test_a_quote_that_is_none_is_refused(acts: Send, change: dict[str, str], status: int, says: str) -> None:
    body = {"instrument": LAW, "provision": "art_1", "why": "it says so"}
    found = acts("ann", "evidence", body | change)
    assert (found.status_code, says in found.json()["detail"]) == (status, True), found.text
    assert acts.client.get(CELL).json()["version"] == 0  # type: ignore[attr-defined]


def test_what_others_have_done_since_is_not_passed_over(acts: Send) -> None:
    seen = acts.client.get(CELL)  # type: ignore[attr-defined]
    tag = f'"{seen.json()["version"]}"'
    for state in (tag, seen.headers["etag"]):
        assert acts("ann", "comments", {"words": "x"}, **{"If-Match": state}).status_code == (
            201 if state == tag else 412
        )
    late = acts("sue", "assessments", COVERED, **{"If-Match": tag})
    assert (late.status_code, "read it again" in late.json()["detail"]) == (412, True)
    assert remove(acts, "art_1", **{"If-Match": tag}).status_code == 412
    now = acts.client.get(CELL)  # type: ignore[attr-defined]
    done = acts("sue", "assessments", COVERED, **{"If-Match": now.headers["etag"]})
    assert (done.status_code, done.headers["etag"]) == (201, f'"{done.json()["version"]}"')
    assert acts("ann", "comments", {"words": "x"}, **{"If-Match": done.headers["etag"]}).status_code == 201


@pytest.mark.parametrize(
    ("what", "body", "says"),
    [
        ("assessments", {"result": "perhaps", "why": "x"}, "result: perhaps is not known here: write one of covered"),
        ("assessments", {"result": "covered"}, "why: this parameter is needed"),
        ("comments", {"words": " "}, "say why"),
        ("signatures", {"comments": "x"}, "did you mean comment?"),
        ("plans", {"owner": "x", "due": "soon"}, "due"),
    ],
)
def test_a_body_that_cannot_be_used_says_what_to_send(acts: Send, what: str, body: dict[str, str], says: str) -> None:
    found = acts("sue", what, body)
    assert (found.status_code, says in found.json()["detail"]) == (422, True), found.text


def test_who_closes_a_cell_until_when_stands_in_the_plan_of_every_report_and_decides_nothing(acts: Send) -> None:
    line = {"owner": "法制办", "due": "2027-06-01", "note": "with the next revision"}
    planned = acts("ann", "plans", line, **{"If-Match": '"0"'})
    assert (planned.status_code, planned.json()["state"], planned.json()["plan"]) == (201, "suggested", line)
    late = acts("sue", "plans", {"owner": "sue"}, **{"If-Match": '"0"'})
    assert (late.status_code, acts.client.get(CELL).json()["plan"]) == (412, line)  # type: ignore[attr-defined]
    assert acts.client.get("/api/v1/reviews").json()["items"] == []  # type: ignore[attr-defined]
    acts("ann", "assessments", {"result": "partial", "why": "only one body"})
    assert acts("sue", "signatures").json()["state"] == "confirmed"
    report = acts.client.get("/api/v1/gaps.report?jurisdiction=xs&lang=en").json()  # type: ignore[attr-defined]
    (row,) = [row for row in report["tables"]["plan"] if row["requirement"] == "DIS-01"]
    assert {name: row[name] for name in line} == line


def test_whoever_plans_on_a_confirmed_cell_leaves_the_decision_with_those_who_made_it(acts: Send) -> None:
    acts("ann", "assessments", COVERED)
    acts("sue", "signatures", {"comment": "agreed"})
    planned = acts("ann", "plans", {"owner": "", "note": "no longer needed"}).json()
    assert (planned["state"], planned["signed_by"], planned["journal"][-1]["action"]) == ("confirmed", "sue", "plan")
    review = acts.client.get("/api/v1/gaps/DIS-01/xs").json()["review"]  # type: ignore[attr-defined]
    assert (review["by"], review["comment"]) == ("sue", "article 1 says so")
