"""An address with its letters as they are typed, over a real connection."""

import json
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from search_api.library import Library
from search_api.settings import Settings
from search_api.typed_address import escaped
from tests.ui.browsing import served
from ui.site import create_site

LINE = "GET /api/v1/suggest?q=政府信息&limit=3 HTTP/1.1".encode()
REST = b"\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def server(settings: Settings, library: Library) -> Iterator[str]:
    # A site of its own: one that has been served takes no more work afterwards, and the session's goes on.
    with served(create_site(settings, library=library)) as address:
        yield address


def answered(server: str, *packets: bytes) -> bytes:
    parts = urlsplit(server)
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=30) as sent:
        sent.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for packet in packets:
            sent.sendall(packet)
        with sent.makefile("rb") as read:
            return read.read()


@pytest.mark.parametrize("cut", [len(LINE), 24, 26, len(LINE) + 9])
def test_letters_that_are_not_escaped_are_read_as_they_were_typed(server: str, cut: int) -> None:
    whole = LINE + REST
    head, _, body = answered(server, whole[:cut], whole[cut:]).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert json.loads(body)["query"] == "政府信息"


def test_letters_in_another_encoding_are_explained(server: str) -> None:
    head, _, body = answered(server, "GET /?q=信息 HTTP/1.1".encode("gbk") + REST).partition(b"\r\n\r\n")
    assert head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 4"))
    assert b"<html" in body


def test_only_the_first_line_is_escaped() -> None:
    head = "GET /é HTTP/1.1\r\nX-Name: é\r\n\r\né".encode()
    assert escaped(head) == head.replace("/é".encode(), b"/%C3%A9", 1)
