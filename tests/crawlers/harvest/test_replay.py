"""The replay server: recorded answers over real HTTP, and the real crawler against it."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.crawl import Ask, Crawl, Document, Page, Recording
from crawlers.harvest.recordings import NothingRecorded, Recordings
from crawlers.harvest.replay import Replay, address_of, replaying
from crawlers.harvest.run import Order, harvest
from crawlers.harvest.snapshots import RunFacts, Snapshots
from crawlers.source import CRAWLS
from law.corpus import Corpus
from law.instrument import Instrument

FIXTURES = Path(__file__).parents[2] / "fixtures"
AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
LIST = Ask(url="https://law.example/api/list", role="list", method="POST", body=b'{"page":1,"size":20}')
SECOND = Ask(url="https://law.example/api/list", role="list", method="POST", body=b'{"page":2,"size":20}')
FACTS = Ask(url="https://law.example/facts?id=1", role="facts")
TEXT = Ask(url="https://law.example/text/法?id=1&b=%E6%B3%95", role="text", ref="1", beside=(FACTS.key,))
FORM = Ask(url="https://law.example/search", role="list", method="POST", body=b"q=%E6%B3%95")


def parse(_: Document) -> Instrument:
    raise ValueError("not read here")


def recorded(_: Path) -> list[Recording]:
    bodies = ((LIST, b'{"n": 1}'), (SECOND, b'{"n": 2}'), (FACTS, b'{"id": 1}'), (TEXT, b"<p>text</p>"), (FORM, b"[]"))
    return [Recording(ask=ask, raw=raw, content_type="application/json") for ask, raw in bodies]


CRAWL = Crawl(hosts=("law.example",), seeds=lambda _: (), parse=parse, recorded=recorded)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Replay]:
    with replaying(tmp_path, CRAWL) as running:
        yield running


def ask_for(server: Replay, path: str, sent: bytes | None = None, **headers: str) -> tuple[int, bytes, str | None]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(server.base + path, data=sent, headers=named)  # noqa: S310  (loopback)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310  (loopback)
            return answer.status, answer.read(), answer.headers["ETag"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers["ETag"]


def test_a_posted_list_is_found_by_the_content_of_its_json(server: Replay) -> None:
    assert ask_for(server, "/https/law.example/api/list", b'{"size": 20, "page": 2}')[:2] == (200, b'{"n": 2}')


def test_a_body_that_was_never_recorded_gets_the_only_answer_of_its_address(server: Replay) -> None:
    assert ask_for(server, "/https/law.example/search", b"q=other")[:2] == (200, b"[]")
    assert ask_for(server, "/https/law.example/api/list", b'{"page": 3}')[0] == 404


def test_an_address_is_found_however_it_is_escaped_and_ordered(server: Replay) -> None:
    assert ask_for(server, "/https/law.example/text/%E6%B3%95?b=%E6%B3%95&id=1")[:2] == (200, b"<p>text</p>")


@pytest.mark.parametrize("path", ["/https/law.example/robots.txt", "/http/law.example/facts?id=1", "/", "/ftp/x/y"])
def test_what_was_not_recorded_is_not_found(server: Replay, path: str) -> None:
    assert ask_for(server, path)[0] == 404


def test_an_answer_that_the_asker_has_is_not_sent_again(server: Replay) -> None:
    _, _, tag = ask_for(server, "/https/law.example/facts?id=1")
    assert tag
    assert ask_for(server, "/https/law.example/facts?id=1", If_None_Match=f'"x", W/{tag}')[:2] == (304, b"")
    assert ask_for(server, "/https/law.example/facts?id=1", If_None_Match='"x"')[0] == 200


def test_the_server_answers_this_machine_only_and_tells_what_it_was_asked(server: Replay) -> None:
    ask_for(server, "/https/law.example/facts?id=1")
    assert server.base.startswith("http://127.0.0.1:")
    assert server.log == [("GET", "https://law.example/facts?id=1", 200)]


def test_documents_are_asked_for_after_what_belongs_to_them(server: Replay) -> None:
    assert server.asks == (FACTS, TEXT)


def test_a_snapshot_of_ours_is_served_with_the_address_that_was_asked(tmp_path: Path) -> None:
    file = Snapshots(tmp_path, "small").begin(RunFacts(source="small", began_at=AT))
    headers = {
        "content-type": "text/html",
        "content-encoding": "gzip",
        "last-modified": "Mon, 02 Mar 2026 00:00:00 GMT",
    }
    for body in (b"<p>old</p>", b"<p>new</p>"):
        file.keep(
            Page(ask=TEXT, url="https://law.example/moved", status=200, headers=headers, body=body, retrieved_at=AT)
        )
    file.close()
    with replaying(tmp_path, CRAWL) as server:
        path = "/https/law.example/text/%E6%B3%95?id=1&b=%E6%B3%95"
        assert ask_for(server, path)[:2] == (200, b"<p>new</p>")
        assert ask_for(server, path, If_Modified_Since=headers["last-modified"])[0] == 304
        assert server.asks == (TEXT,)


def test_a_warc_file_of_another_tool_is_served(tmp_path: Path) -> None:
    with (tmp_path / "other.warc").open("wb") as out:
        writer = WARCWriter(out, gzip=False)
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        answer = writer.create_warc_record(
            "https://law.example/text", "response", payload=BytesIO(b"<p>law</p>"), length=10, http_headers=http
        )
        line = StatusAndHeaders("/text HTTP/1.1", [("Host", "law.example")], protocol="POST")
        request = writer.create_warc_record(
            "https://law.example/text", "request", payload=BytesIO(b"id=1"), length=4, http_headers=line
        )
        writer.write_request_response_pair(request, answer)
    with replaying(tmp_path, CRAWL) as server:
        assert ask_for(server, "/https/law.example/text", b"id=1")[:2] == (200, b"<p>law</p>")
        assert ask_for(server, "/https/law.example/text")[0] == 404


def test_a_folder_without_recordings_is_named(tmp_path: Path) -> None:
    nothing = Crawl(hosts=("law.example",), seeds=lambda _: (), parse=parse)
    with pytest.raises(NothingRecorded, match="neither"):
        Recordings.of(tmp_path, nothing)


@pytest.mark.parametrize(
    ("path", "address"), [("/https/a.example/b?c=d", "https://a.example/b?c=d"), ("/file/etc/passwd", ""), ("", "")]
)
def test_only_web_addresses_are_stood_for(path: str, address: str) -> None:
    assert address_of(path) == address


@pytest.mark.parametrize("source", ["jp_egov", "tw_moj"])
def test_the_real_crawler_harvests_a_source_from_its_recordings(source: str, tmp_path: Path) -> None:
    order = Order(replay=FIXTURES / source)
    with Corpus.open(tmp_path) as corpus:
        first = harvest(source, corpus, home=tmp_path, order=order)
        second = harvest(source, corpus, home=tmp_path, order=order)
    assert first.state == second.state == "finished"
    assert first.counts["new"] >= 1
    assert "new" not in second.counts
    assert first.counts.get("quarantined", 0) == 0
    assert source in CRAWLS
