"""``GET /search``: real searches over HTTP."""

from typing import Any

from starlette.testclient import TestClient


def search(client: TestClient, **parameters: Any) -> dict[str, Any]:
    found = client.get("/api/v1/search", params={"mode": "lexical", **parameters})
    assert found.status_code == 200, found.text
    return dict(found.json())


def test_a_hit_carries_citation_source_and_hash(client: TestClient) -> None:
    hit = search(client, q="主动公开")["hits"][0]
    assert hit["title"] == "样例国政府信息公开法"
    assert hit["citation"].startswith("《样例国政府信息公开法》第一条")
    assert hit["source"] == "invented"
    assert hit["retrieved_at"].startswith("2026-01-02T03:04:05")
    assert len(hit["sha256"]) == 64
    assert hit["text_state"] == "as_enacted"
    assert hit["status"]["status"] == "in_force"


def test_the_address_of_a_hit_answers_with_the_same_words(client: TestClient) -> None:
    for query in ("主动公开", "personal data breach"):
        hit = search(client, q=query)["hits"][0]
        provision = client.get(hit["href"]).json()["provision"]
        assert (provision["text"], provision["sha256"]) == (hit["text"], hit["sha256"])


def test_highlights_are_places_in_the_words(client: TestClient) -> None:
    hit = search(client, q="答复")["hits"][0]
    assert "答复" in {hit["text"][s["start"] : s["end"]] for s in hit["highlights"]}


def test_today_is_the_default_and_any_day_can_be_asked(client: TestClient) -> None:
    assert search(client, q="说明用途")["on"] == "2026-01-02"
    versions = [h["version"] for h in search(client, q="申请人应当说明用途", on="2015-01-01")["hits"]]
    assert "2012-03-15" in versions
    assert "2021-09-10" not in versions
    assert {h["version"] for h in search(client, q="政府信息", on="any")["hits"]} >= {"2012-03-15", "2021-09-10"}


def test_a_place_includes_those_below_it_and_its_parents_on_request(client: TestClient) -> None:
    def places(**filters: Any) -> set[str]:
        return {h["jurisdiction"] for h in search(client, q="公共数据", **filters)["hits"]}

    assert places(jurisdiction="xs") == {"xs", "xs-lin"}
    assert places(jurisdiction="xs-lin") == {"xs-lin"}
    assert places(jurisdiction="xs-lin", with_parents="true") == {"xs", "xs-lin"}
    assert places(jurisdiction="cn,hk") == set()


def test_filters_take_repeated_values_and_commas(client: TestClient) -> None:
    commas = search(client, q="公共数据", kind="local_regulation,unknown")
    repeated = search(client, q="公共数据", kind=["local_regulation", "unknown"])
    assert commas["hits"] == repeated["hits"] != []
    assert {h["kind"] for h in commas["hits"]} == {"local_regulation", None}


def test_pages_follow_one_another_without_repeating_a_hit(client: TestClient) -> None:
    whole = search(client, q="公开 政府信息 开放", on="any", k=20)
    assert whole["links"]["next"] is None
    seen, address = [], "/api/v1/search?q=公开 政府信息 开放&on=any&k=2&mode=lexical"
    while address:
        page = client.get(address).json()
        assert page["total"] == whole["total"]
        seen += [(h["instrument"], h["version"], h["provision_id"]) for h in page["hits"]]
        address = page["links"]["next"]
    assert len(seen) == len(set(seen)) == len(whole["hits"])


def test_groups_name_the_hits_of_each_instrument(client: TestClient) -> None:
    found = search(client, q="政府信息")
    places = sorted(p for g in found["groups"] for p in g["hits"])
    assert places == list(range(len(found["hits"])))
    for group in found["groups"]:
        assert {found["hits"][p]["instrument"] for p in group["hits"]} == {group["instrument"]}


def test_facets_are_named_in_the_language_asked_for(client: TestClient) -> None:
    facets = search(client, q="公共数据", lang="zh-Hans")["facets"]
    assert "样例国（虚构）" in {f["label"] for f in facets["jurisdiction"]}


def test_traditional_characters_find_simplified_texts_unless_switched_off(client: TestClient) -> None:
    assert search(client, q="應當主動公開政府信息")["total"] > 0
    assert search(client, q="應當", exact_script="true")["total"] == 0
    assert search(client, q="應當")["total"] > 0


def test_an_answer_says_why_there_is_no_search_by_meaning(client: TestClient) -> None:
    semantic = client.get("/api/v1/search", params={"q": "公开"}).json()["semantic"]
    assert semantic["complete"] is False
    assert semantic["reason"]


def test_a_citation_goes_straight_to_its_place(client: TestClient) -> None:
    found = search(client, q="《样例国政府信息公开法》第二条")
    assert found["direct"] is True
    assert found["hits"][0]["provision_id"] == "art_2"


def test_finding_nothing_is_an_answer(client: TestClient) -> None:
    found = search(client, q="魑魅魍魉")
    assert (found["total"], found["hits"]) == (0, [])
