"""A local server that answers as the sources once did: the real crawler runs against recorded answers over real HTTP.

A request for https://host/path is asked for as /https/host/path. What was not recorded is answered with 404.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from crawlers.crawl import Ask, Crawl
from crawlers.harvest.recordings import Recorded, Recordings

_OF_THE_TRANSFER: Final = frozenset(
    {"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive", "date", "server", "etag"}
)
_LARGEST_ASK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Replay:
    """A running server. ``base`` is its address, ``asks`` the recorded requests for documents, ``log`` what was asked.

    Each line of the log is method, address and status.
    """

    base: str
    asks: tuple[Ask, ...]
    log: list[tuple[str, str, int]] = field(default_factory=list)


@contextmanager
def replaying(folder: Path, crawl: Crawl) -> Iterator[Replay]:
    """Serve a folder's recordings on a free port of this machine only. Raises NothingRecorded."""
    recordings = Recordings.of(folder, crawl)
    log: list[tuple[str, str, int]] = []
    handler = type("Handler", (_Handler,), {"recordings": recordings, "log": log})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Replay(f"http://127.0.0.1:{server.server_address[1]}", recordings.asks(), log)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    recordings: Recordings
    log: list[tuple[str, str, int]]

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer a HEAD as the GET would be."""
        self._answer()

    def do_POST(self) -> None:
        """Answer a POST by its body."""
        self._answer()

    def log_message(self, *_: object) -> None:
        """Nothing is printed; ``Replay.log`` has every request."""

    def _answer(self) -> None:
        url, sent = address_of(self.path), self._sent()
        found = self.recordings.find("GET" if self.command == "HEAD" else self.command, url, sent) if url else None
        if found is None:
            self._send(url, HTTPStatus.NOT_FOUND, {"content-type": "text/plain"}, b"not recorded\n")
            return
        body = found.load()
        tag = found.headers.get("etag") or f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {**{n: v for n, v in found.headers.items() if n not in _OF_THE_TRANSFER}, "etag": tag}
        if self._has(tag, found):
            self._send(url, HTTPStatus.NOT_MODIFIED, {"etag": tag}, b"")
            return
        self._send(url, found.status, headers, body)

    def _sent(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        return self.rfile.read(min(int(length), _LARGEST_ASK)) if length.isdigit() else b""

    def _has(self, tag: str, found: Recorded) -> bool:
        """Whether the asker has this answer already (RFC 9110, 13.2.2: the tag goes before the day)."""
        if found.status != HTTPStatus.OK or self.command == "POST":
            return False
        held = self.headers.get("If-None-Match")
        if held is not None:
            return _weak(tag) in {_weak(each) for each in held.split(",")}
        day = found.headers.get("last-modified")
        return day is not None and self.headers.get("If-Modified-Since") == day

    def _send(self, url: str, status: int, headers: dict[str, str], body: bytes) -> None:
        self.log.append((self.command, url, status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value.encode("latin-1", "replace").decode("latin-1"))
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def address_of(path: str) -> str:
    """The address that a request to the replay stands for; "" where it stands for none."""
    scheme, slash, rest = path.removeprefix("/").partition("/")
    return f"{scheme}://{rest}" if slash and scheme in ("http", "https") else ""


def _weak(tag: str) -> str:
    return tag.strip().removeprefix("W/")
