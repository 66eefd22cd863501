"""Pages of Singapore Statutes Online: the contents that lead to the text, and the text itself."""

from datetime import date

import pytest

from crawlers.crawl import Ask, Page
from crawlers.readable import Unreadable
from crawlers.sources.sg_sso import CRAWL, SOURCE, parse
from crawlers.unknown import UnknownField, UnknownMarkup
from law.instrument import Instrument, Status, TextState
from tests.crawlers.reviewed import AT, FIXTURES, assert_as_reviewed

FILES = FIXTURES / "sg_sso"
ACT, SL = "Act_LRA9999.html", "SL_LRA9999-S63-2021.html"
BASE = "https://sso.agc.gov.sg"


def page(name: str, role: str, url: str, **about: str) -> Page:
    ask = Ask(url=url, role=role, about=about)
    return Page(ask=ask, url=url, status=200, headers={}, body=(FILES / name).read_bytes(), retrieved_at=AT)


def changed(old: str, new: str) -> Instrument:
    text = (FILES / ACT).read_text(encoding="utf-8")
    assert old in text
    return parse(text.replace(old, new).encode(), "Act/LRA9999", at=AT)


@pytest.mark.parametrize("name", [ACT, SL])
def test_a_page_reads_as_reviewed(name: str) -> None:
    assert_as_reviewed(parse((FILES / name).read_bytes(), name, at=AT), FILES / name)


def test_an_act_states_since_when_its_version_is_in_force() -> None:
    law = parse((FILES / ACT).read_bytes(), "Act/LRA9999", at=AT)
    version = law.versions[0]
    assert (law.id, version.source_url) == ("/akn/sg/act/sso/Act/LRA9999", f"{BASE}/Act/LRA9999")
    assert version.in_force_from
    assert (version.in_force_from.day, version.status) == (date(2025, 12, 5), Status.IN_FORCE)


def test_a_page_that_serves_a_part_of_its_contents_is_cut_off() -> None:
    version = parse((FILES / SL).read_bytes(), SL, at=AT).versions[0]
    assert version.text_state is TextState.TRUNCATED
    assert version.problems == ("1 provisions of the contents were not served: 2 Time for answer",)


def test_a_repealed_number_is_not_missing() -> None:
    whole = parse((FILES / ACT).read_bytes(), ACT, at=AT).versions[0]
    assert (whole.text_state, whole.problems) == (TextState.POINT_IN_TIME, ())


def test_what_no_page_states_stays_unknown() -> None:
    version = changed("Current version as at 05 Dec 2025", "").versions[0]
    assert (version.status, version.status_code, version.as_of) == (Status.UNKNOWN, None, None)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("</body></html>", "", Unreadable),
        ('id="legisContent"', 'id="elsewhere"', Unreadable),
        ('<div class="body">', '<div class="body">Words of a new kind', UnknownMarkup),
        ("<strong>3A.</strong>", "", UnknownMarkup),
    ],
)
def test_a_page_of_another_layout_is_not_read(old: str, new: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        changed(old, new)


def test_a_page_nested_beyond_reason_is_quarantined() -> None:
    with pytest.raises(Unreadable, match="nested deeper"):
        changed('<div class="body">', '<div class="body">' + "<div>" * 5_000)


def test_a_page_whose_address_names_no_document_is_not_read() -> None:
    with pytest.raises(UnknownField, match="Act/CODE"):
        parse((FILES / ACT).read_bytes(), "page.html", at=AT)


def test_a_list_leads_to_documents_and_to_the_next_list() -> None:
    found = CRAWL.discover(page("list.html", "list", f"{BASE}/Browse/Act/Current/All?PageSize=500"))
    assert found.total == 523
    assert [(ask.role, ask.url.removeprefix(BASE)) for ask in found.asks] == [
        ("list", "/Browse/Act/Current/All/1?PageSize=500"),
        ("contents", "/Act/AA2004"),
        ("contents", "/Act/LRA9999"),
        ("contents", "/SL/LRA9999-S63-2021"),
    ]
    later = CRAWL.discover(page("list.html", "list", f"{BASE}/Browse/Act/Current/All/1?PageSize=500"))
    assert later.total is None


def test_the_contents_lead_to_one_page_with_all_provisions() -> None:
    [ask] = CRAWL.discover(page(ACT, "contents", f"{BASE}/Act/LRA9999", document="Act/LRA9999")).asks
    assert (ask.ref, ask.role) == ("Act/LRA9999", "text")
    assert ask.url == f"{BASE}/Act/LRA9999?ProvIds=pr1-,pr2-,pr3A-,Sc1-"
    assert CRAWL.discover(page(ACT, "text", ask.url)).asks == ()


def test_the_contents_of_a_challenge_page_are_refused() -> None:
    with pytest.raises(Unreadable, match="no contents"):
        CRAWL.discover(page("list.html", "contents", f"{BASE}/Act/X", document="Act/X"))


def test_the_source_is_asked_slowly_and_only_in_the_hours_that_its_terms_name() -> None:
    assert CRAWL.window
    assert (CRAWL.window.opens, CRAWL.window.closes, CRAWL.window.zone) == (3, 7, "Asia/Singapore")
    assert CRAWL.delay >= 6
    assert not SOURCE.verified
    assert [ask.role for ask in CRAWL.seeds(None)] == ["list", "list"]
