"""Two texts of an instrument beside each other on a page."""

import pytest
from starlette.testclient import TestClient

from tests.ui.reading_html import LANGUAGES, read, submit

LAW = "/instruments/akn/xs/act/样例国政府信息公开法"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_timeline_leads_to_what_a_text_changed(client: TestClient, language: str) -> None:
    law = read(client, LAW, language)
    links = [str(a["href"]) for a in law.all(".timeline a") if "/diff?" in str(a["href"])]
    assert len(links) == len(law.all(".timeline li")) - 1
    page = read(client, links[0])
    assert page.status == 200
    assert page.all(".change ins")
    assert page.all(".change del")
    assert len(page.raw.encode()) < 100_000


def test_inserted_words_make_the_newer_text(client: TestClient) -> None:
    page = read(client, f"{LAW}/diff", "en")
    told = client.get(f"/api/v1{LAW}/diff").json()
    assert len(page.all(".change")) == min(40, told["total"])
    reworded = next(change for change in told["changes"] if change["change"] == "reworded")
    shown = page.all(".change.c-reworded .words")[0]
    for gone in shown.find_all("del"):
        gone.decompose()
    assert shown.get_text() == reworded["new"]["text"]


def test_two_other_texts_can_be_chosen(client: TestClient) -> None:
    page = read(client, f"{LAW}/diff", "zh-Hans")
    keys = [str(option["value"]) for option in page.all("#c-from option")]
    other = submit(client, page, "form.on-day", **{"from": keys[0], "to": keys[-1]})
    assert keys[0] in other.texts("h1")[0]
    assert keys[-1] in other.texts("h1")[0]
    same = submit(client, page, "form.on-day", **{"from": keys[0], "to": keys[0]})
    assert not same.all(".change")
    assert same.all(".notice")


def test_a_comparison_opens_at_the_provision_that_the_reader_came_from(client: TestClient) -> None:
    privacy = "/instruments/akn/xs/act/样例国个人信息保护法"
    law = read(client, f"{privacy}?mark=art_14:0-3", "en")
    page = read(client, law.link("2016-08-26", within=".timeline li:first-child p:nth-of-type(2)"))
    assert "第八条" in page.all("#asked h2 del")[0].get_text()
    one = read(client, f"{privacy}/provisions/art_14", "en")
    assert read(client, one.link("compare with the text of 2016-08-26")).all("#asked ins")


def test_a_comparison_says_that_a_provision_is_the_same(client: TestClient) -> None:
    told = client.get(f"/api/v1{LAW}/diff?unchanged=true").json()["changes"]
    same = next(c["new"] for c in told if c["change"] == "unchanged" and c["new"]["label"])
    page = read(client, f"{LAW}/diff?at={same['id']}", "en")
    assert page.texts("#asked") == [f"{same['label']} {same['heading']}".strip() + " reads the same in both texts."]


def test_a_heading_that_is_new_has_no_empty_words_beside_it(client: TestClient) -> None:
    page = read(client, f"{LAW}/diff", "en")
    assert all(tag.get_text() for tag in page.all(".change ins, .change del"))


@pytest.mark.parametrize("query", ["?from=1900-01-01", "?to=yesterday", "?from=nothing"])
def test_texts_that_are_not_held_are_explained(client: TestClient, query: str) -> None:
    page = read(client, f"{LAW}/diff{query}", "en")
    assert page.status in (400, 404, 422)
    assert page.all("h1")
