"""The page of an instrument: its text with anchors, status on a day, timeline, history, pins and data."""

from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from tests.ui.reading_html import LANGUAGES, read, submit

LAW = "/instruments/akn/xs/act/样例国政府信息公开法"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_has_a_stable_anchor(client: TestClient, language: str) -> None:
    page = read(client, LAW, language)
    assert [tag["id"] for tag in page.all(".provision")[:3]] == ["preamble", "art_1", "art_2"]
    assert page.all("#art_3 .number a")[0]["href"] == "#art_3"
    assert page.texts("#art_3 .cite span") == ["《样例国政府信息公开法》第三条"]
    assert page.all(".law")[0]["lang"] == "zh-Hans"


def test_the_contents_lead_to_the_chapters(client: TestClient) -> None:
    page = read(client, LAW, "en")
    links = [str(a["href"]) for a in page.all(".contents a")]
    assert links
    assert all(page.all(f'[id="{link[1:]}"]') for link in links)


def test_the_banner_says_the_status_on_the_day_and_its_basis(client: TestClient) -> None:
    page = read(client, LAW, "en")
    assert "in force" in page.texts(".status-banner")[0]
    assert "in force from 2022-01-01" in page.texts(".status-banner")[0]
    assert "自 2022-01-01 起施行" in read(client, LAW, "zh-Hans").texts(".status-banner")[0]


def test_the_day_can_be_changed(client: TestClient) -> None:
    page = submit(client, read(client, LAW, "en"), "form.on-day", on="2015-01-01")
    assert "2012-03-15" in page.title
    assert "on 2015-01-01" in page.texts(".status-banner")[0]


def test_the_timeline_lists_every_text_with_its_status(client: TestClient) -> None:
    page = read(client, LAW, "en")
    assert len(page.all(".timeline li")) == 2
    assert page.texts(".timeline li[aria-current]")[0].startswith("text of 2021-09-10")
    old = read(client, page.link("text of 2012-03-15", within=".timeline li:last-child"))
    assert "replaced by a later text" in old.texts(".status-banner")[0]


def test_history_repeals_source_and_hash_are_shown(client: TestClient) -> None:
    page = read(client, LAW, "en")
    assert page.texts(".events li")
    assert "SHA-256" in page.texts("#about-text")[0]
    repealed = read(client, "/instruments/akn/xs/act/样例国信息资源交换暂行办法", "en")
    assert "repealed" in repealed.texts(".status-banner")[0]
    assert "Repealed or replaced by" in repealed.words
    assert "政务数据共享条例" in repealed.words


def test_an_invented_law_says_so_at_the_top(client: TestClient) -> None:
    assert "place that does not exist" in read(client, LAW, "en").texts(".instrument-head .notice")[0]


def test_the_same_text_is_had_as_data(client: TestClient) -> None:
    page = read(client, LAW, "en")
    assert client.get(page.link("JSON", within="#about-text")).json()["version"]["key"] == "2021-09-10"
    assert "政府信息" in client.get(page.link("Markdown", within="#about-text")).text
    assert client.get(f"{LAW}.md").status_code == 303


def test_a_title_leads_to_the_identifier(client: TestClient) -> None:
    answer = client.get("/instruments/政府信息公开法?lang=zh-Hans")
    assert answer.status_code == 301
    assert unquote(answer.headers["location"]).startswith("/instruments/akn/xs/act/")
    assert answer.headers["location"].endswith("?lang=zh-Hans")


def test_marks_in_the_address_are_shown_in_the_provision(client: TestClient) -> None:
    page = read(client, f"{LAW}?mark=art_3:0-4", "en")
    assert page.texts("#art_3 mark") == ["政府信息"]
    assert read(client, f"{LAW}?mark=nonsense", "en").status == 200


def test_what_is_not_held_names_the_closest(client: TestClient) -> None:
    page = read(client, "/instruments/样例国政府信息公开条例", "en")
    assert page.status == 404
    assert "样例国政府信息公开法" in page.texts(".list li")[0]
    assert page.all("#q")[0]["value"] == "样例国政府信息公开条例"
    assert "no such law" in page.words


def test_an_english_act_is_marked_as_english(client: TestClient) -> None:
    page = read(client, "/instruments/Samplia Data Breach Notification Act 2024", "zh-Hant")
    assert page.status == 200
    assert page.all(".law")[0]["lang"] == "en"


def test_the_list_filters_and_counts(client: TestClient) -> None:
    page = submit(client, read(client, "/instruments", "en"), "form.list-form", title="信息公開")
    assert "2 instruments" in page.texts("[role=status]")[0] or "3 instruments" in page.texts("[role=status]")[0]
    assert all("信息公开" in text for text in page.texts(".list li > a"))
    nothing = read(client, "/instruments?title=火星", "en")
    assert "Not found in what we hold" in nothing.words


def test_every_form_of_the_text_is_one_link_away(client: TestClient) -> None:
    page = read(client, "/instruments/akn/xs/act/样例国政府信息公开法@2012-03-15", "en")
    forms = [str(a["href"]) for a in page.all("#about-text a[href^='/api/v1/instruments/']")]
    assert [form.rpartition("@")[2] for form in forms] == [
        "2012-03-15", "2012-03-15.md", "2012-03-15.akn.xml", "2012-03-15.csv", "2012-03-15.xlsx",
    ]  # fmt: skip
    assert {client.get(form).status_code for form in forms} == {200}
