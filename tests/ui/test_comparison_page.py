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


@pytest.mark.parametrize("query", ["?from=1900-01-01", "?to=yesterday", "?from=nothing"])
def test_texts_that_are_not_held_are_explained(client: TestClient, query: str) -> None:
    page = read(client, f"{LAW}/diff{query}", "en")
    assert page.status in (400, 404, 422)
    assert page.all("h1")
