"""The same address in other forms: tables, workbooks, feeds, Markdown, Akoma Ntoso; HEAD; identifiers as addresses."""

import csv
import json
from io import BytesIO, StringIO
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from lxml import etree
from openpyxl import load_workbook
from starlette.testclient import TestClient

from search_api.app import create_app
from search_api.library import Library
from search_api.settings import Settings
from search_api.tables import Table, csv_bytes, xlsx_bytes
from tests.search_api.conftest import AT

LAW = "/api/v1/instruments/akn/xs/act/样例国政府信息公开法"
SEARCH = "/api/v1/search{}?q=政府信息&mode=lexical&on=any"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "plain", "x\x00y")


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_a_search_is_the_same_as_json_as_a_table_and_as_a_workbook(client: TestClient) -> None:
    hits = client.get(SEARCH.format("")).json()["hits"]
    table = client.get(SEARCH.format(".csv"))
    assert table.content.startswith(b"\xef\xbb\xbf"), "Excel needs the byte order mark"
    head, *found = rows(table.content)
    assert [dict(zip(head, row, strict=True))["text"] for row in found] == [hit["text"] for hit in hits]
    assert [dict(zip(head, row, strict=True))["sha256"] for row in found] == [hit["sha256"] for hit in hits]
    book = load_workbook(BytesIO(client.get(SEARCH.format(".xlsx")).content))
    citations = [row[0] for row in book["search"].iter_rows(min_row=2, values_only=True)]
    assert citations == [hit["citation"] for hit in hits]
    about = dict(book["about"].iter_rows(min_row=2, values_only=True))
    assert about["query"] == "政府信息"
    assert about["provisions here"] == len(hits)


def test_a_long_table_leads_on_to_what_follows(client: TestClient) -> None:
    first = client.get(SEARCH.format(".csv") + "&k=2")
    assert first.links["next"]["url"]
    again = client.get(first.links["next"]["url"])
    assert len(rows(first.content)) == 3
    assert rows(again.content)[1] not in rows(first.content)


def test_a_search_is_a_feed(client: TestClient) -> None:
    found = client.get(SEARCH.format(".atom"))
    assert found.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(found.content)
    assert feed.findtext("a:title", namespaces=ATOM) == "Lexgap: 政府信息"
    ids = [node.text for node in feed.iterfind("a:entry/a:id", ATOM)]
    assert len(ids) == len(set(ids)) == len(client.get(SEARCH.format("")).json()["hits"])
    assert all(str(name).isascii() for name in ids)
    link = feed.find("a:entry/a:link", ATOM)
    assert link is not None
    assert client.get(str(link.get("href"))).status_code == 200


def test_the_links_of_a_feed_lead_to_the_address_that_was_set(settings: Settings, library: Library) -> None:
    public = settings.model_copy(update={"public_url": "https://law.example.org"})
    with TestClient(create_app(public, library=library)) as client:
        feed = client.get(SEARCH.format(".atom"), headers={"Host": "evil.example"}).text
    assert "evil.example" not in feed
    assert 'href="https://law.example.org/api/v1/instruments/' in feed


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_in_a_table_is_run_as_a_formula(value: str) -> None:
    table = Table(name="t", columns=("a",), rows=[(value,)])
    cell = rows(csv_bytes(table))[1][0]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    held = load_workbook(BytesIO(xlsx_bytes(table, at=AT)))["t"]["A2"]
    assert held.data_type == "s"
    assert str(held.value).strip() == value.replace("\x00", "\ufffd").strip()


def test_a_text_too_long_for_a_cell_says_that_it_is_cut() -> None:
    table = Table(name="t", columns=("a",), rows=[("字" * 40_000,)])
    held = str(load_workbook(BytesIO(xlsx_bytes(table, at=AT)))["t"]["A2"].value)
    assert len(held) <= 32_767
    assert held.endswith("[cut: 40,000 characters]")


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        (".json", "application/json"),
        (".md", "text/markdown"),
        (".akn.xml", "application/akn+xml"),
        (".csv", "text/csv"),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (".atom", "application/atom+xml"),
    ],
)
def test_a_text_has_every_form_at_the_same_address(client: TestClient, ending: str, kind: str) -> None:
    for path in (LAW, f"{LAW}@2015-01-01"):
        found = client.get(path + ending)
        assert found.status_code == 200
        assert found.headers["content-type"].partition(";")[0] == kind
        assert found.headers["etag"]
        assert found.headers["last-modified"]


def test_a_provision_is_given_as_akoma_ntoso(client: TestClient) -> None:
    assert b"art_2" in client.get(f"{LAW}/provisions/art_2.akn.xml").content


@pytest.mark.parametrize("form", [".csv", ".xlsx"])
def test_a_provision_is_given_as_a_table_of_one_row(client: TestClient, form: str) -> None:
    found = client.get(f"{LAW}/provisions/art_2{form}?fields=id,text")
    assert found.status_code == 200
    if form == ".csv":
        assert found.content.decode("utf-8-sig").splitlines()[0] == "id,text"


def test_a_provision_is_a_feed_of_what_each_text_says(client: TestClient) -> None:
    found = client.get(f"{LAW}/provisions/art_2.atom").text
    assert found.count("<entry>") == 2
    assert "申请人应当说明用途" in found
    assert "二十个工作日" in found


def test_a_list_is_a_table_with_the_same_records(client: TestClient) -> None:
    listed = client.get(f"{LAW}/diff?from=2012-03-15&unchanged=true").json()["changes"]
    lines = list(csv.DictReader(StringIO(client.get(f"{LAW}/diff.csv?from=2012-03-15&unchanged=true").text[1:])))
    assert [line["change"] for line in lines] == [each["change"] for each in listed]
    assert json.loads(lines[0]["new"])["text"] == listed[0]["new"]["text"]


def test_a_title_leads_to_the_table_of_the_identifier(client: TestClient) -> None:
    led = client.get("/api/v1/instruments/样例国政府信息公开法/amendments.csv")
    assert led.headers["location"].endswith("/amendments.csv")
    assert client.get(led.headers["location"]).headers["content-type"].startswith("text/csv")


def test_lists_have_forms_too(client: TestClient) -> None:
    listed = client.get("/api/v1/instruments").json()["items"]
    head, *found = rows(client.get("/api/v1/instruments.csv").content)
    assert [row[head.index("id")] for row in found] == [item["id"] for item in listed]
    texts = rows(client.get(f"{LAW}/versions.csv").content)
    assert [row[0] for row in texts[1:]] == ["2012-03-15", "2021-09-10"]
    moved = client.get("/api/v1/instruments.json?limit=1")
    assert (moved.status_code, moved.headers["location"]) == (303, "/api/v1/instruments?limit=1")


def test_only_the_fields_asked_for_are_sent(client: TestClient) -> None:
    found = client.get("/api/v1/search?q=政府信息&mode=lexical&fields=title,href").json()
    assert found["total"] > 0
    assert {tuple(hit) for hit in found["hits"]} == {("title", "href")}
    assert set(client.get("/api/v1/instruments?fields=id").json()["items"][0]) == {"id"}
    refused = client.get("/api/v1/search?q=政府信息&fields=titel")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["closest"][0] == "title"


@pytest.mark.parametrize("path", ["/api/v1/search?q=政府信息&mode=lexical", LAW, "/api/v1/health", "/api/v1/nothing"])
def test_head_answers_as_get_without_the_body(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers.get("etag") == got.headers.get("etag")


def test_what_has_not_changed_since_is_not_sent_again(client: TestClient) -> None:
    first = client.get(LAW)
    since = first.headers["last-modified"]
    assert client.get(LAW, headers={"If-Modified-Since": since}).status_code == 304
    assert client.get(LAW, headers={"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}).status_code == 200
    assert client.get(LAW, headers={"If-Modified-Since": "soon"}).status_code == 200
    both = {"If-Modified-Since": since, "If-None-Match": '"other"'}
    assert client.get(LAW, headers=both).status_code == 200, "a tag goes before a moment"


@pytest.mark.parametrize(
    ("identifier", "document"),
    [
        ("/akn/xs/act/样例国政府信息公开法", LAW),
        ("/akn/xs/act/样例国政府信息公开法@2015-01-01", f"{LAW}@2015-01-01"),
        ("/akn/xs/act/样例国政府信息公开法@2021-09-10/~art_2", f"{LAW}@2021-09-10/provisions/art_2"),
        ("/akn/xs/act/样例国政府信息公开法.md", f"{LAW}.md"),
    ],
)
def test_an_identifier_is_an_address_that_leads_to_a_document(
    client: TestClient, identifier: str, document: str
) -> None:
    found = client.get(identifier)
    assert found.status_code == 303
    assert unquote(found.headers["location"]) == document
    assert client.get(found.headers["location"]).status_code == 200


def test_an_identifier_that_nothing_held_has_says_what_is_close(client: TestClient) -> None:
    found = client.get("/akn/xs/act/样例国政府信息公开法规")
    assert found.status_code == 404
    assert found.json()["closest"][0]["title"] == "样例国政府信息公开法"


def test_an_identifier_leads_browsers_to_a_page_where_there_are_pages(app: FastAPI, client: TestClient) -> None:
    app.state.render_problem = lambda *_: None
    try:
        found = client.get("/akn/xs/act/样例国政府信息公开法@2021-09-10/~art_2", headers={"Accept": "text/html"})
    finally:
        app.state.render_problem = None
    law = "/instruments/akn/xs/act/样例国政府信息公开法@2021-09-10"
    assert unquote(found.headers["location"]) == f"{law}?at=art_2#art_2"
    assert found.headers["vary"] == "Accept"


def test_what_was_read_from_the_words_is_said_and_can_be_switched_off(client: TestClient) -> None:
    path = "/api/v1/search?q=2015年时政府信息的规定&mode=lexical&on=any"
    found = client.get(path).json()
    assert found["understood"]["on"] == "2015-12-31"
    literal = client.get(path + "&literal=true").json()
    assert literal["understood"] == {"on": None, "jurisdictions": [], "words": []}


def test_a_day_in_the_words_goes_before_today_and_not_before_a_day_that_is_asked_for(client: TestClient) -> None:
    path = "/api/v1/search?q=2015年时政府信息的规定&mode=lexical"
    assert client.get(path).json()["understood"]["on"] == "2015-12-31"
    assert client.get(path + "&on=today").json()["understood"]["on"] is None
    assert client.get(path + "&literal=true").json()["understood"]["on"] is None
