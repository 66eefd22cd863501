"""Recorded answers that a replay serves: of WARC files, ours or others', or of a source's plain recorded files."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator

from crawlers.crawl import Ask, Crawl
from crawlers.harvest.asks import read_ask
from crawlers.harvest.snapshot_reading import notes
from crawlers.harvest.snapshots import Position
from crawlers.harvest.warc_members import member_at
from crawlers.harvest.warc_records import read_payload
from crawlers.importing import SourceUnavailable

_ENDINGS: Final = ("*.warc.gz", "*.warc")


class NothingRecorded(SourceUnavailable):
    """A folder holds no recording of the source; the message says what was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An answer to serve; ``ask`` is known for plain files and our own snapshots only."""

    method: str
    url: str
    sent: bytes
    status: int
    headers: Mapping[str, str]
    load: Callable[[], bytes]
    ask: Ask | None = None


@dataclass(slots=True)
class Recordings:
    """Answers by what was asked. A later recording of the same request takes the place of an earlier one."""

    exact: dict[tuple[str, str, str], Recorded] = field(default_factory=dict)
    by_address: dict[tuple[str, str], list[Recorded]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, crawl: Crawl) -> "Recordings":
        """All recordings in a folder and below. Raises NothingRecorded."""
        found, files = cls(), sorted(path for ending in _ENDINGS for path in folder.rglob(ending))
        for each in (r for path in files for r in _of_warc(path)) if files else _of_plain(folder, crawl):
            found.add(each)
        if not found.exact:
            raise NothingRecorded(
                f"{folder} holds no recording of this source: neither .warc.gz files nor files in the source's own "
                "layout (see docs/harvest.md)"
            )
        return found

    def add(self, recorded: Recorded) -> None:
        """Take in one answer."""
        address = (recorded.method, _same(recorded.url))
        key = (*address, canonical_body(recorded.sent))
        earlier = self.exact.get(key)
        self.exact[key] = recorded
        others = [each for each in self.by_address.get(address, []) if each is not earlier]
        self.by_address[address] = [*others, recorded]

    def find(self, method: str, url: str, sent: bytes) -> Recorded | None:
        """The answer to a request; where the body was never recorded, the only one that the address has."""
        address = (method, _same(url))
        exact = self.exact.get((*address, canonical_body(sent)))
        alike = self.by_address.get(address, [])
        return exact or (alike[0] if len(alike) == 1 else None)

    def asks(self) -> tuple[Ask, ...]:
        """The requests for documents, after those whose answers belong to them: a folder may lack the lists."""
        known = [each.ask for each in self.exact.values() if each.ask is not None]
        documents = [ask for ask in known if ask.ref is not None]
        beside = {key for ask in documents for key in ask.beside}
        return (*(ask for ask in known if ask.key in beside and ask.ref is None), *documents)


def canonical_body(sent: bytes) -> str:
    """A request's body; JSON without its spaces and the order of its names."""
    try:
        return json.dumps(json.loads(sent), sort_keys=True)
    except ValueError:
        return sent.decode("utf-8", "surrogateescape")


def _same(url: str) -> str:
    """An address however it is escaped, and in whatever order its parameters stand."""
    parts = urlsplit(url)
    query = sorted(parse_qsl(parts.query, keep_blank_values=True))
    return f"{parts.scheme}://{parts.netloc.casefold()}{unquote(parts.path)}?{query}"


def _of_plain(folder: Path, crawl: Crawl) -> Iterator[Recorded]:
    for each in crawl.recorded(folder):
        yield Recorded(
            method=each.ask.method,
            url=each.ask.url,
            sent=each.ask.body,
            status=each.status,
            headers={"content-type": each.content_type},
            load=partial(bytes, each.raw),
            ask=each.ask,
        )


def _of_warc(path: Path) -> Iterable[Recorded]:
    ours = list(_of_our_warc(path)) if path.name.endswith(".gz") else []
    return ours or _of_other_warc(path)


def _of_our_warc(path: Path) -> Iterator[Recorded]:
    for note in notes(path):
        if note["event"] != "answer":
            continue
        ask, position = read_ask(note["ask"]), Position(**note["payload"])
        answer = note["answer"]
        yield Recorded(
            method=ask.method,
            url=ask.url,
            sent=ask.body,
            status=answer["status"],
            headers=answer["headers"],
            load=partial(_load, path.parent / position.file, position.offset),
            ask=ask,
        )


def _load(path: Path, offset: int) -> bytes:
    return read_payload(member_at(path, offset).data)


def _of_other_warc(path: Path) -> Iterator[Recorded]:
    requests: dict[str, tuple[str, bytes]] = {}
    answers: list[tuple[str, str, int, dict[str, str], bytes]] = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "request":
                place = record.rec_headers.get_header("WARC-Concurrent-To") or ""
                requests[place] = (record.http_headers.protocol, record.content_stream().read())
            elif record.rec_type == "response" and record.http_headers is not None:
                answers.append(_answer(record))
    for place, url, status, headers, body in answers:
        method, sent = requests.get(place, ("GET", b""))
        yield Recorded(
            method=method,
            url=url,
            sent=sent,
            status=status,
            headers=headers,
            load=partial(bytes, body),
        )


def _answer(record: Any) -> tuple[str, str, int, dict[str, str], bytes]:  # noqa: ANN401  (warcio has no types)
    names = (record.rec_headers.get_header("WARC-Record-ID"), record.rec_headers.get_header("WARC-Target-URI"))
    code = record.http_headers.get_statuscode()
    status = int(code) if code.isdigit() else HTTPStatus.BAD_GATEWAY
    headers = {name.lower(): value for name, value in record.http_headers.headers}
    return (*names, status, headers, record.content_stream().read())
