"""Two texts of a law beside each other: by day, and by language."""

from collections.abc import Iterator
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from law.instrument import Instrument
from search_api.app import create_app
from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import TODAY, fill, text

LAW = "/api/v1/instruments/akn/xs/act/样例国政府信息公开法"
TWO = "/api/v1/instruments/akn/tw/act/pcode/X1"


def bilingual() -> Instrument:
    return Instrument(
        id="/akn/tw/act/pcode/X1",
        jurisdiction="tw",
        kind="law",
        titles={"zh-Hant": "雙語條例", "en": "Bilingual Act"},
        versions=(
            text(date(2020, 1, 1), "政府資訊應主動公開。", "另有規定者從其規定。", language="zh-Hant"),
            text(date(2021, 1, 1), "Government information shall be published.", language="en"),
        ),
    )


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("two")
    law = bilingual()
    english = law.versions[1].provisions
    same_ids = tuple(p if p.id.startswith("chp") else type(p)(**{**_facts(p), "id": "art_1"}) for p in english)
    versions = (law.versions[0], type(law.versions[1])(**{**_facts(law.versions[1]), "provisions": same_ids}))
    fill(home, type(law)(**{**_facts(law), "versions": versions}))
    settings = Settings(home=home, embedder="none")
    library = open_library(settings, today=lambda: TODAY)
    with TestClient(create_app(settings, library=library)) as client:
        yield client
    library.close()


def _facts(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}  # type: ignore[attr-defined]  # a dataclass


def test_what_a_newer_text_changes_is_told_by_provision(client: TestClient) -> None:
    found = client.get(f"{LAW}/diff").json()
    assert (found["old"]["key"], found["new"]["key"]) == ("2012-03-15", "2021-09-10")
    assert found["total"] == len(found["changes"]) == sum(found["counts"].values()) - found["counts"]["unchanged"]
    by_id = {(c["new"] or c["old"])["id"]: c for c in found["changes"]}
    assert by_id["art_1"]["change"] == "reworded"
    assert {"op": "delete", "text": "可以"} in by_id["art_1"]["pieces"]
    assert by_id["art_3"]["change"] == "added"


def test_the_days_may_be_chosen_either_way_round(client: TestClient) -> None:
    back = client.get(f"{LAW}/diff?from=2021-09-10&to=2012-03-15").json()
    assert back["counts"]["removed"] >= 1
    every = client.get(f"{LAW}/diff?unchanged=true").json()
    assert every["counts"]["unchanged"] == 1
    assert every["total"] == sum(every["counts"].values())


def test_a_text_without_an_older_one_says_what_is_held(client: TestClient) -> None:
    found = client.get("/api/v1/instruments/akn/xs/act/档案法/diff")
    assert found.status_code == 404
    assert "2015-06-18" in found.json()["held"]


def test_a_title_leads_to_the_comparison(client: TestClient) -> None:
    found = client.get("/api/v1/instruments/公开法/diff?from=2012-03-15")
    assert found.status_code == 301
    assert found.headers["location"].endswith("/diff?from=2012-03-15")


def test_a_law_in_two_languages_is_aligned_by_its_numbers(two: TestClient) -> None:
    found = two.get(f"{TWO}/bilingual?languages=en,zh-Hant")
    answer = found.json()
    assert [t["language"] for t in answer["texts"]] == ["en", "zh-Hant"]
    by_id = {row["id"]: row["provisions"] for row in answer["provisions"]}
    assert [p["text"] for p in by_id["art_1"]] == ["Government information shall be published.", "政府資訊應主動公開。"]
    assert by_id["art_2"][0] is None
    openapi = two.get("/api/v1/openapi.json").json()
    path = openapi["paths"]["/api/v1/instruments/{address}/bilingual"]["get"]
    schema = path["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": openapi["components"]}).validate(answer)


def test_every_language_held_is_given_by_default(two: TestClient) -> None:
    assert {t["language"] for t in two.get(f"{TWO}/bilingual").json()["texts"]} == {"zh-Hant", "en"}


def test_a_law_in_one_language_has_nothing_beside_it(client: TestClient) -> None:
    found = client.get(f"{LAW}/bilingual")
    assert found.status_code == 404
    assert "zh-Hans only" in found.json()["detail"]
