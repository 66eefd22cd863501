"""A server on loopback that misbehaves as told, and remembers what it was asked and when."""

import gzip
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    at: float
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Behaviour = Callable[[socket.socket, Received], None]


@dataclass(slots=True, kw_only=True)
class Hostile:
    """``at`` is host:port, ``received`` everything asked, oldest first."""

    at: str
    scheme: str = "http"
    received: list[Received] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"{self.scheme}://{self.at}{path}"

    def asked(self, path: str) -> list[Received]:
        return [one for one in self.received if one.path == path]


def answer(
    body: bytes = b"<html><body>law</body></html>", status: int = 200, length: int | None = None, **headers: str
) -> Behaviour:
    """A proper answer, or one whose Content-Length says ``length``. Header names have _ for -."""
    lines = {"Content-Type": "text/html", "Content-Length": str(len(body) if length is None else length)}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    return raw(_head(status, lines) + body)


def _head(status: int, lines: Mapping[str, str]) -> bytes:
    head = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in lines.items())]
    return "\r\n".join([*head, "Connection: close", "", ""]).encode()


def raw(data: bytes) -> Behaviour:
    return lambda connection, _: connection.sendall(data)


def redirect(place: str, status: int = 302) -> Behaviour:
    return answer(b"", status, Location=place)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """The first behaviour once, then the next; the last one from then on."""
    left = list(behaviours)

    def behave(connection: socket.socket, received: Received) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(connection, received)

    return behave


def packed(body: bytes, cut: int = 0) -> Behaviour:
    """A gzip body, with ``cut`` bytes missing at its end and a Content-Length that agrees with what is sent."""
    sent = gzip.compress(body)
    return answer(sent[: len(sent) - cut], Content_Encoding="gzip")


def drip(connection: socket.socket, _: Received) -> None:
    connection.sendall(_head(200, {"Content-Type": "text/html", "Content-Length": "100000"}))
    while True:
        connection.sendall(b"x")
        time.sleep(0.1)


def endless_headers(connection: socket.socket, _: Received) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: headers\r\n" * 500)


def hang(connection: socket.socket, _: Received) -> None:
    connection.recv(1)


def reset(connection: socket.socket, _: Received) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


class _Handler(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        try:
            received = self._read()
            self.server.hostile.received.append(received)
            chosen = self.server.behaviours.get(received.path, self.server.otherwise)
            chosen(self.connection, received)
        except OSError:
            return  # The other side went away, as some of these tests want it to.

    def _read(self) -> Received:
        method, path, _ = self.rfile.readline().decode("latin-1").split(" ")
        headers: dict[str, str] = {}
        while line := self.rfile.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length", "0")))
        return Received(at=time.monotonic(), method=method, path=path, headers=headers, body=body)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    hostile: Hostile
    behaviours: Mapping[str, Behaviour]
    otherwise: Behaviour
    context: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        if self.context is None:
            return connection, address
        return self.context.wrap_socket(connection, server_side=True), address

    def handle_error(self, *_: object) -> None:
        """A client that goes away is no fault of this server."""


@contextmanager
def hostile(
    behaviours: Mapping[str, Behaviour],
    *,
    address: str = "127.0.0.1",
    otherwise: Behaviour | None = None,
    context: ssl.SSLContext | None = None,
) -> Iterator[Hostile]:
    """Serve ``behaviours`` by path; other paths answer 404 unless ``otherwise`` says so."""
    with _Server((address, 0), _Handler) as server:
        server.hostile = Hostile(at=f"{address}:{server.server_address[1]}", scheme="https" if context else "http")
        server.behaviours = behaviours
        server.otherwise = otherwise or answer(b"", 404)
        server.context = context
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server.hostile
        finally:
            server.shutdown()
