"""A newcomer's walk by links and forms alone: search → provision → gap cell → source, in three languages."""

import pytest
from starlette.testclient import TestClient

from tests.ui.reading_html import LANGUAGES, read, submit
from ui.locale import words_in


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_question_to_the_source(client: TestClient, language: str) -> None:
    words = words_in(language)
    start = read(client, "/", language)
    results = submit(client, start, "form.search", q="政府信息以公开为原则")
    assert results.all(".hit mark")
    law = read(client, results.link("第三条", within=".hit h3"))
    assert law.all("#art_3 mark")
    assert str(words("status.in_force")) in law.texts(".status-banner")[0]
    matrix = read(client, law.link(str(words("nav.gaps")), within=".main-nav"))
    cell = read(client, matrix.link(str(words("result.covered")), within=".matrix"))
    quoted = read(client, cell.link("第", within=".quote figcaption"))
    assert quoted.all(".provision mark")
    sources = read(client, quoted.link(str(words("nav.sources")), within=".main-nav"))
    assert str(words("invented.badge")) in sources.texts("#sample h2")[0]
    assert "Apache-2.0" in sources.texts("#sample")[0]
    for page in (start, results, law, matrix, cell, quoted, sources):
        assert page.status == 200
        assert page.html.html is not None
        assert page.html.html["lang"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_checklist_to_a_cell_and_back(client: TestClient, language: str) -> None:
    overview = read(client, "/checklist", language)
    assert len(overview.all(".area li[id]")) == 118
    checklist = read(client, str(overview.all("#DIS-05 a")[0]["href"]))
    assert len(checklist.all(".requirement")) == 12
    cell = read(client, checklist.link(str(words_in(language)("nav.gaps")), within=".main-nav"))
    assert cell.status == 200
    judged = read(client, str(checklist.all(".requirement a[href^='/gaps/']")[0]["href"]))
    again = read(client, judged.link(str(words_in(language)("cell.in_checklist"))))
    assert again.status == 200


def test_every_example_of_the_start_page_answers(client: TestClient) -> None:
    for language in LANGUAGES:
        for link in read(client, "/", language).all(".examples a"):
            assert read(client, str(link["href"])).status == 200


def test_every_link_of_the_pages_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    for address in ("/", "/help", "/sources", "/instruments", "/gaps/DIS-01/xs", "/?q=政府信息", "/checklist?area=DIS"):
        for link in read(client, address, "en").all("a[href^='/']"):
            seen.add(str(link["href"]).partition("#")[0])
    for address in sorted(seen):
        assert client.get(address, follow_redirects=True).status_code == 200, address
