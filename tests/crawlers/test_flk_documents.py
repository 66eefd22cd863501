"""From the categories of the national database to the docx of a text, with its record beside it."""

import io
from pathlib import Path

import docx
import pytest

from crawlers.crawl import Recording
from crawlers.readable import Unreadable
from crawlers.source import CRAWLS
from tests.crawlers.reviewed import FIXTURES, assert_as_reviewed
from tests.crawlers.walking import page_of, walk

CRAWL = CRAWLS["cn_flk"]
FOLDER = FIXTURES / "cn_flk"


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """The fixtures with their text as a docx, as the site serves it."""
    for name in ("enumData.json", "list.json", "details.json"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    document, file = docx.Document(), io.BytesIO()
    for line in (FOLDER / "details.txt").read_text(encoding="utf-8").splitlines():
        document.add_paragraph(line)
    document.save(file)
    (tmp_path / "details.docx").write_bytes(file.getvalue())
    return tmp_path


def test_a_text_is_found_through_categories_list_record_and_link(recorded: Path) -> None:
    walked = walk(CRAWL, recorded)
    assert {page.ask.role for page in walked.pages.values()} == {"codes", "list", "details", "link", "docx"}
    assert [page.ask.soon for page in walked.pages.values() if page.ask.role == "docx"] == [True]
    [(document, instrument)] = walked.documents
    assert document.ref == "ff00000000000000000000000000abcd"
    assert_as_reviewed(instrument, FOLDER / "details.json")
    # What is missing is asked for and not made up: the second text of the list, and pages that were not recorded.
    assert {ask.role for ask in walked.missing} == {"list", "details"}


def test_a_record_that_names_no_docx_is_a_document_without_text() -> None:
    recording = next(each for each in CRAWL.recorded(FOLDER) if each.ask.role == "details")
    raw = recording.raw.replace(b'{"ossWordPath": "prod/20240101/x.docx"}', b'{"ossWordPath": null}')
    assert raw != recording.raw
    page = page_of(Recording(ask=recording.ask, raw=raw, content_type="application/json"))
    assert not CRAWL.discover(page).asks
    [document] = CRAWL.documents(page, ())
    assert CRAWL.parse(document).versions[0].problems == ("the record has no text: its docx was not fetched",)


def test_the_web_app_in_place_of_a_docx_is_refused(recorded: Path) -> None:
    (recorded / "details.docx").write_bytes(b"<!DOCTYPE html><html><body><div id=app></div></body></html>")
    walked = walk(CRAWL, recorded)
    assert not walked.documents
    assert "web page" in walked.refused["ff00000000000000000000000000abcd"]
    with pytest.raises(Unreadable):
        CRAWL.discover(page_of(Recording(ask=next(iter(CRAWL.seeds(None))), raw=b"<html>", content_type="text/html")))
