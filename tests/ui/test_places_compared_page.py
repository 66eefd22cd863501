"""Places beside each other on a requirement, the disclosure table, and what has changed since a revision."""

import pytest
from starlette.testclient import TestClient

from search_api.library import Library
from search_api.norming import norms_of_place
from tests.ui.conftest import TODAY
from tests.ui.reading_html import LANGUAGES, read
from ui.locale import words_in


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_leads_to_the_same_requirement_in_other_places(client: TestClient, language: str) -> None:
    cell = read(client, "/gaps/DIS-05/xs-lin", language)
    page = read(client, cell.link(str(words_in(language)("places.models")), within="main"))
    assert page.status == 200
    assert len(page.all(".beside > .verdict")) == 1
    assert page.all("select[name=requirement] option[selected]")[0]["value"] == "DIS-05"


def test_two_places_on_two_days_stand_side_by_side(client: TestClient, library: Library) -> None:
    address = "/compare?requirement=DIS-01&jurisdiction=xs&jurisdiction=xs-lin&before=2013-01-01"
    page = read(client, address, "en")
    shown = [str(tag["class"][1]) for tag in page.all(".beside > .verdict")]
    assert shown == [f"r-{cell.result.value}" for cell in library.gaps(["xs", "xs-lin"], requirements=["DIS-01"]).cells]
    assert page.words.count("on 2013-01-01") == 2
    said = ("another result", "the same result on other provisions", "nothing differs")
    assert sum(page.words.count(words) for words in said) == 2
    assert page.words.count("What differs") == 2 - page.words.count("nothing differs")
    many = "xs,xs-lin,cn,hk,tw,gb,us,eu,jp"
    assert read(client, f"/compare?requirement=DIS-01&jurisdiction={many}", "en").status == 422


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_are_compared_with_what_was_held_at_a_revision(client: TestClient, language: str) -> None:
    address = "/compare?requirement=DIS-01&jurisdiction=xs&before=&since=0"
    page = read(client, address, language)
    words = words_in(language)
    assert words("places.then_held", revision="0") in page.words
    assert words("places.change.result") in page.words
    assert page.all("input[name=since]")[0]["value"] == "0"
    both = read(client, f"{address}&before=2013-01-01".replace("&before=&", "&"), language)
    assert words("places.then_both", day="2013-01-01", revision="0") in both.words
    assert read(client, "/compare?requirement=DIS-01&jurisdiction=xs&since=999", language).status == 422


def test_every_row_of_the_disclosure_table_is_shown_and_leads_to_its_words(
    client: TestClient, library: Library
) -> None:
    rows = norms_of_place(library, "xs", TODAY).rows
    page = read(client, "/norms?jurisdiction=xs", "en")
    assert len(page.all(".norms tbody tr")) == min(30, len(rows))
    first = read(client, str(page.all(".norms tbody a")[0]["href"]))
    assert "".join(first.texts(".provision mark")) in rows[0].quote.replace("\n", "")
    assert page.texts(".area-nav a")[0].endswith(f" {len(rows)}")


def test_a_body_narrows_the_table_to_what_binds_it(client: TestClient, library: Library) -> None:
    whole = norms_of_place(library, "xs", TODAY).rows
    own = norms_of_place(library, "xs", TODAY, body="行政机关").rows
    page = read(client, "/norms?jurisdiction=xs&body=行政机关", "en")
    assert len(page.all(".norms tbody tr")) == min(30, len(own)) > 0
    assert len(own) <= len(whole)


def test_what_came_in_since_a_revision_is_told_with_its_reasons(client: TestClient, library: Library) -> None:
    page = read(client, "/gaps/changes?jurisdiction=xs&since=0", "en")
    assert page.status == 200
    assert len(page.all("main tbody tr")) == 40
    assert "of 118 compared" in page.words
    assert read(client, "/gaps/changes?jurisdiction=xs&since=999", "en").status == 422
    unchanged = read(client, f"/gaps/changes?jurisdiction=xs&since={library.corpus.revision()}", "en")
    assert "0 results are other ones" in unchanged.words


def test_a_matrix_of_many_places_is_read_in_light_pages(client: TestClient) -> None:
    places = ("xs", "xs-lin", "xs+xs-lin", "cn", "hk", "tw", "gb", "us")
    address = "/gaps?" + "&".join(f"jurisdiction={place.replace('+', '%2B')}" for place in places)
    page, seen = read(client, address, "zh-Hans"), 0
    assert len(page.all(".heat tbody tr")) == 16
    for _ in range(9):
        assert len(page.raw.encode()) < 100_000
        seen += len(page.all(".matrix td"))
        following = page.all(".pages a[rel=next]")
        if not following:
            break
        page = read(client, str(following[0]["href"]))
    assert seen == 118 * len(places)
