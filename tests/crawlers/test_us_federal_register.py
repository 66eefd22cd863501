"""Documents of the Federal Register: a rule, a proposal that is no law, a notice, and their list."""

import json
from datetime import date
from typing import Any

import pytest

from crawlers.crawl import Ask, Document, Page
from crawlers.readable import Unreadable
from crawlers.sources.us_federal_register import CRAWL, SOURCE, parse
from crawlers.unknown import UnknownField, UnknownMarkup
from law.instrument import Instrument, Status
from law.timeline import status_on
from tests.crawlers.reviewed import AT, FIXTURES, assert_as_reviewed

FILES = FIXTURES / "us_federal_register"
BASE = "https://www.federalregister.gov"
LISTED: dict[str, Any] = json.loads((FILES / "list.json").read_bytes())


def page(listed: object, role: str = "list") -> Page:
    ask = Ask(url=f"{BASE}/api/v1/documents.json", role=role)
    return Page(ask=ask, url=ask.url, status=200, headers={}, body=json.dumps(listed).encode(), retrieved_at=AT)


def asked() -> dict[str, Ask]:
    return {ask.ref: ask for ask in CRAWL.discover(page(LISTED)).asks if ask.ref}


def read(name: str, ref: str, about: dict[str, str] | None = None) -> Instrument:
    told = about if about is not None else dict(asked()[ref].about)
    document = Document(ref=ref, raw=(FILES / name).read_bytes(), url=BASE, retrieved_at=AT, about=told)
    return CRAWL.parse(document)


def test_a_rule_reads_as_reviewed() -> None:
    assert_as_reviewed(read("2024-00001.xml", "2024-00001"), FILES / "2024-00001.xml")


def test_a_proposal_reads_as_reviewed() -> None:
    assert_as_reviewed(read("2024-00002.xml", "2024-00002", {}), FILES / "2024-00002.xml")


def test_a_notice_that_has_no_xml_reads_as_reviewed() -> None:
    assert_as_reviewed(read("95-12.txt", "95-12"), FILES / "95-12.txt")


def test_a_proposal_is_never_law() -> None:
    told = {"publication_date": "2024-01-02", "effective_on": "2024-02-01", "document_number": "2024-00002"}
    law = read("2024-00002.xml", "2024-00002", told)
    version = law.versions[0]
    assert (law.kind, version.status, version.in_force_from) == ("proposal", Status.NOT_YET_IN_FORCE, None)
    assert not any(status_on(law, version, date(year, 6, 1)).may_be_law for year in (2023, 2024, 2030))
    assert version.problems[0] == "a proposed rule is not law: it was published for comment"


def test_what_only_the_list_states_is_unknown_without_it() -> None:
    law = parse((FILES / "2024-00001.xml").read_bytes(), "2024-00001.xml", at=AT)
    version = law.versions[0]
    assert (law.number, version.key, version.in_force_from) == ("FR Doc. 2024-00001", "undated", None)
    assert version.status is Status.UNKNOWN
    with pytest.raises(UnknownField, match="no list"):
        parse((FILES / "95-12.txt").read_bytes(), "95-12.txt", at=AT)


def test_a_list_leads_to_the_xml_or_else_the_plain_text_and_to_the_next_list() -> None:
    found = CRAWL.discover(page(LISTED))
    assert found.total == 3
    assert [(ask.role, ask.url.rpartition("/")[2]) for ask in found.asks] == [
        ("document", "95-12.txt"),
        ("document", "2024-00001.xml"),
        ("list", "documents?format=json&page=2&per_page=2"),
    ]
    assert CRAWL.discover(page({**LISTED, "next_page_url": None})).asks[-1].role == "document"
    assert CRAWL.discover(page(LISTED, role="document")).asks == ()


@pytest.mark.parametrize(
    ("listed", "error"),
    [
        ({"errors": {}}, Unreadable),
        ([], Unreadable),
        ({**LISTED, "count": 10_000}, Unreadable),
        ({**LISTED, "next_page_url": "https://example.org/api/v1/documents"}, UnknownField),
        ({**LISTED, "results": [{"document_number": "1", "raw_text_url": "https://example.org/1"}]}, UnknownField),
    ],
)
def test_a_list_that_is_none_or_is_cut_off_or_leads_elsewhere_is_refused(
    listed: object, error: type[Exception]
) -> None:
    with pytest.raises(error):
        CRAWL.discover(page(listed))


@pytest.mark.parametrize(("old", "new"), [("RULE>", "PRESDOCU>"), ("SUBJECT>", "P>"), ("<STARS/>", "<NEW>words</NEW>")])
def test_markup_that_is_not_known_stops_the_document(old: str, new: str) -> None:
    raw = (FILES / "2024-00001.xml").read_text(encoding="utf-8").replace(old, new)
    with pytest.raises(UnknownMarkup):
        parse(raw.encode(), "2024-00001.xml", at=AT)


def test_the_list_can_be_narrowed_to_what_is_newer_than_a_day() -> None:
    [whole], [since] = CRAWL.seeds(None), CRAWL.seeds(date(2024, 1, 1))
    assert "2024-01-01" not in whole.url
    assert "publication_date%5D%5Bgte%5D=2024-01-01" in since.url
    assert not SOURCE.verified
