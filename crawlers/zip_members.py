r"""The files of a ZIP archive from outside, read in memory: nothing is written under a name that the archive chose.

Publishers pack bulk editions with names in the manner of Windows (``a\b.xml``): these are read as ``a/b.xml``.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from crawlers.readable import Unreadable

MOST_MEMBERS: Final = 10_000
MOST_BYTES: Final = 1_000_000_000
HIGHEST_RATIO: Final = 100
_FREE_OF_RATIO: Final = 1_000_000
"""A small file that is all one letter shrinks a thousandfold and does no harm."""
_ARCHIVE: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ARCHIVES: Final = frozenset({".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz"})
_ENCRYPTED: Final = 0x1
_LONG_AGO: Final = (2000, 1, 1, 0, 0, 0)
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
"""What zipfile raises for archives that are cut off, lie about their sizes or use methods of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of the archive; ``name`` is its path in it, with ``/`` between the parts."""

    name: str
    raw: bytes


def members(raw: bytes, *, suffixes: Collection[str]) -> Iterator[Member]:
    """The files whose names end with one of ``suffixes`` (lower case, with the full stop), in the archive's order.

    The whole archive is checked before the first is given. Raises Unreadable for one that is damaged, encrypted or a
    bomb, that holds links or further archives, or whose names are twice there or lead out of it.
    """
    with _opened(raw) as archive:
        listed = _checked(archive.infolist())
        for name, info in listed.items():
            if PurePosixPath(name).suffix.lower() in suffixes:
                yield Member(name=name, raw=_read(archive, info, name))


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of files by their names, the same bytes each time: recorded texts in the form that a source serves."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), raw, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _opened(raw: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except _DAMAGED as error:
        raise Unreadable(f"the archive is no whole ZIP ({error}): fetch it again") from error


def _checked(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > MOST_MEMBERS:
        raise Unreadable(f"the archive holds {len(infos):,} files, more than the {MOST_MEMBERS:,} that are read")
    if (total := sum(info.file_size for info in infos)) > MOST_BYTES:
        raise Unreadable(f"the archive unpacks to {total:,} bytes, more than the {MOST_BYTES:,} that are read")
    listed: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = _safe_name(info)
        if info.is_dir() or name.endswith("/"):
            continue
        if name in listed:
            raise Unreadable(f"the archive holds two files named {name[:80]!r}: which one is meant is not known")
        _refuse_dangerous(info, name)
        listed[name] = info
    return listed


def _safe_name(info: zipfile.ZipInfo) -> str:
    name = info.filename.replace("\\", "/")
    if not name or name.startswith("/") or ":" in name or not name.isprintable() or ".." in name.split("/"):
        raise Unreadable(
            f"the archive holds a file whose name leads out of it ({info.filename[:80]!r}): it is not read"
        )
    return name


def _refuse_dangerous(info: zipfile.ZipInfo, name: str) -> None:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise Unreadable(f"{name[:80]!r} of the archive is a link or a device, no file: the archive is not read")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(f"{name[:80]!r} of the archive is packed in a way that publishers do not use: it is not read")
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable(f"{name[:80]!r} of the archive is encrypted: the archive is not read")
    if PurePosixPath(name).suffix.lower() in _ARCHIVES:
        raise Unreadable(f"the archive holds another archive ({name[:80]!r}): see what it is")
    if info.file_size > max(_FREE_OF_RATIO, HIGHEST_RATIO * info.compress_size):
        raise Unreadable(f"{name[:80]!r} of the archive unpacks to more than {HIGHEST_RATIO} times its size")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    try:
        raw = archive.read(info)
    except _DAMAGED as error:
        raise Unreadable(f"{name[:80]!r} of the archive is damaged ({error}): fetch the archive again") from error
    if raw.startswith(_ARCHIVE):
        raise Unreadable(f"{name[:80]!r} of the archive is an archive itself: see what it is")
    return raw
