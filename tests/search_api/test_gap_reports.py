"""Gap reports as files, and reviews, over HTTP."""

import json
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from starlette.testclient import TestClient

from gaps.records import Result
from gaps.review_records import Role
from search_api.library import Library

ASKED = "jurisdiction=xs&area=DIS&on=2026-01-02"


def test_the_same_rows_come_in_every_form(client: TestClient) -> None:
    report = client.get(f"/api/v1/gaps.report?{ASKED}&lang=zh-Hant").json()
    tables = report["tables"]
    book = openpyxl.load_workbook(BytesIO(client.get(f"/api/v1/gaps.xlsx?{ASKED}&lang=zh-Hant").content))
    assert [sheet.max_row - 1 for sheet in book.worksheets[1:]] == [len(rows) for rows in tables.values()]
    word = Document(BytesIO(client.get(f"/api/v1/gaps.docx?{ASKED}&lang=zh-Hant").content))
    assert [len(table.rows) - 1 for table in word.tables] == [len(rows) for rows in tables.values() if rows]
    lines = client.get(f"/api/v1/gaps.jsonl?{ASKED}").text.splitlines()
    cells = client.get(f"/api/v1/gaps?{ASKED}").json()["cells"]
    assert [json.loads(line) for line in lines] == cells
    assert len(tables["results"]) == len(cells)


def test_every_quote_of_a_report_leads_to_its_provision(client: TestClient) -> None:
    tables = client.get(f"/api/v1/gaps.report?{ASKED}").json()["tables"]
    rows = tables["evidence"] + tables["near_misses"]
    assert rows
    for row in rows:
        found = client.get(row["address"], headers={"Accept": "application/json"}, follow_redirects=True)
        assert (found.status_code, found.json()["provision"]["id"]) == (200, row["provision_id"])
        assert row["quote"] in found.json()["provision"]["text"]


def test_a_report_on_one_place_says_what_the_law_of_its_nation_is_too(client: TestClient) -> None:
    asked = "area=DIS&on=2026-01-02"
    rows = client.get(f"/api/v1/gaps.report?jurisdiction=xs-lin&{asked}").json()["tables"]["results"]
    both = client.get(f"/api/v1/gaps.report?jurisdiction=xs-lin,xs&{asked}").json()["tables"]["results"]
    assert [row["national"] for row in rows] == [row["national"] for row in both if row["place"] == rows[0]["place"]]
    assert {row["place"] for row in rows} != {row["place"] for row in both}


def test_the_page_of_a_report_may_use_the_styles_that_it_brings_and_no_script(client: TestClient) -> None:
    found = client.get(f"/api/v1/gaps.html?{ASKED}")
    policy = found.headers["content-security-policy"]
    assert "<style>" in found.text
    assert "style-src 'unsafe-inline'" in policy
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_a_report_says_what_changed_since_a_revision(client: TestClient) -> None:
    tables = client.get(f"/api/v1/gaps.report?{ASKED}&since=0").json()["tables"]
    changed = client.get(f"/api/v1/gaps/changes?{ASKED}&since=0").json()["items"]
    assert [row["requirement"] for row in tables["changes"]] == [one["requirement"] for one in changed] != []
    assert "changes" not in client.get(f"/api/v1/gaps.report?{ASKED}").json()["tables"]
    refused = client.get(f"/api/v1/gaps.docx?{ASKED}&since=99")
    assert (refused.status_code, "name 0 to" in refused.json()["detail"]) == (422, True)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "html", "jsonl", "report", "zip"])
def test_a_report_is_a_file_with_a_name_a_type_and_a_tag(client: TestClient, ending: str) -> None:
    found = client.get(f"/api/v1/gaps.{ending}?{ASKED}")
    assert found.status_code == 200
    assert "gaps-xs-2026-01-02" in found.headers["content-disposition"]
    again = client.get(f"/api/v1/gaps.{ending}?{ASKED}", headers={"If-None-Match": found.headers["etag"]})
    assert again.status_code == 304
    assert client.get(f"/api/v1/gaps.{ending}?{ASKED}").content == found.content


def test_json_leads_to_the_address_without_an_ending_and_others_are_refused(client: TestClient) -> None:
    found = client.get(f"/api/v1/gaps.json?{ASKED}", follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (303, f"/api/v1/gaps?{ASKED}")
    assert client.get(f"/api/v1/gaps.exe?{ASKED}").status_code == 422
    assert client.get("/api/v1/gaps.docx?lang=fr").status_code == 422


def test_a_signed_decision_is_in_the_api_and_changes_the_tag(client: TestClient, library: Library) -> None:
    address = "/api/v1/gaps/DIS-08/xs?on=2026-01-02"
    before = client.get(address)
    desk = library.reviews
    for name, role in (("Ann", Role.ASSESSOR), ("Bo", Role.SIGNER)):
        desk.set_reviewer("admin", name, role)
    desk.assess("Ann", "DIS-08", "xs", Result.NOT_APPLICABLE, "another body decides", on=library.today())
    desk.sign("Bo", "DIS-08", "xs")
    after = client.get(address)
    assert before.headers["etag"] != after.headers["etag"]
    assert after.json()["result"] == "not_applicable"
    assert after.json()["review"]["suggested"] == before.json()["result"]
    review = client.get("/api/v1/reviews/DIS-08/xs?on=2026-01-02").json()
    assert (review["state"], review["signed_by"], len(review["journal"])) == ("confirmed", "Bo", 2)
    listed = client.get("/api/v1/reviews?state=confirmed&on=2026-01-02").json()
    assert [item["requirement"] for item in listed["items"]] == ["DIS-08"]
    assert {r["name"]: r["role"] for r in listed["reviewers"]} == {"Ann": "assessor", "Bo": "signer"}
    journal = client.get("/api/v1/reviews/journal?limit=2&offset=1").json()
    assert (journal["total"], [entry["seq"] for entry in journal["items"]]) == (4, [2, 3])


def test_a_cell_that_nobody_touched_is_suggested(client: TestClient) -> None:
    review = client.get("/api/v1/reviews/DIS-01/xs").json()
    assert (review["state"], review["assessment"], review["journal"]) == ("suggested", None, [])


def test_the_demands_tell_what_is_open_in_a_place_and_whose_law_meets_them(client: TestClient) -> None:
    found = client.get("/api/v1/demands?jurisdiction=xs-lin&on=2026-01-02").json()
    assert (found["total"], found["jurisdictions"]) == (33, ["xs-lin"])
    assert {place["jurisdiction"] for item in found["items"] for place in item["places"]} == {"xs-lin"}
    for item in found["items"]:
        [place] = item["places"]
        asked = [a for a in place["answers"] if a["result"] not in ("covered", "inherited", "not_applicable")]
        assert place["open"] == [a["requirement"] for a in asked]
