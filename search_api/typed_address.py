"""HTTP/1.1 that takes an address as it was typed: curl sends the letters of ``?q=个人信息`` as they are.

RFC 9112 wants them escaped, and the parser behind uvicorn answers 400 in plain text before the application is asked.
They are escaped here, in the first line of a request alone; everything after it stays as it came.
"""

from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_ASCII: Final = 0x80


class TypedAddress(H11Protocol):
    """The protocol that uvicorn speaks, with the letters of an address escaped before it is read."""

    def data_received(self, data: bytes) -> None:
        """What came in from the other side."""
        before, _ = self.conn.trailing_data
        at_its_start = self.conn.their_state is h11.IDLE and b"\n" not in before
        super().data_received(escaped(data) if at_its_start else data)


def escaped(data: bytes) -> bytes:
    """The first line with whatever is not ASCII percent-encoded, and the rest as it is."""
    line, newline, rest = data.partition(b"\n")
    if line.isascii():
        return data
    return b"".join(b"%%%02X" % byte if byte >= _ASCII else bytes((byte,)) for byte in line) + newline + rest
