"""What the lists of the official sources lead to: as reviewed, to an end, narrowed to a day, and to every recording."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from crawlers.crawl import Ask, Found, Recording
from crawlers.readable import Unreadable
from crawlers.source import CRAWLS
from crawlers.unknown import UnknownField, UnknownMarkup
from tests.crawlers.reviewed import FIXTURES
from tests.crawlers.walking import page_of, walk

SOURCES = (
    "ca_justice", "cn_flk", "cn_govcn", "eu_cellar", "jp_egov", "tw_moj", "uk_legislation", "us_ecfr", "us_uslm",
)  # fmt: skip


def recording(source: str, role: str) -> Recording:
    """The fixture that answers asks of a role."""
    return next(each for each in CRAWLS[source].recorded(FIXTURES / source) if each.ask.role == role)


def found(source: str, role: str, raw: bytes | None = None, **about: str) -> Found:
    """What the fixture of a role leads to, or what ``raw`` in its place does."""
    fixture = recording(source, role)
    ask = Ask(**{**_fields(fixture.ask), "about": {**fixture.ask.about, **about}})
    changed = Recording(ask=ask, raw=fixture.raw if raw is None else raw, content_type=fixture.content_type)
    return CRAWLS[source].discover(page_of(changed))


def _fields(ask: Ask) -> dict[str, Any]:
    return {field.name: getattr(ask, field.name) for field in fields(ask)}


def as_data(led: Found) -> dict[str, Any]:
    return {"total": led.total, "asks": [_ask_data(ask) for ask in led.asks]}


def _ask_data(ask: Ask) -> Mapping[str, Any]:
    named = {**_fields(ask), "body": ask.body.decode(), "headers": dict(ask.headers), "about": dict(ask.about)}
    return {name: value for name, value in named.items() if value and value != "GET"}


@pytest.mark.parametrize("source", SOURCES)
def test_lists_lead_where_they_were_reviewed_to_lead(source: str) -> None:
    crawl = CRAWLS[source]
    led = {each.ask.url: as_data(crawl.discover(page_of(each))) for each in crawl.recorded(FIXTURES / source)}
    read = json.loads(json.dumps({url: data for url, data in led.items() if data["asks"] or data["total"]}))
    reviewed = FIXTURES / source / "lists.found.json"
    if not reviewed.is_file():
        reviewed.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{reviewed} was written: review it, then run the test again")
    assert read == json.loads(reviewed.read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_asks_only_its_own_hosts_over_https(source: str) -> None:
    crawl = CRAWLS[source]
    asks = [*crawl.seeds(None), *walk(crawl, FIXTURES / source).missing]
    asks += [page.ask for page in walk(crawl, FIXTURES / source).pages.values()]
    assert {ask.url.split("/")[2] for ask in asks} <= set(crawl.hosts)
    assert {ask.url.split(":")[0] for ask in asks} == {"https"}


@pytest.mark.parametrize("source", SOURCES)
def test_the_refs_of_documents_are_used_once(source: str) -> None:
    refs = [document.ref for document, _ in walk(CRAWLS[source], FIXTURES / source).documents]
    assert refs
    assert len(refs) == len(set(refs))


LISTS = [
    ("ca_justice", "list"), ("cn_flk", "codes"), ("cn_flk", "list"), ("cn_flk", "details"), ("cn_govcn", "list"),
    ("eu_cellar", "count"), ("eu_cellar", "list"), ("jp_egov", "laws"), ("jp_egov", "editions"),
    ("tw_moj", "edition"), ("uk_legislation", "list"), ("uk_legislation", "series"), ("us_ecfr", "titles"),
    ("us_ecfr", "structure"), ("us_uslm", "congresses"), ("us_uslm", "laws"), ("us_uslm", "releases"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "role"), LISTS)
@pytest.mark.parametrize(
    "raw", [b"", b"<!DOCTYPE html><html><body><h1>403</h1></body></html>", b"null", b"{", b'{"code":500,"msg":"x"}']
)
def test_what_is_no_list_leads_nowhere_and_says_why(source: str, role: str, raw: bytes) -> None:
    with pytest.raises((Unreadable, UnknownField, UnknownMarkup)):
        found(source, role, raw)


@pytest.mark.parametrize(("source", "role"), LISTS)
def test_half_a_list_leads_nowhere(source: str, role: str) -> None:
    raw = recording(source, role).raw
    if role == "releases":  # HTML may end anywhere: half a page still names the titles that it names
        raw = raw.split(b"<a ")[0]
    with pytest.raises(Unreadable):
        found(source, role, raw[: len(raw) // 2])


@pytest.mark.parametrize(
    ("source", "role", "old", "new"),
    [
        ("ca_justice", "list", b"<Title>", b"<Novelty/><Title>"),
        ("ca_justice", "list", b">fra<", b">oji<"),
        ("cn_flk", "list", b'"sxx"', b'"novelty": 1, "sxx"'),
        ("cn_govcn", "list", b'"pcode"', b'"novelty": 1, "pcode"'),
        ("eu_cellar", "list", b'{"celex"', b'{"novelty": {"value": "x"}, "celex"'),
        ("jp_egov", "laws", b'"law_id"', b'"novelty": 1, "law_id"'),
        ("jp_egov", "editions", b'"updated"', b'"novelty": 1, "updated"'),
        ("uk_legislation", "list", b"<updated>2024-05-04T10", b"<novelty/><updated>2024-05-04T10"),
        ("us_ecfr", "titles", b'"number"', b'"novelty": 1, "number"'),
        ("us_ecfr", "structure", b'"identifier": "6"', b'"novelty": 1, "identifier": "6"'),
        ("us_uslm", "laws", b'"name"', b'"novelty": 1, "name"'),
    ],
)
def test_something_new_in_a_list_is_not_passed_over(source: str, role: str, old: bytes, new: bytes) -> None:
    raw = recording(source, role).raw
    assert old in raw
    with pytest.raises((UnknownField, UnknownMarkup)):
        found(source, role, raw.replace(old, new))


@pytest.mark.parametrize(
    ("source", "role", "old", "new"),
    [
        ("cn_flk", "list", b'"total": 102', b'"total": 2'),
        ("jp_egov", "laws", b'"next_offset": 100', b'"next_offset": null'),
        ("uk_legislation", "list", b'rel="next"', b'rel="last"'),
    ],
)
def test_the_last_page_of_a_list_is_the_last(source: str, role: str, old: bytes, new: bytes) -> None:
    raw = recording(source, role).raw
    following = [ask for ask in found(source, role).asks if ask.role == role]
    assert len(following) == 1
    assert following[0].key != recording(source, role).ask.key
    assert not [ask for ask in found(source, role, raw.replace(old, new)).asks if ask.role == role]


def test_a_full_page_of_the_policy_library_has_a_next_one() -> None:
    reply = json.loads(recording("cn_govcn", "list").raw)
    reply["searchVO"]["listVO"] *= 25
    following = [ask for ask in found("cn_govcn", "list", json.dumps(reply).encode()).asks if ask.role == "list"]
    assert ["&p=2&" in ask.url for ask in following] == [True]
    assert not [ask for ask in found("cn_govcn", "list").asks if ask.role == "list"]


def test_a_full_page_of_the_acts_of_the_union_has_a_next_one() -> None:
    reply = json.loads(recording("eu_cellar", "list").raw)
    row = reply["results"]["bindings"][0]
    reply["results"]["bindings"] = [row] * 1000
    following = [ask for ask in found("eu_cellar", "list", json.dumps(reply).encode()).asks if ask.role == "list"]
    assert ["OFFSET+1000" in ask.url for ask in following] == [True]


SINCE = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("source", "role"),
    [("uk_legislation", "list"), ("us_ecfr", "titles"), ("us_uslm", "laws"), ("jp_egov", "laws")],
)
def test_documents_that_a_list_gives_as_older_are_not_asked_for(source: str, role: str) -> None:
    everything, newer = found(source, role), found(source, role, since=SINCE.isoformat())
    assert len(newer.asks) < len(everything.asks)
    assert newer.total == everything.total


@pytest.mark.parametrize("source", ["cn_govcn", "eu_cellar"])
def test_the_day_is_part_of_what_is_asked(source: str) -> None:
    assert all("2025-01-01" in ask.url for ask in CRAWLS[source].seeds(SINCE))


def test_the_day_is_handed_on_to_the_lists_of_the_national_database() -> None:
    assert b'"gbrq":["2025-01-01"' in found("cn_flk", "codes", since="2025-01-01").asks[0].body
    assert b'"gbrq":[]' in found("cn_flk", "codes").asks[0].body


def test_a_link_into_another_network_is_not_followed() -> None:
    ask = Ask(url="https://flk.npc.gov.cn/law-search/download/pc", role="link", ref="ff", about={"details": "key"})
    reply = {"code": 200, "msg": "", "data": {"url": "http://172.16.0.9/x.docx", "urlIn": "http://172.16.0.9/x.docx"}}
    answer = Recording(ask=ask, raw=json.dumps(reply).encode(), content_type="application/json")
    with pytest.raises(Unreadable, match="host"):
        CRAWLS["cn_flk"].discover(page_of(answer))


def test_a_document_that_is_still_being_prepared_is_asked_for_later() -> None:
    ask = Ask(url="https://www.legislation.gov.uk/ukpga/2019/99/data.xml", role="document", ref="ukpga/2019/99")
    page = page_of(Recording(ask=ask, raw=b"", content_type="text/html", status=202))
    with pytest.raises(Unreadable, match="later"):
        list(CRAWLS["uk_legislation"].documents(page, ()))


def test_a_part_keeps_its_key_until_its_text_changes() -> None:
    part = found("us_ecfr", "structure").asks[0]
    assert part.about == {"received": "2023-08-09"}
    assert "/full/2024-05-17/" in part.url
