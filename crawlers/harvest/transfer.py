"""What goes out and what comes back, and whether what came back is whole.

Neither Scrapy nor Python's gzip module can be left to decide that: both hand out the first half of a compressed body
without an error when the second half never came.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawlers.harvest.unanswered import faulty

_CHUNK = 1 << 16
_SMALL = 1 << 20
"""A short page may well compress better than a bomb's ratio; below this size it harms nobody."""
_TAIL = 2048
_LAST_WORDS = {"text/html": b"</html", "application/xhtml+xml": b"</html", "application/pdf": b"%%eof"}
_SHOW_THEMSELVES = ("/xml", "+xml", "json", "zip", "openxmlformats-officedocument.wordprocessingml.document")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request; ``url`` is the source's, also in a replay."""

    url: str
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer. ``end_known``: the server said where the body ends, by its length or by a last chunk."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    end_known: bool = True


def whole_body(answer: Answer, *, largest: int, ratio: int) -> bytes:
    """The body freed of compression; raises Unanswered (faulty) when it is cut off, too large or a bomb."""
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    if encoding in {"", "identity"} or not answer.body:
        if not answer.end_known:
            _refuse_open_end(answer)
        return answer.body
    if encoding not in {"gzip", "x-gzip"}:
        raise faulty(f"the answer is encoded as {encoding!r}, which was not asked for", answer.status)
    return _gunzipped(answer.body, largest=largest, ratio=ratio)


def _gunzipped(body: bytes, *, largest: int, ratio: int) -> bytes:
    """All members of a gzip body (RFC 1952, 2.2), each to its end with its checksum right."""
    parts: list[bytes] = []
    limit = min(largest, max(_SMALL, ratio * len(body)))
    left = body
    while left:
        member, left = _member(left, limit - sum(map(len, parts)))
        parts.append(member)
        left = left.lstrip(b"\0")
    return b"".join(parts)


def _member(data: bytes, room: int) -> tuple[bytes, bytes]:
    stream = zlib.decompressobj(wbits=31)
    out = bytearray()
    try:
        while not stream.eof and data:
            out += stream.decompress(data, _CHUNK)
            data = stream.unconsumed_tail
            if len(out) > room:
                raise faulty("the body unpacks to more than is accepted (a compression bomb, or too large)")
    except zlib.error as problem:
        raise faulty(f"the compressed body is damaged: {problem}", again=True) from problem
    if not stream.eof:
        raise faulty("the compressed body is cut off", again=True)
    return bytes(out), stream.unused_data


def _refuse_open_end(answer: Answer) -> None:
    """A body that ends with the connection may be half of one: only its own last words show that it is whole.

    XML, JSON and archives that are cut off cannot be parsed and show themselves there.
    """
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    tail = answer.body[-_TAIL:].lower()
    mark = _LAST_WORDS.get(kind)
    whole = mark in tail if mark else kind.endswith(_SHOW_THEMSELVES)
    if not whole:
        raise faulty("the body ends with the connection, and nothing in it shows that it is whole", again=True)
