"""``GET /instruments``: identifiers, titles, days, endings."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from search_api.catalogue import Catalogue
from search_api.views import Ambiguous
from tests.search_api.conftest import law, text

BASE = "/api/v1/instruments"
LAW = f"{BASE}/akn/xs/act/样例国政府信息公开法"


def test_without_a_day_the_text_of_today_is_given(client: TestClient) -> None:
    found = client.get(LAW).json()
    assert found["version"]["key"] == "2021-09-10"
    assert found["on"] == "2026-01-02"
    assert found["version"]["status_on"]["status"] == "in_force"
    assert [p["id"] for p in found["provisions"]] == ["chp_1", "art_1", "art_2", "art_3"]


def test_a_day_gives_the_text_that_was_law_on_it(client: TestClient) -> None:
    found = client.get(f"{LAW}@2015-07-01").json()
    assert found["version"]["key"] == "2012-03-15"
    assert found["version"]["status_on"]["status"] == "in_force"


def test_the_key_of_a_text_gives_that_text_with_its_status_today(client: TestClient) -> None:
    found = client.get(f"{LAW}@2012-03-15").json()
    assert found["version"]["key"] == "2012-03-15"
    assert found["version"]["status_on"]["status"] == "superseded"


def test_a_day_before_every_text_is_not_found_and_says_what_is_held(client: TestClient) -> None:
    found = client.get(f"{LAW}@1999-01-01")
    assert found.status_code == 404
    assert "2012-03-15, 2021-09-10" in found.json()["detail"]


def test_versions_say_their_status_on_the_day_asked(client: TestClient) -> None:
    found = client.get(f"{LAW}/versions", params={"on": "2013-01-01"}).json()
    assert [(v["key"], v["status_on"]["status"]) for v in found["versions"]] == [
        ("2012-03-15", "in_force"),
        ("2021-09-10", "not_yet_in_force"),
    ]


def test_every_address_in_an_answer_works(client: TestClient) -> None:
    found = client.get(LAW).json()
    addresses = [p["href"] for p in found["provisions"]] + [v["href"] for v in found["versions"]]
    assert {client.get(address).status_code for address in addresses} == {200}


def test_a_provision_knows_its_neighbours(client: TestClient) -> None:
    first = client.get(f"{LAW}/provisions/art_1").json()
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    assert second["provision"]["id"] == "art_2"
    assert second["citation"].startswith("《样例国政府信息公开法》第二条")
    assert client.get(second["previous"]).json()["provision"] == first["provision"]


def test_a_provision_is_found_by_its_published_label(client: TestClient) -> None:
    assert client.get(f"{LAW}/provisions/第三条").json()["provision"]["id"] == "art_3"


def test_a_missing_provision_names_the_ends_of_the_numbering(client: TestClient) -> None:
    found = client.get(f"{LAW}/provisions/art_99")
    assert found.status_code == 404
    assert "from art_1 to art_3" in found.json()["detail"]


def test_a_title_or_short_title_redirects_to_the_identifier(client: TestClient) -> None:
    for name in ("样例国政府信息公开法", "樣例國政府信息公開法", "公开法"):
        found = client.get(f"{BASE}/{name}@2015-07-01?on=2020-01-01")
        assert found.status_code == 301
        followed = client.get(found.headers["location"])
        assert followed.json()["version"]["key"] == "2012-03-15"
        assert followed.json()["on"] == "2020-01-01"


def test_a_redirect_keeps_the_rest_of_the_address(client: TestClient) -> None:
    found = client.get(f"{BASE}/SDBNA/provisions/sec_1.md")
    assert found.headers["location"].endswith("/provisions/sec_1.md")
    assert "within 72 hours" in client.get(found.headers["location"]).text


def test_a_title_of_several_places_is_answered_with_the_list(client: TestClient) -> None:
    found = client.get(f"{BASE}/数据条例")
    assert found.status_code == 300
    candidates = found.json()["candidates"]
    assert {c["jurisdiction"] for c in candidates} == {"xs", "xs-lin"}
    assert {client.get(c["href"]).status_code for c in candidates} == {200}


def test_an_unknown_title_names_the_closest_and_what_is_held(client: TestClient) -> None:
    found = client.get(f"{BASE}/政府信息公开条例")
    assert found.status_code == 404
    assert found.json()["closest"][0]["title"] == "样例国政府信息公开法"
    assert "We hold 5 instruments" in found.json()["held"]
    assert "does not exist" in found.json()["detail"]


def test_markdown_keeps_the_words_and_neutralises_marks(client: TestClient) -> None:
    found = client.get(f"{BASE}/akn/xs/act/sampliadatabreachnotificationact2024.md")
    assert found.status_code == 200, found.text
    assert found.headers["content-type"].startswith("text/markdown")
    assert '\\<b\\>marks\\</b\\> & "quotes" \\[and\\](links)' in found.text
    assert "https://law.example/invented" in found.text


def test_a_list_is_filtered_and_counted_exactly(client: TestClient) -> None:
    assert client.get(BASE).json()["total"] == 5
    local = client.get(BASE, params={"jurisdiction": "xs-lin"}).json()
    assert [i["jurisdiction"] for i in local["items"]] == ["xs-lin"]
    assert client.get(BASE, params={"jurisdiction": "xs", "title": "數據"}).json()["total"] == 2
    early = client.get(BASE, params={"in_force": "true", "on": "2012-10-01"}).json()
    assert [i["current"] for i in early["items"]] == ["2012-03-15"]


def test_pages_of_the_list_follow_one_another(client: TestClient) -> None:
    address, seen = f"{BASE}?limit=2", []
    while address:
        page = client.get(address).json()
        seen += [item["id"] for item in page["items"]]
        address = page["links"]["next"]
    assert len(seen) == len(set(seen)) == 5


def test_a_text_that_is_cut_off_says_so(client: TestClient) -> None:
    assert client.get(f"{BASE}/akn/xs/act/档案法").json()["version"]["text_state"] == "truncated"


def test_the_last_words_of_one_title_lead_to_it(client: TestClient) -> None:
    found = client.get(f"{BASE}/政府信息公开法")
    assert found.status_code == 301
    assert client.get(found.headers["location"]).json()["instrument"]["title"] == "样例国政府信息公开法"


def test_the_last_words_of_several_titles_are_no_address_of_one() -> None:
    text_of = text(date(2020, 1, 1), "公共数据应当开放。")
    held = (law("样例国公共数据条例", text_of), law("林港市公共数据条例", text_of, jurisdiction="xs-lin"))
    catalogue = Catalogue.of(held, revision=1)
    assert catalogue.find("公共数据条例").jurisdiction == "xs", "a search means the national one"
    with pytest.raises(Ambiguous) as several:
        catalogue.titled("公共数据条例")
    assert {each.jurisdiction for each in several.value.candidates} == {"xs", "xs-lin"}
