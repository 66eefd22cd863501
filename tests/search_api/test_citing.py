"""Who cites what, what is alike, what terms mean."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from search_api.app import create_app
from search_api.opening import open_library
from search_api.settings import Settings
from tests.search_api.conftest import TODAY, fill, law, text

CITED = "/api/v1/instruments/akn/xs/act/样例国信息法"
LAWS = (
    law(
        "样例国信息法",
        text(
            date(2020, 1, 1),
            "本法所称政府信息，是指机关的记录。",
            "机关应当公开预算信息和决算信息。",
            in_force=date(2020, 2, 1),
        ),
    ),
    law(
        "实施办法",
        text(
            date(2021, 1, 1),
            "根据《样例国信息法》，制定本办法。",
            "依照《样例国信息法》第二条的规定公开预算信息和决算信息。",
            "本办法所称政府信息，是指机关的记录。",
            in_force=date(2021, 2, 1),
        ),
    ),
    law(
        "另一条例",
        text(date(2022, 1, 1), "本条例所称政府信息，是指国家机关保存的一切资料。", in_force=date(2022, 2, 1)),
    ),
)


PENAL = (
    law("中华人民共和国刑法", text(date(1997, 1, 1), "为了惩罚犯罪，制定本法。", in_force=date(1997, 10, 1))),
    law(
        "若干问题解释",
        text(
            date(2017, 1, 1),
            "刑法第一条规定的目的，包括保护公民。",
            "触犯刑法第一条的，我国刑法第一条另有规定。",
            "德国刑法第一条、旧刑法第一条不适用。",
            in_force=date(2017, 6, 1),
        ),
    ),
)


def test_a_law_of_two_characters_is_cited_and_those_of_others_are_not_taken_for_it(tmp_path: Path) -> None:
    fill(tmp_path, *PENAL)
    settings = Settings(home=tmp_path, embedder="none")
    library = open_library(settings, today=lambda: TODAY)
    with TestClient(create_app(settings, library=library)) as client:
        found = client.get("/api/v1/instruments/akn/xs/act/刑法/cited-by").json()
    library.close()
    assert [each["raw"] for each in found["citing"]] == ["刑法第一条", "触犯刑法第一条", "我国刑法第一条"]


@pytest.fixture(scope="module")
def citing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("citing")
    fill(home, *LAWS)
    settings = Settings(home=home, embedder="none")
    library = open_library(settings, today=lambda: TODAY)
    with TestClient(create_app(settings, library=library)) as client:
        yield client
    library.close()


def test_citations_of_a_law_are_counted_by_provision(citing: TestClient) -> None:
    found = citing.get(f"{CITED}/cited-by").json()
    assert found["counts"] == {"whole": 1, "art_2": 1}
    assert (found["total"], found["instruments"], found["complete"]) == (2, 1, True)
    one = next(each for each in found["citing"] if each["cited"] == "art_2")
    assert one["raw"] == "《样例国信息法》第二条"
    assert citing.get(one["href"]).json()["provision"]["text"][one["start"] : one["end"]] == one["raw"]


def test_citations_of_one_provision_can_be_asked_for_page_by_page(citing: TestClient) -> None:
    assert citing.get(f"{CITED}/cited-by?provision=art_2").json()["total"] == 1
    page = citing.get(f"{CITED}/cited-by?limit=1").json()
    assert page["total"] == 2
    assert citing.get(page["links"]["next"]).json()["citing"] != page["citing"]


def test_similar_provisions_are_of_other_laws(citing: TestClient) -> None:
    found = citing.get(f"{CITED}/provisions/art_2/similar").json()
    assert found["hits"][0]["title"] == "实施办法"
    assert all(hit["title"] != "样例国信息法" for hit in found["hits"])


def test_the_terms_of_a_text_are_listed(citing: TestClient) -> None:
    found = citing.get(f"{CITED}/terms").json()
    assert [(t["term"], t["provision_id"]) for t in found["terms"]] == [("政府信息", "art_1")]


def test_competing_definitions_are_told_apart(citing: TestClient) -> None:
    found = citing.get("/api/v1/terms", params={"q": "政府信息"}).json()
    assert [meaning["count"] for meaning in found["meanings"]] == [2, 1]
    assert {g["title"] for g in found["meanings"][0]["given"]} == {"样例国信息法", "实施办法"}
    assert citing.get("/api/v1/terms?q=没有的词").json()["meanings"] == []
