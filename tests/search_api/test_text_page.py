"""The page of a text: whatever a text contains is text."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from law.timeline import status_on, validity
from search_api.text_page import render_text
from search_api.views import InstrumentView
from tests.law.texts import instrument, version

HARM = '<script>alert(1)</script> & "quoted" {{ 7 * 7 }}'


def page_of(url: str | None = None) -> BeautifulSoup:
    text = version("2021-08-20", HARM, source_url=url)
    law = instrument(f"甲{HARM}办法", text, issuing_body=HARM)
    on = date(2026, 1, 1)
    view = InstrumentView(
        instrument=law,
        version=text,
        status=status_on(law, text, on),
        validity=validity(law, text),
        on=on,
        versions=(),
    )
    return BeautifulSoup(render_text(view, text.provisions), "html.parser")


def test_marks_in_a_text_are_shown_and_never_run() -> None:
    page = page_of()
    assert page.find("script") is None
    assert HARM in page.find("section").get_text()
    assert HARM in page.find("h1").get_text()


@pytest.mark.parametrize(("url", "links"), [("https://example.org/a", 1), ("javascript:alert(1)", 0), (None, 0)])
def test_only_a_web_address_can_be_followed(url: str | None, links: int) -> None:
    page = page_of(url)
    assert len(page.find_all("a")) == links
    assert (url or "") in page.get_text()
