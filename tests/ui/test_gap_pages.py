"""The matrix and its cells: results by word and shape, quotes with their place, and no claim that there is no law."""

import pytest
from starlette.testclient import TestClient

from gaps.records import Result
from search_api.library import Library
from tests.ui.reading_html import LANGUAGES, read, submit
from ui.locale import words_in
from ui.pages.gap_shares import RESULTS, bar, heat


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matrix_shows_every_cell_as_word_shape_and_link(
    client: TestClient, library: Library, language: str
) -> None:
    page = read(client, "/gaps?jurisdiction=xs&jurisdiction=xs-lin", language)
    cells = library.gaps(["xs", "xs-lin"]).cells
    shown = page.all(".matrix td")
    assert len(shown) == len(cells) == 2 * len(library.checklist().requirements)
    for tag, cell in zip(shown, cells, strict=True):
        assert tag.get_text(strip=True) == str(words_in(language)(f"result.{cell.result.value}"))
        assert tag.select_one("svg use")["href"] == f"#i-{cell.result.value}"  # type: ignore[index]  # there is one
        assert tag.a is not None
        assert str(tag.a["href"]).startswith(f"/gaps/{cell.requirement}/{cell.jurisdiction}")


def test_the_counts_are_those_of_the_cells(client: TestClient, library: Library) -> None:
    page = read(client, "/gaps?jurisdiction=xs", "en")
    cells = library.gaps(["xs"]).cells
    wanted = [str(sum(1 for cell in cells if cell.result is result)) for result in RESULTS]
    assert page.texts(".summary .figure") == wanted


def test_what_was_read_is_said(client: TestClient, library: Library) -> None:
    searched = library.gaps(["xs"]).cells[0].searched
    assert (
        f"{searched.instruments} instruments with {searched.provisions} provisions" in read(client, "/gaps", "en").words
    )


def test_places_area_and_day_are_chosen_in_the_form(client: TestClient) -> None:
    page = submit(client, read(client, "/gaps?jurisdiction=xs", "en"), "form.chooser", area="DIS", on="2015-01-01")
    assert "2015-01-01" in page.words
    assert {text.split()[0][:3] for text in page.texts(".matrix tbody th")} == {"DIS"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_opens_and_none_says_that_there_is_no_law(
    client: TestClient, library: Library, language: str
) -> None:
    for cell in library.gaps(["xs"]).cells[::7]:
        page = read(client, f"/gaps/{cell.requirement}/xs", language)
        assert page.status == 200
        assert page.texts(".verdict h2") == [str(words_in(language)(f"result.{cell.result.value}"))]
        assert len(page.all(".quote")) == len(cell.evidence) + len(cell.near_misses)
        assert "there is no law" not in page.words.lower()


def test_quotes_are_highlighted_in_their_provision_and_lead_to_it(client: TestClient, library: Library) -> None:
    cell = next(cell for cell in library.gaps(["xs"]).cells if cell.evidence)
    page = read(client, f"/gaps/{cell.requirement}/xs", "en")
    quote = cell.evidence[0]
    assert "".join(page.texts(".quote")[0].split()).find("".join(quote.quote.split())) >= 0
    assert page.all(".quote mark")
    assert quote.sha256 in page.texts(".quote .pin")[0]
    place = read(client, page.link(quote.label, within=".quote figcaption"))
    assert "".join(place.texts(f"#{quote.provision_id} mark")) in quote.quote.replace("\n", "")


def test_near_misses_say_why_they_do_not_count(client: TestClient, library: Library) -> None:
    cell = next(cell for cell in library.gaps(["xs"]).cells if cell.near_misses)
    page = read(client, f"/gaps/{cell.requirement}/xs", "en")
    assert cell.near_misses[0].why_not.split("; ")[0] in page.texts(".near .why-not")[0]


def test_searches_tests_and_review_are_shown(client: TestClient, library: Library) -> None:
    page = read(client, "/gaps/DIS-01/xs", "en")
    cell = library.cell("DIS-01", "xs")
    assert page.texts(".queries code") == [" ".join(query.split()) for query in cell.searched.queries]
    assert library.checklist().requirement("DIS-01").tests.covered.en in page.words
    assert "not yet reviewed by a person" in page.words


def test_several_places_as_one_are_named_together(client: TestClient) -> None:
    page = read(client, "/gaps/DIS-01/xs+xs-lin", "en")
    assert page.status == 200
    assert "Samplia (invented) + Linqiao City (invented)" in page.words


@pytest.mark.parametrize("address", ["/gaps/XYZ-99/xs", "/gaps/DIS-01/atlantis", "/gaps?area=NOPE", "/gaps?on=soon"])
def test_an_unknown_requirement_place_area_or_day_is_named(client: TestClient, address: str) -> None:
    page = read(client, address, "en")
    assert page.status == 422
    assert page.all("main code")


def test_the_bar_adds_up() -> None:
    from collections import Counter

    parts = bar(Counter({Result.COVERED: 1, Result.PARTIAL: 2}))
    assert [part.result for part in parts] == [Result.COVERED, Result.PARTIAL]
    assert parts[0].width + parts[1].width == pytest.approx(100, abs=0.02)
    assert bar(Counter()) == []


def test_an_area_is_as_warm_as_its_share_of_answers() -> None:
    covered, missing, unsaid = Result.COVERED, Result.NOT_FOUND, Result.CANNOT_SAY
    assert [heat(results).step for results in ([covered] * 4, [covered, *[missing] * 3], [missing])] == [4, 1, 0]
    assert heat([unsaid, unsaid]).step is None
    assert heat([Result.NOT_APPLICABLE, Result.INHERITED]).applicable == 1
