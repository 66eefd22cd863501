"""Half pages, bombs, drips and loops are told apart from pages, and none of them ends the others."""

import gzip
import json
from collections.abc import Iterator
from hashlib import sha256

import pytest

from crawlers.harvest.desk import FailureKind
from tests.crawlers.harvest.fetching_child import Outcome, Plan, fetched, quick
from tests.crawlers.harvest.hostile_server import (
    Behaviour,
    Hostile,
    answer,
    drip,
    endless_headers,
    hang,
    hostile,
    in_turn,
    packed,
    raw,
    redirect,
    reset,
)

MB = 1 << 20
LAW = "".join(f"<p>第{number}条 {sha256(bytes(number)).hexdigest()}</p>" for number in range(3000)).encode()
OK = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n%s"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

FAULTY: dict[str, Behaviour] = {
    "/gzip-cut-by-30-bytes": packed(LAW, 30),
    "/gzip-cut-in-half": packed(LAW, 40_000),
    "/gzip-cut-by-its-checksum": packed(LAW, 8),
    "/gzip-without-end-and-length": raw(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(LAW)[:-30]
    ),
    "/gzip-with-a-wrong-checksum": answer(gzip.compress(LAW)[:-8] + b"\0" * 8, Content_Encoding="gzip"),
    "/gzip-with-rubbish-behind": answer(gzip.compress(LAW) + b"<html>", Content_Encoding="gzip"),
    "/gzip-with-half-a-second-member": answer(gzip.compress(LAW) + gzip.compress(LAW)[:90], Content_Encoding="gzip"),
    "/plain-that-says-gzip": answer(LAW, Content_Encoding="gzip"),
    "/br-that-nobody-asked-for": answer(LAW, Content_Encoding="br"),
    "/zstd-that-nobody-asked-for": answer(LAW, Content_Encoding="zstd"),
    "/shorter-than-its-length": answer(LAW, length=len(LAW) + 30),
    "/length-and-half-a-page-by-chunks": raw(CHUNKED + b"40\r\n" + LAW[:0x40] + b"\r\n"),
    "/chunks-with-a-broken-size": raw(CHUNKED + b"zz\r\nlaw\r\n0\r\n\r\n"),
    "/html-that-ends-with-the-connection": raw(OK % (b"text/html", b"<html><body>" + LAW)),
    "/xhtml-that-ends-with-the-connection": raw(OK % (b"application/xhtml+xml", b"<html><body>" + LAW)),
    "/text-that-ends-with-the-connection": raw(OK % (b"text/plain", LAW)),
    "/pdf-that-ends-with-the-connection": raw(OK % (b"application/pdf", b"%PDF-1.7 ...")),
    "/bomb": packed(b"\0" * (40 * MB)),
    "/bomb-in-a-bomb": answer(gzip.compress(gzip.compress(b"\0" * (40 * MB))), Content_Encoding="gzip, gzip"),
    "/larger-than-accepted": answer(b"x" * (3 * MB)),
    "/larger-than-accepted-without-length": raw(OK % (b"text/html", b"x" * (3 * MB) + b"</html>")),
    "/larger-than-accepted-by-its-length": answer(b"x", length=1 << 40),
    "/headers-without-end": endless_headers,
    "/no-http": raw(b"SSH-2.0-OpenSSH_9.9\r\n"),
    "/two-lengths": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nlaw"),
    "/redirect-to-nowhere": answer(b"", 302),
    "/no-content": raw(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "/a-part-that-nobody-asked-for": answer(LAW, 206),
    "/not-modified-though-nothing-was-named": raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
}
TEMPORARY: dict[str, Behaviour] = {
    "/drip": drip,
    "/hang": hang,
    "/reset": reset,
    "/nothing": raw(b""),
    "/a-header-of-64-kb": answer(LAW, X_Long="x" * 65536),
    "/500": answer(b"", 500),
    "/429": answer(b"", 429),
    "/503": answer(b"", 503),
    "/accepted-but-not-ready": answer(b"", 202),
    "/challenge-in-place-of-a-page": answer(b"<script>", 202),
}
REFUSED: dict[str, Behaviour] = {
    "/loop": redirect("/loop"),
    "/ping": redirect("/pong"),
    "/pong": redirect("/ping"),
    "/403": answer(b"", 403),
    "/401": answer(b"", 401),
    "/451": answer(b"", 451),
    "/elsewhere": redirect("http://elsewhere.example/"),
    "/file": redirect("file:///etc/passwd"),
    "/broken-place": redirect("http://[::1"),
    **{f"/hop/{number}": redirect(f"/hop/{number + 1}") for number in range(20)},
}
FEW_ENOUGH = [f"/hop/{number}" for number in range(10, 20)]
MISSING: dict[str, Behaviour] = {"/404": answer(LAW, 404), "/410": answer(LAW, 410)}
WHOLE: dict[str, Behaviour] = {
    "/page": answer(LAW),
    "/gzip": packed(LAW),
    "/gzip-of-two-members": answer(gzip.compress(LAW[:500]) + gzip.compress(LAW[500:]), Content_Encoding="gzip"),
    "/gzip-with-padding": answer(gzip.compress(LAW) + b"\0" * 9, Content_Encoding="x-gzip"),
    "/chunks": raw(CHUNKED + b"%x\r\n%s\r\n0\r\n\r\n" % (len(LAW), LAW)),
    "/second-try": in_turn(answer(b"", 503), reset, answer(LAW)),
    "/second-try-of-a-cut-page": in_turn(packed(LAW, 30), packed(LAW)),
}
ENDS_WITH_THE_CONNECTION = {
    "/html": raw(OK % (b"text/html; charset=gbk", b"<html>law</HTML>\r\n")),
    "/pdf": raw(OK % (b"application/pdf", b"%PDF-1.7 law %%EOF\n")),
    "/json": raw(OK % (b"application/json", json.dumps({"law": 1}).encode())),
    "/xml": raw(OK % (b"application/xml", b"<law/>")),
}
EVERYTHING = FAULTY | TEMPORARY | REFUSED | MISSING | WHOLE | ENDS_WITH_THE_CONNECTION


@pytest.fixture(scope="module")
def crawl() -> Iterator[tuple[Hostile, Outcome]]:
    """One crawl of everything, as one bad page must not spoil the next."""
    with hostile(EVERYTHING) as server:
        urls = [server.url(path) for path in EVERYTHING]
        policy = quick(largest_body=2 * MB, deadline=3.0, per_host=16)
        yield server, fetched(urls, Plan(hosts=(server.at,)), policy)


@pytest.mark.parametrize("path", FAULTY)
def test_an_answer_that_cannot_be_trusted_is_faulty(crawl: tuple[Hostile, Outcome], path: str) -> None:
    server, outcome = crawl
    assert outcome.kind(server.url(path)) is FailureKind.FAULTY


@pytest.mark.parametrize("path", TEMPORARY)
def test_trouble_on_the_way_is_temporary_and_tried_three_times(crawl: tuple[Hostile, Outcome], path: str) -> None:
    server, outcome = crawl
    assert outcome.kind(server.url(path)) is FailureKind.TEMPORARY
    assert len(server.asked(path)) == 3


@pytest.mark.parametrize("path", [path for path in REFUSED if path not in FEW_ENOUGH])
def test_what_must_not_be_followed_is_refused(crawl: tuple[Hostile, Outcome], path: str) -> None:
    server, outcome = crawl
    assert outcome.kind(server.url(path)) is FailureKind.REFUSED


@pytest.mark.parametrize("path", MISSING)
def test_a_page_that_is_not_there_is_missing_and_asked_for_once(crawl: tuple[Hostile, Outcome], path: str) -> None:
    server, outcome = crawl
    assert outcome.kind(server.url(path)) is FailureKind.MISSING
    assert len(server.asked(path)) == 1


@pytest.mark.parametrize("path", FEW_ENOUGH)
def test_ten_redirects_are_followed(crawl: tuple[Hostile, Outcome], path: str) -> None:
    server, outcome = crawl
    assert outcome.kind(server.url(path)) is FailureKind.MISSING


@pytest.mark.parametrize("path", WHOLE)
def test_a_whole_page_arrives_whole(crawl: tuple[Hostile, Outcome], path: str) -> None:
    server, outcome = crawl
    page = outcome.pages[server.url(path)]
    assert (page.body, page.status, page.url) == (LAW, 200, server.url(path))
    assert not page.headers.keys() & {"content-encoding", "content-length", "transfer-encoding"}


@pytest.mark.parametrize("path", ENDS_WITH_THE_CONNECTION)
def test_a_page_whose_own_end_shows_is_taken_without_a_length(crawl: tuple[Hostile, Outcome], path: str) -> None:
    server, outcome = crawl
    assert server.url(path) in outcome.pages


def test_every_request_has_its_answer_or_its_failure(crawl: tuple[Hostile, Outcome]) -> None:
    server, outcome = crawl
    asked = {server.url(path) for path in EVERYTHING}
    assert outcome.pages.keys() | outcome.failures.keys() == asked
    assert not outcome.pages.keys() & outcome.failures.keys()


def test_a_bad_server_does_not_hold_up_the_run(crawl: tuple[Hostile, Outcome]) -> None:
    assert crawl[1].seconds < 40


def test_scrapy_and_twisted_are_quiet(crawl: tuple[Hostile, Outcome]) -> None:
    assert [line for line in crawl[1].told if "Unhandled" in line or "Traceback" in line] == []
