"""Reading an archive that may be anything: cut off, altered, or made to do harm. Nothing of it is trusted."""

import errno
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from search_api.backup.records import MANIFEST, BackedUp, BackupRefused, Manifest, may_be_held

_CHUNK: Final = 1 << 20
_LONGEST_MANIFEST: Final = 64 << 20
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


class BadArchive(BackupRefused):
    """The file is no whole backup of ours; the message says in what. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive every byte of which was compared with its manifest."""

    manifest: Manifest
    zip: zipfile.ZipFile

    def copy(self, each: BackedUp, to: Path) -> None:
        """Write one file out; raises BadArchive where its bytes are no longer those that were checked."""
        with to.open("xb") as target:
            _read(self.zip, each, target.write)


@contextmanager
def checked_archive(file: Path) -> Iterator[Archive]:
    """Open an archive and compare all of it with its manifest. Raises BadArchive, OSError."""
    with _unless_damaged(f"{file} is cut off or no archive at all"):
        archive = zipfile.ZipFile(file)
    with archive:
        manifest = _manifest(file, archive)
        for each in manifest.files:
            _read(archive, each, lambda _: None)
        yield Archive(manifest=manifest, zip=archive)


@contextmanager
def _unless_damaged(said: str) -> Iterator[None]:
    """Raises BadArchive for what zipfile makes of damaged bytes; a disk that fails or is full stays an OSError."""
    try:
        yield
    except _UNREADABLE as error:
        raise BadArchive(f"{said} ({error})") from error
    except OSError as error:
        # An altered offset leads before the beginning of the file.
        if error.errno != errno.EINVAL:
            raise
        raise BadArchive(f"{said} ({error})") from error


def _manifest(file: Path, archive: zipfile.ZipFile) -> Manifest:
    names = [entry.filename for entry in archive.infolist()]
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > _LONGEST_MANIFEST:
        raise BadArchive(f"{file} is no backup of Lexgap: it has no {MANIFEST}")
    with _unless_damaged(f"the {MANIFEST} of {file} was altered or is damaged"):
        read = archive.read(MANIFEST)
    try:
        manifest = Manifest.model_validate_json(read)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadArchive(f"{file} has a {MANIFEST} that this version cannot read: {where}: {first['msg']}") from error
    _same_names(names, manifest)
    return manifest


def _same_names(names: list[str], manifest: Manifest) -> None:
    told = [each.name for each in manifest.files]
    for name in told:
        if not may_be_held(name):
            raise BadArchive(f"the archive names {name!r}, which is no part of a data directory")
    if sorted([*told, MANIFEST]) != sorted(names):
        odd = sorted(set(names) ^ {*told, MANIFEST}) or sorted({name for name in names if names.count(name) > 1})
        raise BadArchive(f"the archive does not hold what its {MANIFEST} names: {', '.join(map(repr, odd[:5]))}")


def _read(archive: zipfile.ZipFile, each: BackedUp, use: Callable[[bytes], object]) -> None:
    """Read one file to its stated size and hash; no more of it is unpacked than it is said to have."""
    digest, size = hashlib.sha256(), 0
    with _unless_damaged(f"{each.name} in the archive was altered or is damaged"), archive.open(each.name) as source:
        while size <= each.size and (chunk := source.read(_CHUNK)):
            digest.update(chunk)
            size += len(chunk)
            use(chunk)
    if (size, digest.hexdigest()) != (each.size, each.sha256):
        raise BadArchive(f"{each.name} in the archive is not what was backed up: its size or hash differs")
