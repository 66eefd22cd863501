"""The page for citizens: a question, quotes under what they say, and a letter to print."""

import json

import pytest
from starlette.testclient import TestClient

from search_api.library import Library
from tests.ui.reading_html import LANGUAGES, read

QUESTION = "/ask?q=政府机关必须公开哪些信息？&jurisdiction=xs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_and_the_answer_are_in_the_language_of_the_page(client: TestClient, language: str) -> None:
    for address in ("/ask", QUESTION):
        page = read(client, address, language)
        assert page.status == 200
        assert len(page.all("h1")) == 1


def test_the_answer_quotes_provisions_and_leads_to_them(client: TestClient) -> None:
    page = read(client, QUESTION, "zh-Hans")
    assert page.all("#group-must_publish")
    links = page.all("figure.quote a.quote-place")
    assert links
    assert all(client.get(str(link["href"]).split("#")[0]).status_code == 200 for link in links[:3])


def test_each_sentence_of_a_generated_wording_leads_to_its_quote(client: TestClient, library: Library) -> None:
    """Numbers run on from group to group, as the generator is given them."""
    asked = "/ask?q=政府机关必须公开哪些信息？&jurisdiction=xs"
    quotes = [q.get_text(strip=True) for q in read(client, asked, "zh-Hans").all("figure.quote blockquote p")]
    library.wording = LastQuoteRepeated(count=len(quotes))
    try:
        page = read(client, asked, "zh-Hans")
    finally:
        library.wording = None
    for sentence, n in ((quotes[0], 1), (quotes[-1], len(quotes))):
        assert page.all(f"[aria-labelledby=generated-title] a[href='#quote-{n}']")
        assert page.all(f"#quote-{n} blockquote p")[0].get_text(strip=True) == sentence


class LastQuoteRepeated:
    """Words the first and the last quote as they are."""

    model = "m"

    def __init__(self, *, count: int) -> None:
        self.count = count

    def word(self, _: str, prompt: str) -> str:
        quotes = json.loads(prompt)["quotes"]
        assert len(quotes) == self.count
        said = ((q["n"], q["quote"]) for q in (quotes[0], quotes[-1]))
        lines = ({"text": text, "quotes": [n], "verbatim": [text]} for n, text in said)
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


def test_a_question_that_nothing_fits_is_refused_with_what_is_held(client: TestClient) -> None:
    page = read(client, "/ask?q=怎么做红烧肉&jurisdiction=xs", "en")
    assert "Nothing that we hold fits this question" in page.html.get_text()
    assert not page.all("[id^=group-]")
    assert page.all("#held-title")
    assert page.all("[aria-labelledby=nearest-title] blockquote")
    assert page.link("What we hold, and what we do not", within="[aria-labelledby=held-title]")


def test_the_letter_is_filled_in_and_stands_alone(client: TestClient) -> None:
    page = read(client, "/ask/letter?q=政府机关必须公开哪些信息？&jurisdiction=xs", "zh-Hans")
    (letter,) = page.all("pre.letter")
    assert "政府机关必须公开哪些信息" in letter.get_text()
    assert "申请书" in letter.get_text()


def test_words_of_a_question_are_never_markup(client: TestClient) -> None:
    body = client.get("/ask?q=<script>alert(1)</script>公开信息&jurisdiction=xs").text
    assert "<script>alert" not in body


def test_an_unknown_place_is_refused(client: TestClient) -> None:
    assert client.get("/ask?q=公开&jurisdiction=atlantis").status_code == 422
