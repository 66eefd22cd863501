"""What a source is told of us, and what the desk gets."""

import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from crawlers.crawl import Ask
from crawlers.harvest.desk import FailureKind
from crawlers.harvest.policy import ContactMissing, Found, Lookup, Policy
from crawlers.harvest.transport import sent_to
from tests.crawlers.harvest.fetching_child import MemoryDesk, Plan, fetched, quick
from tests.crawlers.harvest.hostile_server import answer, hostile, raw, redirect

LAW = b"<html><body>law</body></html>"


@pytest.mark.parametrize("contact", ["", " ", "me", "a@b", "x@example.org\r\nHost: y", "https://", "法@例.com"])
def test_a_live_harvest_needs_a_contact(contact: str) -> None:
    with pytest.raises(ContactMissing, match=r"contact|neither"):
        Policy(contact=contact)


def test_a_replay_needs_no_contact() -> None:
    assert Policy(replay="http://127.0.0.1:8000").user_agent == "Lexgap (replay)"


def test_every_request_names_us_and_gives_nothing_else_away() -> None:
    behaviours = {"/1": answer(LAW, Set_Cookie="session=1; Path=/"), "/r": redirect("/2")}
    with hostile(behaviours, otherwise=answer(LAW)) as server:
        asks = [Ask(url=server.url(path), role="page", headers={"User-Agent": "Mozilla"}) for path in ("/1", "/r")]
        desk = MemoryDesk(waiting=asks, leads={server.url("/1"): (Ask(url=server.url("/3"), role="page"),)})
        fetched(desk, Plan(hosts=(server.at,)), quick())
    assert {received.path for received in server.received} == {"/robots.txt", "/1", "/r", "/2", "/3"}
    for received in server.received:
        assert received.headers["user-agent"] == "Lexgap (+mailto:desk@example.org)"
        assert received.headers.keys() == {"host", "user-agent", "accept", "accept-encoding"}
        assert received.headers["accept-encoding"] == "gzip"


def test_a_request_is_sent_as_the_source_wrote_it() -> None:
    with hostile({"/find": answer(LAW)}) as server:
        headers = {"Content-Type": "application/json", "X-Wish": "all"}
        ask = Ask(url=server.url("/find"), role="list", method="POST", body=b'{"page":1}', headers=headers)
        outcome = fetched(MemoryDesk(waiting=[ask]), Plan(hosts=(server.at,)), quick())
    sent = server.asked("/find")[0]
    assert (sent.method, sent.body) == ("POST", b'{"page":1}')
    assert (sent.headers["content-type"], sent.headers["x-wish"]) == ("application/json", "all")
    assert outcome.pages[ask.url].ask == ask


@pytest.mark.parametrize(("status", "method"), [(301, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirected_post_keeps_its_body_only_where_the_status_says_so(status: int, method: str) -> None:
    with hostile({"/old": redirect("new#top", status), "/new": answer(LAW)}) as server:
        ask = Ask(url=server.url("/old"), role="list", method="POST", body=b"page=1")
        outcome = fetched(MemoryDesk(waiting=[ask]), Plan(hosts=(server.at,)), quick())
    assert outcome.pages[ask.url].url == server.url("/new")
    assert server.asked("/new")[0].method == method
    assert server.asked("/new")[0].body == (b"page=1" if method == "POST" else b"")


def test_an_unchanged_page_comes_back_as_304_with_nothing_in_it() -> None:
    unchanged = raw(b'HTTP/1.1 304 Not Modified\r\nETag: "7"\r\nConnection: close\r\n\r\n')
    with hostile({"/law": unchanged}) as server:
        ask = Ask(url=server.url("/law"), role="document", ref="law")
        desk = MemoryDesk(waiting=[ask], earlier={"If-None-Match": '"7"'})
        outcome = fetched(desk, Plan(hosts=(server.at,)), quick())
    page = outcome.pages[ask.url]
    assert (page.status, page.body, page.headers["etag"]) == (304, b"", '"7"')
    assert server.asked("/law")[0].headers["if-none-match"] == '"7"'


def test_what_a_page_leads_to_is_asked_for_too() -> None:
    with hostile({}, otherwise=answer(LAW)) as server:
        first, second, third = (Ask(url=server.url(f"/{n}"), role="page") for n in range(3))
        desk = MemoryDesk(waiting=[first], leads={first.url: (second,), second.url: (third,)})
        outcome = fetched(desk, Plan(hosts=(server.at,)), quick())
    assert outcome.pages.keys() == {first.url, second.url, third.url}


def test_a_trap_of_endless_links_ends_at_the_cap_and_says_so() -> None:
    with hostile({}, otherwise=answer(LAW)) as server:
        desk = MemoryDesk(waiting=[Ask(url=server.url("/day/1"), role="page")], endless=True)
        outcome = fetched(desk, Plan(hosts=(server.at,)), quick(max_asks=30))
    assert len(outcome.pages) == 30
    (failure,) = outcome.failures.values()
    assert failure.kind is FailureKind.TEMPORARY
    assert "more than 30 requests" in failure.reason


def test_an_address_that_grows_without_end_is_refused() -> None:
    with hostile({}, otherwise=answer(LAW)) as server:
        url = server.url("/calendar" * 300)
        outcome = fetched([url], Plan(hosts=(server.at,)), quick())
    assert outcome.kind(url) is FailureKind.REFUSED
    assert server.received == []


def test_a_replay_asks_the_replay_server_and_keeps_the_address_of_the_source() -> None:
    recorded = {
        "/https/law.example/list?page=2": redirect("https://law.example/法/1"),
        "/https/law.example/%E6%B3%95/1": answer(LAW),
    }
    with hostile(recorded) as server:
        urls = ["https://law.example/list?page=2", "https://elsewhere.example/", "https://law.example/none"]
        outcome = fetched(urls, Plan(hosts=("law.example",), delay=9.0), Policy(replay=server.url("")))
    assert outcome.pages[urls[0]].url == "https://law.example/法/1"
    assert outcome.kind(urls[1]) is FailureKind.REFUSED
    assert outcome.kind(urls[2]) is FailureKind.MISSING
    assert server.received[0].path == "/https/law.example/robots.txt"
    assert outcome.seconds < 9


def test_where_a_request_goes_in_a_replay() -> None:
    assert sent_to("https://law.example/a?b", "http://127.0.0.1:1/") == "http://127.0.0.1:1/https/law.example/a?b"
    assert sent_to("https://law.example/a", None) == "https://law.example/a"


class _Patient(BaseHTTPRequestHandler):
    """Keeps the connection open, and sends 2 kB of headers each time."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("X-Long", "x" * 2000)
        self.send_header("Content-Length", str(len(LAW)))
        self.end_headers()
        self.wfile.write(LAW)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_many_pages_come_over_one_connection() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Patient) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        at = f"127.0.0.1:{server.server_address[1]}"
        outcome = fetched([f"http://{at}/{n}" for n in range(300)], Plan(hosts=(at,)), quick())
        server.shutdown()
    assert len(outcome.pages) == 300


def slow_lookup(*_: object) -> Found:
    time.sleep(2)
    return []


def no_such_name(*_: object) -> Found:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.mark.parametrize("lookup", [slow_lookup, no_such_name])
def test_a_name_that_cannot_be_found_is_temporary(lookup: Lookup) -> None:
    url = "http://law.example/"
    outcome = fetched([url], Plan(hosts=("law.example",)), quick(lookup=lookup, deadline=0.3))
    assert outcome.kind(url) is FailureKind.TEMPORARY


def test_a_request_that_cannot_be_sent_does_not_end_the_others() -> None:
    with hostile({"/1": answer(LAW)}) as server:
        odd = Ask(url=server.url("/\udc80"), role="page", headers={"X-\u6cd5": "\udc80"})
        desk = MemoryDesk(waiting=[odd, Ask(url=server.url("/1"), role="page")])
        outcome = fetched(desk, Plan(hosts=(server.at,)), quick())
    assert outcome.pages.keys() == {server.url("/1")}
    assert outcome.kind(odd.url) is FailureKind.FAULTY
