"""What a harvest writes as WARC 1.1 records: answers, the requests that led to them, and notes in JSON.

An exchange is a response or revisit, its request and a note, in this order; the note says everything that reading the
snapshot again needs, and an exchange without its note was broken off.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import datetime_to_iso_date
from warcio.warcwriter import WARCWriter

from crawlers.crawl import Ask, Page

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")
_OF_THE_TRANSFER: Final = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_KEPT: Final = "%/:?#[]@!$&'()*+,;=~"
_PROFILES: Final = "http://netpreserve.org/warc/1.1/revisit/"


def digest_of(body: bytes) -> str:
    """The hash of a payload, 64 hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def info_record(name: str, facts: Mapping[str, object]) -> bytes:
    """The first record of a run."""
    writer = _writer()
    writer.write_record(writer.create_warcinfo_record(name, {"software": "lexgap", "format": "WARC/1.1", **facts}))
    return _bytes(writer)


def note_record(note: Mapping[str, Any], *, at: datetime, url: str = "", beside: str | None = None) -> bytes:
    """A note in JSON; ``beside`` is the id of the record that it speaks of."""
    writer = _writer()
    headers = {"WARC-Date": _moment(at), **({"WARC-Concurrent-To": beside} if beside else {})}
    body = json.dumps(note, sort_keys=True).encode()
    record = writer.create_warc_record(
        url,
        "metadata",
        payload=BytesIO(body),
        length=len(body),
        warc_content_type="application/json",
        warc_headers_dict=headers,
    )
    writer.write_record(record)
    return _bytes(writer)


def exchange_records(
    page: Page, note: Mapping[str, Any], earlier: Mapping[str, str] | None = None, *, unmodified: bool = False
) -> bytes:
    """Answer, request and note. ``earlier`` has url, date and hash of the record with the same payload, if any.

    ``unmodified`` says that the source answered 304, so that the page is what that stands for.
    """
    writer = _writer()
    profile = "server-not-modified" if unmodified else "identical-payload-digest"
    answer = _revisit(writer, page, earlier, profile) if earlier else _response(writer, page)
    writer.write_record(answer)
    beside = answer.rec_headers.get_header("WARC-Record-ID")
    writer.write_record(_request(writer, page.ask, page.retrieved_at, beside))
    return _bytes(writer) + note_record(note, at=page.retrieved_at, url=page.ask.url, beside=beside)


def read_note(data: bytes) -> dict[str, Any] | None:
    """The note of a record; None for every other kind of record."""
    if b"\r\nWARC-Type: metadata\r\n" not in data[:400]:
        return None
    note: dict[str, Any] = json.loads(read_payload(data))
    return note


def read_payload(data: bytes) -> bytes:
    """What a record holds, without the headers of WARC and HTTP."""
    payload: bytes = next(iter(ArchiveIterator(BytesIO(data)))).content_stream().read()
    return payload


def read_info(data: bytes) -> dict[str, str]:
    """The facts of a run's first record; {} for a record of another kind."""
    if b"\r\nWARC-Type: warcinfo\r\n" not in data[:400]:
        return {}
    lines = read_payload(data).decode().splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def _response(writer: WARCWriter, page: Page) -> Any:  # noqa: ANN401  (warcio has no types)
    headers = {"WARC-Date": _moment(page.retrieved_at), "WARC-Payload-Digest": f"sha256:{digest_of(page.body)}"}
    return writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),
        http_headers=_http(page, len(page.body)),
        warc_headers_dict=headers,
    )


def _revisit(writer: WARCWriter, page: Page, earlier: Mapping[str, str], profile: str) -> Any:  # noqa: ANN401  (warcio has no types)
    record = writer.create_revisit_record(
        page.url,
        f"sha256:{earlier['sha256']}",
        earlier["url"],
        earlier["date"],
        http_headers=_http(page, 0),
        warc_headers_dict={"WARC-Date": _moment(page.retrieved_at)},
    )
    record.rec_headers.replace_header("WARC-Profile", _PROFILES + profile)
    return record


def _request(writer: WARCWriter, ask: Ask, at: datetime, beside: str) -> Any:  # noqa: ANN401  (warcio has no types)
    parts = urlsplit(ask.url)
    target = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    fields = [("Host", parts.netloc), *((_plain(name), _plain(value)) for name, value in ask.headers.items())]
    return writer.create_warc_record(
        ask.url,
        "request",
        payload=BytesIO(ask.body),
        length=len(ask.body),
        http_headers=StatusAndHeaders(f"{target} HTTP/1.1", fields, protocol=ask.method),
        warc_headers_dict={"WARC-Date": _moment(at), "WARC-Concurrent-To": beside},
    )


def _http(page: Page, length: int) -> StatusAndHeaders:
    """The answer's head; what spoke of the transfer's compression is kept under another name."""
    named = [(f"X-Archive-Orig-{n}" if n in _OF_THE_TRANSFER else n, v) for n, v in page.headers.items()]
    fields = [*((_plain(name), _plain(value)) for name, value in named), ("Content-Length", str(length))]
    return StatusAndHeaders(f"{page.status} {_phrase(page.status)}", fields, protocol="HTTP/1.1")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unnamed"


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _moment(at: datetime) -> str:
    moment: str = datetime_to_iso_date(at.astimezone(UTC).replace(tzinfo=None), use_micros=True)
    return moment


def _writer() -> WARCWriter:
    return WARCWriter(BytesIO(), gzip=True, warc_version="1.1")


def _bytes(writer: WARCWriter) -> bytes:
    written: bytes = writer.out.getvalue()
    return written
