"""The gzip members of a WARC file: one a record, so that a broken-off last record is recognised."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from crawlers.importing import SourceUnavailable

_CHUNK: Final = 1 << 16
_GZIP: Final = zlib.MAX_WBITS + 16


class SnapshotDamaged(SourceUnavailable):
    """A snapshot cannot be read at a place that was once complete; the message names file and place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One record, decompressed. ``offset`` and ``end`` are its place in the file, in bytes."""

    offset: int
    end: int
    data: bytes


def members(path: Path) -> Iterator[Member]:
    """The whole records of a file; a last one that was broken off is left out. Raises SnapshotDamaged."""
    with path.open("rb") as file:
        offset, left = 0, b""
        while True:
            found = _member(file, offset, left)
            if found is None:
                return
            member, left = found
            yield member
            offset = member.end


def member_at(path: Path, offset: int) -> Member:
    """The record at a place. Raises SnapshotDamaged where there is none."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            found = _member(file, offset, b"")
    except FileNotFoundError:
        raise SnapshotDamaged(f"the snapshot {path} is missing: bring it back from a backup") from None
    if found is None:
        raise SnapshotDamaged(f"the snapshot {path} ends before the record at byte {offset}: bring it back")
    return found[0]


def whole_length(path: Path) -> int:
    """The length of a file's whole records, in bytes. What cannot be read ends them."""
    end = 0
    try:
        for member in members(path):
            end = member.end
    except SnapshotDamaged:
        return end
    return end


def _member(file: BinaryIO, offset: int, left: bytes) -> tuple[Member, bytes] | None:
    unpacked, parts, used = zlib.decompressobj(_GZIP), [], 0
    while not unpacked.eof:
        chunk = left or file.read(_CHUNK)
        if not chunk:
            return None
        try:
            parts.append(unpacked.decompress(chunk))
        except zlib.error as error:
            raise SnapshotDamaged(f"the snapshot {file.name} is damaged at byte {offset}: {error}") from error
        left = unpacked.unused_data
        used += len(chunk) - len(left)
    return Member(offset=offset, end=offset + used, data=b"".join(parts)), left
