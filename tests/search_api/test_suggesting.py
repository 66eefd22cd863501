"""Suggestions while a reader types."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from search_api.catalogue import Catalogue
from search_api.suggesting import Of, Typeahead
from tests.index.small_corpus import small_corpus


def suggested(client: TestClient, typed: str, **parameters: Any) -> list[dict[str, Any]]:
    found = client.get("/api/v1/suggest", params={"q": typed, **parameters})
    assert found.status_code == 200, found.text
    return list(found.json()["suggestions"])


def test_a_title_is_suggested_from_its_first_characters_in_either_script(client: TestClient) -> None:
    for typed in ("样例国", "樣例國"):
        first = suggested(client, typed)[0]
        assert (first["of"], first["text"]) == ("title", "样例国政府信息公开法")
        assert client.get(first["href"]).status_code == 200


def test_what_begins_with_the_words_comes_before_what_holds_them(client: TestClient) -> None:
    texts = [each["text"] for each in suggested(client, "数据", of="title")]
    assert texts == ["数据条例", "数据条例"]
    places = [each["jurisdiction"] for each in suggested(client, "数据", of="title")]
    assert places == ["xs", "xs-lin"], "national law first"


def test_short_titles_places_and_terms_are_suggested_too(client: TestClient) -> None:
    assert suggested(client, "SDB")[0]["of"] == "short_title"
    place = suggested(client, "上海", of="place")[0]
    assert place["id"] == "cn-sh"
    assert client.get(place["href"]).status_code == 200
    assert {"of": "term", "text": "个人信息"}.items() <= suggested(client, "个人信", of="term")[0].items()


@pytest.mark.parametrize("typed", ["个保", "個保法", "pip", "PIPL", "personal information pro"])
def test_what_people_call_a_law_is_suggested_with_the_law(typed: str) -> None:
    names = Typeahead.of(Catalogue.of(small_corpus(), revision=1))
    first = names.suggest(typed, limit=3)[0]
    assert (first.of, first.id) == (Of.SHORT_TITLE, "/akn/cn/act/个人信息保护法")


def test_a_law_that_is_not_held_is_not_suggested_under_its_short_title() -> None:
    names = Typeahead.of(Catalogue.of(small_corpus(), revision=1))
    assert names.suggest("GDPR", limit=3) == ()


def test_nothing_is_suggested_for_marks_alone(client: TestClient) -> None:
    assert suggested(client, "。") == []
